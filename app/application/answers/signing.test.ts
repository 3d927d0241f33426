import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditFindingSentence } from '../../contract/audit.ts';
import { type AskedOf, CONTRACT, isProcedureName, type OutputOf, type ProcedureName } from '../../contract/contract.ts';
import { ADULT_RANGES } from '../../contract/differential.ts';
import { REPORT_FORMATS } from '../../contract/signing.ts';
import { classifierInThisProcess } from '../../slides/classification/inThisProcess.fixture.ts';
import { bundleSchema } from '../../slides/report/fhir/r4.ts';
import { Session } from '../../users/session.ts';
import { type ApplicationBench, applicationBench, CELLS, EMPTY, SERVICES } from '../application.fixture.ts';
import { RIGHT_OF } from '../rights.ts';
import { madeModel } from '../slides/madeModel.fixture.ts';

let bench: ApplicationBench;
let run = 0;
let folder = '';
const anna = new Session();
const tom = new Session();
const stranger = new Session();
beforeAll(async () => {
  bench = await applicationBench({ ...SERVICES, openClassifier: classifierInThisProcess });
  const dataSet = await bench.bring();
  run = madeModel(bench.application.desk.library.store, join(bench.folder, 'library'), dataSet, ['A', 'B']);
  folder = join(bench.folder, 'slide');
  mkdirSync(folder);
  for (const [at, path] of [...CELLS, EMPTY].entries()) copyFileSync(join(bench.root, path), join(folder, `${at + 1}.png`));
});
afterAll(() => bench.clear());

async function as<Name extends ProcedureName>(session: Session, name: Name, input: AskedOf<Name>): Promise<OutputOf<Name>> {
  const output = await bench.application.call(name, input, new AbortController().signal, session);
  return CONTRACT[name].output.parse(output) as OutputOf<Name>;
}

const SECRET = '582913';
const actions = async () => (await as(anna, 'audit.list', {})).rows.map(({ action }) => action).reverse();

/** @returns a slide whose cells are all classified as surely as `threshold` asks */
async function classified(session: Session, threshold: number): Promise<number> {
  const { id } = await as(session, 'slides.open', { cells: { kind: 'folder', folder }, accession: 'H-17' });
  await as(session, 'slides.classify', { slide: id, model: { kind: 'run', run }, threshold });
  return id;
}

it('every procedure that changes slides or users asks for a right, but those with which one comes in', () => {
  const open = ['users.signIn', 'users.signOut', 'users.add', 'users.changeSecret'];
  const changing = Object.keys(CONTRACT).filter(
    (name) => isProcedureName(name) && /^(slides|users)\./.test(name) && CONTRACT[name].kind !== 'read',
  );
  expect(changing.filter((name) => !(name in RIGHT_OF)).sort()).toEqual(open.sort());
});

// The tests of this file follow one another, as a lab's days do.
describe('without users', () => {
  it('slides are opened, classified and labelled by anybody, and each change is in the trail', async () => {
    const slide = await classified(stranger, 0);
    const [cell] = (await as(stranger, 'slides.cells', { slide, sort: 'path' })).cells;
    const cells = [cell?.id ?? 0];
    await as(stranger, 'slides.label', { slide, cells, label: { kind: 'class', class: 'Blast' } });
    await as(stranger, 'slides.label', { slide, cells, label: { kind: 'class', class: 'Blast' } });
    await as(stranger, 'slides.undo', { slide });
    await as(stranger, 'slides.describe', { slide, accession: 'H-18', notes: 'urgent' });
    await as(stranger, 'slides.remove', { slide });
    const { rows } = await as(stranger, 'audit.list', { subject: { kind: 'slide', id: slide } });
    expect(rows.map(({ action, actor, before, after }) => [action, actor.kind, before, after]).reverse()).toEqual([
      ['slide opened', 'nobody', null, expect.objectContaining({ accession: 'H-17', cells: 7, folder })],
      ['classification begun', 'nobody', { state: 'open', model: null }, expect.objectContaining({ state: 'classifying' })],
      ['slide classified', 'nobody', { state: 'classifying' }, expect.objectContaining({ state: 'review' })],
      ['cells labelled', 'nobody', { labels: { '1.png': null } }, { labels: { '1.png': 'Blast' } }],
      ['labels taken back', 'nobody', { labels: { '1.png': 'Blast' } }, { labels: { '1.png': null } }],
      ['slide described', 'nobody', { accession: 'H-17', notes: '' }, { accession: 'H-18', notes: 'urgent' }],
      ['slide removed', 'nobody', expect.objectContaining({ accession: 'H-18', state: 'review' }), null],
    ]);
  });

  it('nothing is signed, and it is said what to do', async () => {
    const slide = await classified(stranger, 0);
    const { seen } = await as(stranger, 'slides.count', { slide });
    const signing = as(stranger, 'slides.sign', { slide, seen, meaning: 'approval', waiver: null, secret: SECRET });
    await expect(signing).rejects.toMatchObject({ kind: 'not-allowed', message: expect.stringContaining('Set up users first') });
  });
});

