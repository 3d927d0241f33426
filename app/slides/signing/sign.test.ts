import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { canonicalJson, hashOfJson, hashOfText } from '../../audit/canonicalJson.ts';
import { headFileOf } from '../../audit/headFile.ts';
import type { Trail } from '../../audit/trail.ts';
import type { CellLabel } from '../../contract/slides.ts';
import type { User } from '../../contract/users.ts';
import { pageOfAuditRows } from '../../store/auditTrail.ts';
import { labelCells } from '../../store/cellLabels.ts';
import { allSignedVersions, keepRanges } from '../../store/signatures.ts';
import { beginClassifying, deleteSlide, describeSlide, readSlide } from '../../store/slides.ts';
import { openStore, type Store } from '../../store/store.ts';
import { addUser } from '../../store/users.ts';
import { CELLS, type ClassifiedCell, classifiedSlide, MODEL, many } from '../classified.fixture.ts';
import { readCountedSlide } from '../countedSlide.ts';
import { amendVersion, signVersion } from './sign.ts';
import { checkEverything, listVersions, readSigned } from './versions.ts';

let folder = '';
let store: Store;
let trail: Trail;
let anna: User;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'smearlab-sign-'));
  store = openStore(join(folder, 'smearlab.db'));
  let minute = 0;
  trail = { store, headFile: headFileOf(folder), now: () => new Date(Date.UTC(2026, 2, 1, 9, minute++)) };
  const user = { name: 'Anna Meier', role: 'reviewer', secret: 'x', createdAt: '2026-01-01' } as const;
  anna = { ...{ id: addUser(store, user), name: user.name, role: user.role }, isActive: true, createdAt: user.createdAt };
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const seenOf = (slide: number) => hashOfJson(readCountedSlide(store, slide));
const sign = (slide: number, waiver: string | null = null) =>
  signVersion(trail, anna, { slide, seen: seenOf(slide), meaning: 'approval', waiver });
const check = () => checkEverything({ store, headFile: trail.headFile, noted: null });
const REASON = 'The patient was mixed up.';
const monocyte: CellLabel = { kind: 'class', class: 'Monocyte' };

