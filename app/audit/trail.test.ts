import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AuditFinding, type AuditHead, auditFindingSentence } from '../contract/audit.ts';
import { auditHeadOf, eachAuditRow, keptAuditRowSchema, pageOfAuditRows } from '../store/auditTrail.ts';
import { openStore, type Store } from '../store/store.ts';
import { hashOfRow } from './chain.ts';
import { checkTrail } from './checkTrail.ts';
import { headFileOf } from './headFile.ts';
import { recorded, subjectText, type Trail } from './trail.ts';

const ROWS = 8;
const ANNA = { kind: 'user', id: 1, name: 'Anna', role: 'reviewer' } as const;

let folder = '';
let store: Store;
let trail: Trail;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'smearlab-audit-'));
  store = openStore(join(folder, 'smearlab.db'));
  let second = 0;
  trail = { store, headFile: headFileOf(folder), now: () => new Date(Date.UTC(2026, 0, 1, 8, 0, second++)) };
  for (let slide = 1; slide <= ROWS; slide++) record(slide);
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

function record(slide: number): AuditHead {
  return recorded(trail, ANNA, (tell) =>
    tell({ action: 'cells labelled', subject: { kind: 'slide', id: slide }, before: null, after: { cells: slide, class: 'Monocyte' } }),
  );
}

const findings = (noted: AuditHead | null = null) => checkTrail({ store, headFile: trail.headFile, noted }).findings;
const end = (): AuditHead => auditHeadOf(store) ?? { count: 0, hash: '' };

/** As somebody would who opens the database with another program and takes its guards away. */
function tamper(sql: string): void {
  const { database } = store;
  const guards = database.prepare(`SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name LIKE 'audit%'`).all();
  for (const guard of guards as { name: string }[]) database.exec(`DROP TRIGGER ${guard.name}`);
  database.exec(sql);
  for (const guard of guards as { sql: string }[]) database.exec(guard.sql);
}

/** Rows from this position on are given the hashes and links that what they now say would have. */
function rehash(from: number): void {
  const { database } = store;
  const rows = database.prepare('SELECT * FROM audit_trail ORDER BY position').all();
  let previous = '0'.repeat(64);
  const update: string[] = [];
  for (const found of rows) {
    const row = keptAuditRowSchema.parse(found);
    const joined = row.position >= from ? { ...row, previous } : row;
    const hash = row.position >= from ? hashOfRow(joined) : row.hash;
    update.push(`UPDATE audit_trail SET previous = '${joined.previous}', hash = '${hash}' WHERE position = ${row.position}`);
    previous = hash;
  }
  tamper(update.join(';'));
}

it('a trail that nobody touched is whole, also against its file and a head noted long ago', () => {
  const noted = end();
  record(99);
  expect(checkTrail({ store, headFile: trail.headFile, noted })).toEqual({ rows: ROWS + 1, hash: end().hash, findings: [] });
  expect(JSON.parse(readFileSync(headFileOf(folder), 'utf8'))).toEqual(end());
});

it('an empty trail is whole, with no file yet', () => {
  const empty = openStore(':memory:');
  expect(checkTrail({ store: empty, headFile: join(folder, 'nowhere.json'), noted: null })).toEqual({ rows: 0, hash: null, findings: [] });
  empty.close();
});