describe('with users', () => {
  beforeAll(async () => {
    await as(anna, 'users.add', { name: 'Anna Meier', role: 'administrator', secret: SECRET });
    await as(anna, 'users.add', { name: 'Tom', role: 'technician', secret: SECRET });
    await as(tom, 'users.signIn', { name: 'tom', secret: SECRET });
  });

  const GUARDED = Object.keys(RIGHT_OF).filter(isProcedureName);
  it.each(GUARDED)('%s asks for a right before anything else is looked at', async (name) => {
    const inputs: { readonly [key: string]: unknown } = {
      'slides.open': { cells: { kind: 'folder', folder }, accession: 'x' },
      'slides.describe': { slide: 1, accession: 'x', notes: '' },
      'slides.classify': { slide: 1, model: null },
      'slides.label': { slide: 1, cells: [1], label: null },
      'slides.sendToLibrary': { slide: 1, dataSet: 'x' },
      'slides.calibrate': { run, targetError: 0.1 },
      'slides.setRanges': { ranges: ADULT_RANGES },
      'slides.sign': { slide: 1, seen: 'a'.repeat(64), meaning: 'review', waiver: null, secret: SECRET },
      'slides.amend': { slide: 1, reason: 'Long enough to be one.', secret: SECRET },
      'users.changeRole': { user: 1, role: 'reviewer' },
      'users.setActive': { user: 1, isActive: false },
      'audit.list': {},
      'audit.verify': {},
    };
    const input = inputs[name] ?? { slide: 1 };
    const asked = bench.application.call(name, input, new AbortController().signal, new Session());
    await expect(asked).rejects.toMatchObject({ kind: 'not-allowed', message: 'Sign in first.' });
    if (RIGHT_OF[name] === 'work on slides') return;
    const toms = bench.application.call(name, input, new AbortController().signal, tom);
    await expect(toms).rejects.toMatchObject({ kind: 'not-allowed', message: expect.stringContaining('A technician may not') });
  });

  it('a technician classifies, a reviewer signs with the PIN asked anew, and the slide is frozen', async () => {
    const slide = await classified(tom, 0);
    const { count, seen, signing } = await as(tom, 'slides.count', { slide });
    expect(count.classes.map((line) => line.class)).toEqual(['A', 'B']);
    // The empty picture is flagged, so somebody has to say what it is.
    expect(signing).toMatchObject({ may: 'with a waiver' });
    const sign = { slide, seen, meaning: 'approval', waiver: null, secret: SECRET } as const;
    await expect(as(anna, 'slides.sign', { ...sign, secret: '000000' })).rejects.toMatchObject({ kind: 'not-allowed' });
    await expect(as(anna, 'slides.sign', sign)).rejects.toMatchObject({
      kind: 'wrong-usage',
      message: expect.stringContaining('uncertain'),
    });
    const uncertain = (await as(tom, 'slides.cells', { slide, filter: { standings: ['uncertain'] } })).cells.map(({ id }) => id);
    await as(tom, 'slides.label', { slide, cells: uncertain, label: { kind: 'not counted' } });
    await expect(as(anna, 'slides.sign', sign)).rejects.toMatchObject({ kind: 'changed-file' });
    const again = await as(anna, 'slides.count', { slide });
    expect(again.signing).toEqual({ may: 'yes' });
    bench.events.splice(0);
    const signed = await as(anna, 'slides.sign', { ...sign, seen: again.seen });
    expect(bench.events).toContainEqual({ name: 'slide', slide });
    expect(signed).toMatchObject({ version: 1, signature: { name: 'Anna Meier', role: 'administrator', meaning: 'approval' } });
    for (const frozen of [
      () => as(tom, 'slides.label', { slide, cells: uncertain, label: null }),
      () => as(tom, 'slides.undo', { slide }),
      () => as(tom, 'slides.classify', { slide, model: { kind: 'run', run } }),
      () => as(tom, 'slides.describe', { slide, accession: 'other', notes: '' }),
      () => as(tom, 'slides.remove', { slide }),
    ]) {
      await expect(frozen()).rejects.toMatchObject({ kind: 'wrong-usage', message: expect.stringContaining('signed') });
    }
    const { document, hash } = await as(tom, 'slides.signed', { slide, version: 1 });
    expect(hash).toBe(signed.hash);
    expect(document.counted.cells).toHaveLength(7);
    expect(await as(tom, 'slides.count', { slide })).toMatchObject({ signing: { may: 'no' } });
  });

  it('reports of what is signed are made in every format, also when the images are gone', async () => {
    const [slide] = await as(anna, 'slides.list', {});
    const id = slide?.id ?? 0;
    const report = (format: (typeof REPORT_FORMATS)[number], timeZone: string | null = 'Europe/Berlin') =>
      as(tom, 'slides.report', { slide: id, version: null, format, language: 'de', timeZone });
    const files = await Promise.all(REPORT_FORMATS.map((format) => report(format)));
    expect(files.map(({ name, mediaType }) => [name, mediaType])).toEqual([
      ['slide-H-17-v1.pdf', 'application/pdf'],
      ['slide-H-17-v1.csv', 'text/csv'],
      ['slide-H-17-v1.json', 'application/json'],
      ['slide-H-17-v1.fhir.json', 'application/fhir+json'],
    ]);
    const [pdf, csv, json, fhir] = files.map(({ base64 }) => Buffer.from(base64, 'base64'));
    expect(pdf?.subarray(0, 5).toString()).toBe('%PDF-');
    expect(csv?.toString()).toContain('Anna Meier');
    expect(JSON.parse(String(json)).signed.signature.name).toBe('Anna Meier');
    expect(bundleSchema.safeParse(JSON.parse(String(fhir))).success).toBe(true);
    await expect(report('pdf', 'Nowhere/City')).rejects.toMatchObject({ kind: 'wrong-usage' });
    rmSync(join(folder, '1.png'));
    const without = Buffer.from((await report('pdf')).base64, 'base64');
    expect(without.length).toBeLessThan(pdf?.length ?? 0);
    copyFileSync(join(bench.root, CELLS[0]), join(folder, '1.png'));
  });

  it('an amendment opens the next version, whose report is another, and the old one is still there', async () => {
    const [slide] = await as(anna, 'slides.list', {});
    const id = slide?.id ?? 0;
    const [cell] = (await as(tom, 'slides.cells', { slide: id, sort: 'path' })).cells;
    await expect(as(anna, 'slides.amend', { slide: id, reason: 'short', secret: SECRET })).rejects.toMatchObject({ kind: 'wrong-usage' });
    await as(anna, 'slides.amend', { slide: id, reason: 'The first cell is a blast.', secret: SECRET });
    await as(tom, 'slides.label', { slide: id, cells: [cell?.id ?? 0], label: { kind: 'class', class: 'Blast' } });
    const { seen } = await as(anna, 'slides.count', { slide: id });
    await as(anna, 'slides.sign', { slide: id, seen, meaning: 'review', waiver: null, secret: SECRET });
    const versions = await as(tom, 'slides.versions', { slide: id });
    expect(versions.map(({ version, amendment }) => [version, amendment?.reason])).toEqual([
      [1, undefined],
      [2, 'The first cell is a blast.'],
    ]);
    const csv = async (version: number) => {
      const { base64 } = await as(tom, 'slides.report', { slide: id, version, format: 'csv', language: 'en' });
      return Buffer.from(base64, 'base64').toString();
    };
    expect(await csv(1)).not.toContain('Blast');
    expect(await csv(2)).toContain('Blast');
  });

  it('ranges are the lab’s own, and what was signed keeps those of its day', async () => {
    expect(await as(tom, 'slides.ranges', {})).toEqual({ ranges: ADULT_RANGES, isOwn: false });
    const ranges = { source: 'our own 200 donors', ranges: [{ class: 'monocytes', low: 1, high: 5 }] };
    await as(anna, 'slides.setRanges', { ranges });
    expect(await as(tom, 'slides.ranges', {})).toEqual({ ranges, isOwn: true });
    const [slide] = await as(anna, 'slides.list', {});
    const { document } = await as(tom, 'slides.signed', { slide: slide?.id ?? 0, version: 2 });
    expect(document.counted.count.source).toBe(ADULT_RANGES.source);
    const fresh = await classified(tom, 0);
    expect((await as(tom, 'slides.count', { slide: fresh })).count).toMatchObject({ source: ranges.source });
  });

  it('what decides is recorded as well, and the trail holds; its head lies in the data folder', async () => {
    await as(anna, 'slides.calibrate', { run, targetError: 0.1 });
    expect(await actions()).toEqual(
      expect.arrayContaining(['reference ranges changed', 'threshold set', 'slide signed', 'slide amended', 'wrong PIN']),
    );
    const check = await as(anna, 'audit.verify', {});
    expect(check).toMatchObject({ signatures: 2, findings: [] });
    const head = JSON.parse(readFileSync(join(bench.folder, 'library', 'audit-head.json'), 'utf8'));
    expect(head).toEqual({ count: check.rows, hash: check.hash });
    expect((await as(anna, 'audit.verify', { noted: { count: 1, hash: 'a'.repeat(64) } })).findings.map(auditFindingSentence)).toEqual([
      'Row 1 is not the one that the head that was noted names: it and what came before were written anew.',
    ]);
  });

  it('every procedure that changes slides or users leaves a row where it has done something', async () => {
    const before = (await as(anna, 'audit.list', {})).total;
    await as(tom, 'users.signOut', {});
    await as(tom, 'users.signIn', { name: 'Tom', secret: SECRET });
    const [, toms] = await as(anna, 'users.list', {});
    const user = toms?.id ?? 0;
    await as(tom, 'users.changeSecret', { user, secret: '730184', current: SECRET });
    await as(anna, 'users.changeRole', { user, role: 'reviewer' });
    await as(anna, 'users.setActive', { user, isActive: false });
    expect((await as(anna, 'audit.list', {})).total).toBe(before + 5);
    expect(await as(tom, 'users.standing', {})).toEqual({ user: null, usersAreSetUp: true });
    expect(await as(anna, 'users.standing', {})).toMatchObject({ user: { name: 'Anna Meier' } });
    const row = (await as(anna, 'audit.list', { limit: 1 })).rows[0];
    expect(row).toMatchObject({ actor: { kind: 'user', name: 'Anna Meier' }, before: { isActive: true }, after: { isActive: false } });
  });

  it('nobody is signed in any more when the program starts again', async () => {
    await bench.restart();
    const asked = bench.application.call('audit.list', {}, new AbortController().signal, new Session());
    await expect(asked).rejects.toMatchObject({ kind: 'not-allowed' });
    expect(await as(anna, 'audit.verify', {})).toMatchObject({ findings: [] });
  });
});