describe('a signature', () => {
  it('keeps the slide whole: every label, the count, the model, the data set, the program, who and what it means', () => {
    const { slide, ids } = classifiedSlide(store);
    labelCells(store, slide, ids.slice(0, 2), monocyte);
    const { version, hash, head, signature } = sign(slide);
    const { counted, ...signed } = readSigned(store, slide, version);
    expect(signed).toEqual({ form: 'smearlab signed slide 1', amendment: null, signature, hash, head });
    expect(signature).toMatchObject({ user: anna.id, name: 'Anna Meier', role: 'reviewer', meaning: 'approval', waiver: null });
    expect(counted.model).toEqual(MODEL);
    expect(counted.program.version).toMatch(/^\d+\.\d+\.\d+/);
    expect(counted.count).toMatchObject({ counted: 100, uncertain: 0 });
    expect(counted.cells.filter(({ label }) => label !== null).map(({ path, countedAs }) => [path, countedAs])).toEqual([
      ['0.png', 'Monocyte'],
      ['1.png', 'Monocyte'],
    ]);
    expect(readSlide(store, slide).state).toMatchObject({ kind: 'signed', signedBy: 'Anna Meier', signedAt: signature.signedAt });
    const [row] = pageOfAuditRows(store, { subject: null, offset: 0, limit: 1 }).rows;
    expect(row).toMatchObject({ action: 'slide signed', position: head.count, hash: head.hash, after: { hash, version: 1 } });
  });

  it('is over a text that anybody can hash again', () => {
    const { slide } = classifiedSlide(store);
    const { hash } = sign(slide);
    const [row] = allSignedVersions(store);
    expect(hashOfText(row?.document ?? '')).toBe(hash);
    expect(canonicalJson(JSON.parse(row?.document ?? ''))).toBe(row?.document);
  });

  const OPEN: readonly [string, readonly ClassifiedCell[], string][] = [
    ['an uncertain cell', [...CELLS, ['Monocyte', 0.4]], '1 cell is uncertain.'],
    ['cells that could not be classified', [...CELLS, null, null], '2 cells are not classified.'],
    ['both', [...CELLS, ...many(2, 'Monocyte', 0.3), null], '2 cells are uncertain and 1 cell is not classified.'],
  ];
  it.each(OPEN)('with %s needs a reason, which is kept', (_, cells, sentence) => {
    const { slide } = classifiedSlide(store, cells);
    expect(() => sign(slide)).toThrow(sentence);
    expect(readSlide(store, slide).state.kind).toBe('review');
    sign(slide, 'Known artefacts of the stain.');
    expect(readSigned(store, slide, 1).signature.waiver).toBe('Known artefacts of the stain.');
  });

  it('without open cells keeps no waiver that was given for nothing', () => {
    const { slide } = classifiedSlide(store);
    sign(slide, 'Nothing is open at all.');
    expect(readSigned(store, slide, 1).signature.waiver).toBeNull();
  });

  it('of no counted cell is refused, with a waiver as well', () => {
    const { slide } = classifiedSlide(store, many(5, 'Monocyte', 0.3));
    expect(() => sign(slide, 'All of them are strange.')).toThrow('No cell of it is counted');
  });

  it('is of what was looked at, and of nothing that changed since', () => {
    const { slide, ids } = classifiedSlide(store);
    const seen = seenOf(slide);
    labelCells(store, slide, ids.slice(0, 1), monocyte);
    const signing = { slide, seen, meaning: 'review', waiver: null } as const;
    expect(() => signVersion(trail, anna, signing)).toThrow(expect.objectContaining({ kind: 'changed-file' }));
    keepRanges(store, { source: 'ours', ranges: [] });
    expect(() => signVersion(trail, anna, { ...signing, seen: 'f'.repeat(64) })).toThrow('has changed since you looked');
    expect(allSignedVersions(store)).toEqual([]);
    expect(pageOfAuditRows(store, { subject: null, offset: 0, limit: 9 }).total).toBe(0);
  });
});

describe('a signed slide is frozen:', () => {
  it.each([
    ['described', (slide: number) => describeSlide(store, slide, 'other', '')],
    ['removed', (slide: number) => deleteSlide(store, slide)],
    ['classified', (slide: number) => beginClassifying(store, slide, MODEL)],
    ['signed again', (slide: number) => sign(slide)],
  ])('it is not %s, and says so', (_, change) => {
    const { slide } = classifiedSlide(store);
    sign(slide);
    expect(() => change(slide)).toThrow(/is signed/);
    expect(check().findings).toEqual([]);
  });

  it('no label of it is changed even by a program that forgot to ask', () => {
    const { slide, ids } = classifiedSlide(store);
    sign(slide);
    expect(() => labelCells(store, slide, ids.slice(0, 1), monocyte)).toThrow();
    const { database } = store;
    for (const sql of [
      `UPDATE cells SET label = 'not counted'`,
      `UPDATE cells SET is_below_threshold = 1`,
      'DELETE FROM cells',
      `INSERT INTO cells (slide_id, position, file, path, width, height) VALUES (${slide}, 999, 'x', 'x', 1, 1)`,
      `UPDATE slides SET accession = 'other'`,
      `UPDATE slides SET model = json_set(model, '$.name', 'better')`,
      'DELETE FROM slides',
      `UPDATE signed_versions SET hash = '${'0'.repeat(64)}'`,
      'DELETE FROM signed_versions',
    ]) {
      expect(() => database.exec(sql), sql).toThrow(/signed/);
    }
    // Where a cell was copied to says nothing of the count.
    database.exec(`UPDATE cells SET sent_at = 'now', sent_class = 'Monocyte'`);
  });
});