describe('what is done to it with its guards taken away is found and named:', () => {
  const CASES: readonly [string, () => void, readonly AuditFinding[]][] = [
    ...(['at', 'action'] as const).map((column): [string, () => void, AuditFinding[]] => [
      `a row whose ${column} is another`,
      () => tamper(`UPDATE audit_trail SET ${column} = '2020' WHERE position = 3`),
      [{ kind: 'altered', position: 3 }],
    ]),
    ...(['actor', 'subject', 'before', 'after'] as const).map((column): [string, () => void, AuditFinding[]] => [
      `a row whose ${column} is another`,
      () => tamper(`UPDATE audit_trail SET ${column} = '{"id":7}' WHERE position = 3`),
      [{ kind: 'altered', position: 3 }],
    ]),
    [
      'a space more in its JSON',
      () => tamper(`UPDATE audit_trail SET after = replace(after, ':', ': ') WHERE position = 3`),
      [{ kind: 'altered', position: 3 }],
    ],
    [
      'a row altered together with its hash',
      () => {
        tamper(`UPDATE audit_trail SET action = 'nothing' WHERE position = 3`);
        const row = [...eachAuditRow(store)].find(({ position }) => position === 3);
        if (row !== undefined) tamper(`UPDATE audit_trail SET hash = '${hashOfRow(row)}' WHERE position = 3`);
      },
      [{ kind: 'not joined', position: 4 }],
    ],
    [
      'another hash alone',
      () => tamper(`UPDATE audit_trail SET hash = '${'a'.repeat(64)}' WHERE position = 3`),
      [
        { kind: 'altered', position: 3 },
        { kind: 'not joined', position: 4 },
      ],
    ],
    [
      'the last row altered together with its hash',
      () => {
        tamper(`UPDATE audit_trail SET action = 'nothing' WHERE position = ${ROWS}`);
        rehash(ROWS);
      },
      [
        { kind: 'other head', position: ROWS, place: 'database' },
        { kind: 'other head', position: ROWS, place: 'file' },
      ],
    ],
    ['a row taken out', () => tamper('DELETE FROM audit_trail WHERE position = 4'), [{ kind: 'missing', from: 4, to: 4 }]],
    ['several rows taken out', () => tamper('DELETE FROM audit_trail WHERE position IN (4, 5, 6)'), [{ kind: 'missing', from: 4, to: 6 }]],
    ['the beginning taken out', () => tamper('DELETE FROM audit_trail WHERE position < 3'), [{ kind: 'missing', from: 1, to: 2 }]],
    [
      'a row taken out and the others moved up',
      () => {
        tamper('DELETE FROM audit_trail WHERE position = 4');
        tamper('UPDATE audit_trail SET position = position - 1 WHERE position > 4');
      },
      [
        ...[4, 5, 6, 7].map((position) => ({ kind: 'altered' as const, position })),
        { kind: 'cut', from: ROWS, to: ROWS, place: 'database' },
      ],
    ],
    [
      'two rows that changed places',
      () => {
        const moves = ['-1 WHERE position = 3', '3 WHERE position = 6', '6 WHERE position = -1'];
        store.database.pragma('ignore_check_constraints = ON');
        tamper(moves.map((move) => `UPDATE audit_trail SET position = ${move}`).join(';'));
        store.database.pragma('ignore_check_constraints = OFF');
      },
      [
        { kind: 'altered', position: 3 },
        { kind: 'not joined', position: 4 },
        { kind: 'altered', position: 6 },
        { kind: 'not joined', position: 7 },
      ],
    ],
    [
      'a row put in, all after it moved down',
      () => {
        tamper('UPDATE audit_trail SET position = position + 1000 WHERE position >= 4');
        tamper('UPDATE audit_trail SET position = position - 999 WHERE position >= 1000');
        tamper(
          `INSERT INTO audit_trail SELECT 4, at, actor, action, subject, before, after, hash, hash FROM audit_trail WHERE position = 3`,
        );
        const row = [...eachAuditRow(store)].find(({ position }) => position === 4);
        if (row !== undefined) tamper(`UPDATE audit_trail SET hash = '${hashOfRow(row)}' WHERE position = 4`);
      },
      [
        ...[5, 6, 7, 8, 9].map((position) => ({ kind: 'altered' as const, position })),
        { kind: 'added', from: 9, to: 9 },
        { kind: 'other head', position: 8, place: 'file' },
      ],
    ],
    [
      'a row put at the end',
      () => {
        tamper(
          `INSERT INTO audit_trail SELECT 9, at, actor, action, subject, before, after, hash, hash FROM audit_trail WHERE position = 8`,
        );
        rehash(9);
      },
      [{ kind: 'added', from: 9, to: 9 }],
    ],
    ['the end cut off', () => tamper('DELETE FROM audit_trail WHERE position > 5'), [{ kind: 'cut', from: 6, to: 8, place: 'database' }]],
    [
      'the end cut off and the head beside it set back',
      () => {
        tamper('DELETE FROM audit_trail WHERE position > 5');
        tamper('UPDATE audit_head SET count = 5, hash = (SELECT hash FROM audit_trail WHERE position = 5)');
      },
      [{ kind: 'cut', from: 6, to: 8, place: 'file' }],
    ],
    [
      'everything taken out',
      () => {
        tamper('DELETE FROM audit_trail');
        tamper(`UPDATE audit_head SET count = 0, hash = '${'0'.repeat(64)}'`);
      },
      [{ kind: 'cut', from: 1, to: 8, place: 'file' }],
    ],
    ['the head taken away', () => tamper('DELETE FROM audit_head'), [{ kind: 'no head', place: 'database' }]],
    ['the file taken away', () => rmSync(headFileOf(folder)), [{ kind: 'no head', place: 'file' }]],
    ['the file spoiled', () => writeFileSync(headFileOf(folder), '{"count": "many"}'), [{ kind: 'no head', place: 'file' }]],
  ];
  it.each(CASES)('%s', (_, harm, found) => {
    harm();
    expect(findings()).toEqual(found);
    for (const finding of found) expect(auditFindingSentence(finding)).toMatch(/^[A-Z].*\.$/);
  });

  it('even a trail written anew from the middle on with all its heads, by a head that somebody noted', () => {
    const noted = end();
    tamper(`UPDATE audit_trail SET action = 'nothing' WHERE position = 3`);
    rehash(3);
    const hash = [...eachAuditRow(store)].at(-1)?.hash ?? '';
    tamper(`UPDATE audit_head SET hash = '${hash}'`);
    writeFileSync(headFileOf(folder), JSON.stringify({ count: ROWS, hash }));
    expect(findings()).toEqual([]);
    expect(findings(noted)).toEqual([{ kind: 'other head', position: ROWS, place: 'noted' }]);
    expect(findings({ count: 12, hash: noted.hash })).toEqual([{ kind: 'cut', from: 9, to: 12, place: 'noted' }]);
  });
});