describe('an amendment', () => {
  it('opens the next version with its reason; the old one stays as it was signed', () => {
    const { slide, ids } = classifiedSlide(store);
    const first = sign(slide);
    const old = readSigned(store, slide, 1);
    amendVersion(trail, anna, { slide, reason: REASON });
    labelCells(store, slide, ids.slice(0, 30), monocyte);
    const second = sign(slide);
    expect(second.amendment).toMatchObject({ of: 1, hash: first.hash, reason: REASON, name: 'Anna Meier' });
    expect(readSigned(store, slide, 1)).toEqual(old);
    expect(listVersions(store, slide)).toEqual([first, second]);
    expect(readSigned(store, slide, 2).counted.slide.version).toBe(2);
    expect(() => amendVersion(trail, anna, { slide: 999, reason: REASON })).toThrow('not there any more');
    const actions = pageOfAuditRows(store, { subject: null, offset: 0, limit: 9 }).rows.map(({ action }) => action);
    expect(actions).toEqual(['slide signed', 'slide amended', 'slide signed']);
    expect(check()).toMatchObject({ signatures: 2, findings: [] });
  });

  it('is of a signed slide alone, and an amended one is not removed', () => {
    const { slide } = classifiedSlide(store);
    expect(() => amendVersion(trail, anna, { slide, reason: REASON })).toThrow('nothing to amend');
    sign(slide);
    amendVersion(trail, anna, { slide, reason: REASON });
    expect(() => amendVersion(trail, anna, { slide, reason: REASON })).toThrow('nothing to amend');
    expect(() => deleteSlide(store, slide)).toThrow('was signed once');
    expect(() => store.database.exec('DELETE FROM slides')).toThrow('never deleted');
    expect(() => readSigned(store, slide, 2)).toThrow('was not signed');
  });
});

describe('what was signed and then altered past the guards', () => {
  function tamper(sql: string): void {
    const { database } = store;
    database.pragma('foreign_keys = OFF');
    for (const name of database.prepare(`SELECT name FROM sqlite_master WHERE type = 'trigger'`).pluck().all())
      database.exec(`DROP TRIGGER ${name}`);
    database.exec(sql);
  }
  const found = [{ kind: 'signed document', slide: 1, version: 1 }];

  it.each([
    ['the document', `UPDATE signed_versions SET document = replace(document, 'Neutrophil', 'Lymphocyte')`],
    ['a space in it', `UPDATE signed_versions SET document = document || ' '`],
    ['its hash', `UPDATE signed_versions SET hash = '${'a'.repeat(64)}'`],
    ['its version', 'UPDATE signed_versions SET version = 7'],
    ['all of it', 'DELETE FROM signed_versions'],
  ])('is found and is not shown as signed: %s', (_, sql) => {
    const { slide } = classifiedSlide(store);
    sign(slide);
    tamper(sql);
    expect(check().findings).toContainEqual(found[0]);
    expect(() => readSigned(store, slide, 1)).toThrow();
  });

  it('is found when document and hash were made to agree', () => {
    const { slide } = classifiedSlide(store);
    sign(slide);
    const [row] = allSignedVersions(store);
    const document = (row?.document ?? '').replaceAll('Anna Meier', 'Otto Falk');
    tamper(`UPDATE signed_versions SET document = '${document}', hash = '${hashOfText(document)}'`);
    expect(readSigned(store, slide, 1).signature.name).toBe('Otto Falk');
    expect(check().findings).toEqual(found);
  });

  it('is found when the trail’s own row was spoiled, with that row', () => {
    const { slide } = classifiedSlide(store);
    sign(slide);
    tamper(`UPDATE audit_trail SET after = '[]', subject = '{"id":{}}'`);
    expect(check().findings).toContainEqual({ kind: 'altered', position: 1 });
    expect(check().findings).toContainEqual(found[0]);
  });
});