describe('its guards', () => {
  it.each([
    ['UPDATE audit_trail SET action = action', 'never changed'],
    ['UPDATE audit_trail SET position = 100 WHERE position = 8', 'never changed'],
    ['DELETE FROM audit_trail', 'Nothing is deleted'],
    ['DELETE FROM audit_trail WHERE position = 8', 'Nothing is deleted'],
    ['INSERT OR REPLACE INTO audit_trail SELECT * FROM audit_trail WHERE position = 8', 'follows the last one'],
    [
      'INSERT INTO audit_trail SELECT 100, at, actor, action, subject, before, after, hash, hash FROM audit_trail LIMIT 1',
      'follows the last one',
    ],
    [
      'INSERT INTO audit_trail SELECT 9, at, actor, action, subject, before, after, hash, hash FROM audit_trail LIMIT 1',
      'follows the last one',
    ],
    ['UPDATE audit_head SET count = 2', 'its last row'],
    ['DELETE FROM audit_head', 'keeps its head'],
  ])('refuse %s', (sql, sentence) => {
    expect(() => store.database.exec(sql)).toThrow(sentence);
    expect(findings()).toEqual([]);
  });
});

describe('a recorded change', () => {
  it('that fails leaves neither itself nor a row', () => {
    const before = end();
    const failing = () =>
      recorded(trail, ANNA, (tell) => {
        tell({ action: 'user added', subject: { kind: 'user', id: 5 }, before: null, after: { name: 'Bo' } });
        store.database.exec(`INSERT INTO users (name, key, role, secret, created_at) VALUES ('Bo', 'bo', 'reviewer', 's', 'now')`);
        throw new Error('no more');
      });
    expect(failing).toThrow('no more');
    expect(end()).toEqual(before);
    expect(store.database.prepare('SELECT count(*) FROM users').pluck().get()).toBe(0);
    expect(findings()).toEqual([]);
  });

  it('may tell of several things, and is no part of another transaction', () => {
    const subject = { kind: 'slide', id: 1 } as const;
    recorded(trail, { kind: 'nobody' }, (tell) => {
      for (const action of ['one', 'two']) tell({ action, subject, before: { a: 1 }, after: null });
    });
    expect(end().count).toBe(ROWS + 2);
    expect(() => store.transaction(() => record(1))).toThrow('of its own');
    expect(store.database.pragma('synchronous', { simple: true })).toBe(1);
  });

  it('is shown newest first, by subject and page', () => {
    record(3);
    const page = pageOfAuditRows(store, { subject: subjectText({ kind: 'slide', id: 3 }), offset: 0, limit: 1 });
    expect(page).toMatchObject({ total: 2, rows: [{ position: 9, actor: ANNA, before: null, after: { cells: 3, class: 'Monocyte' } }] });
    expect(pageOfAuditRows(store, { subject: null, offset: 8, limit: 5 }).rows.map(({ position }) => position)).toEqual([1]);
  });
});
