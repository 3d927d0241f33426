import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, it } from 'vitest';
import { type SlideFile, slideFileSchema } from '../../app/contract/slideFile.ts';
import { bundleSchema } from '../../app/slides/report/fhir/r4.ts';
import { childrenOf, newFolder, sharedSample, smallStudy, smearlab, start } from './smearlab.ts';

const study = newFolder();
const cells = join(newFolder(), 'H-26-0815');
/** The synthetic cells of the validation split, one of them twice, and one that is damaged. */
beforeAll(async () => {
  mkdirSync(cells);
  const root = join((await sharedSample()).wbc, 'val', 'data');
  const files = readdirSync(root).flatMap((name) => readdirSync(join(root, name)).map((file) => join(root, name, file)));
  for (const [at, file] of files.entries()) copyFileSync(file, join(cells, `cell-${String(at + 100)}.png`));
  copyFileSync(join(cells, 'cell-100.png'), join(cells, 'cell-900.png'));
  writeFileSync(join(cells, 'cell-901.png'), readFileSync(join(cells, 'cell-101.png')).subarray(0, 700));
  const { status, stderr } = await smearlab(await smallStudy(study, '--subsets', '10', '--epochs', '1'));
  expect(stderr, stderr).not.toContain('smearlab:');
  expect(status).toBe(0);
});

const command = (out: string, ...more: string[]) => ['classify', cells, '--study', study, '--out', out, '--threads', '1', ...more];
const fileOf = (out: string): SlideFile => slideFileSchema.parse(JSON.parse(readFileSync(join(out, 'slide.json'), 'utf8')));
const done = (out: string): number => {
  if (!existsSync(join(out, 'slide.db'))) return 0;
  const database = new Database(join(out, 'slide.db'), { readonly: true, timeout: 5000 });
  try {
    const isThere = database.prepare("SELECT count(*) FROM sqlite_master WHERE name = 'cells'").pluck().get() === 1;
    return isThere ? Number(database.prepare("SELECT count(*) FROM cells WHERE result = 'classified'").pluck().get()) : 0;
  } finally {
    database.close();
  }
};

/** What is found of each cell, whoever found it. */
const results = ({ cells: all }: SlideFile) => all.map(({ path, result }) => ({ path, ...result }));

describe('a slide from the command line', () => {
  const whole = newFolder();

  it('is classified with the best run of a study: every cell is listed, with its class or its reason', async () => {
    const { status, stdout } = await smearlab(command(whole, '--tta', '--json'));
    expect(status).toBe(0);
    const file = fileOf(whole);
    expect(JSON.parse(stdout)).toEqual(file);
    expect(file).toMatchObject({ accession: 'H-26-0815', state: 'review', use: 'research use only' });
    expect(file.model).toMatchObject({ dataSet: { name: 'wbc' }, testTimeAugmentation: true, targetError: 0.02, run: null });
    expect(file.cells).toHaveLength(152);
    expect(file.cells.filter(({ result }) => result.kind === 'classified')).toHaveLength(151);
    const [again, damaged] = file.cells.slice(-2);
    expect(again).toMatchObject({ path: 'cell-900.png', standing: 'duplicate', duplicateOf: 'cell-100.png', countedAs: null });
    expect(damaged).toMatchObject({ path: 'cell-901.png', standing: 'unclassified', result: { reason: 'unreadable' } });
    expect(readFileSync(join(whole, 'slide.csv'), 'utf8').trim().split('\r\n')).toHaveLength(153);
    expect(Object.values(file.standings).reduce((a, b) => a + b, 0)).toBe(152);
  });

  it('comes with a report for people and one for hospital systems, both unsigned', () => {
    expect(readFileSync(join(whole, 'slide.pdf')).subarray(0, 5).toString()).toBe('%PDF-');
    const { entry } = bundleSchema.parse(JSON.parse(readFileSync(join(whole, 'slide.fhir.json'), 'utf8')));
    expect(entry[0]?.resource).toMatchObject({ resourceType: 'DiagnosticReport', status: 'preliminary' });
    expect(entry.find(({ resource }) => resource.resourceType === 'Specimen')?.resource).toMatchObject({
      accessionIdentifier: { value: 'H-26-0815' },
    });
  });

  it('has an audit trail, which smearlab audit verify finds whole, and names the row that somebody altered', async () => {
    const verify = (...more: string[]) => smearlab(['audit', 'verify', '--library', whole, ...more]);
    const { status, stdout } = await verify();
    expect(stdout).toMatch(/^3 rows, 0 signed versions: all is as it was written\. The last row is 3:[0-9a-f]{64}\n$/);
    expect(status).toBe(0);
    const head = /3:[0-9a-f]{64}/.exec(stdout)?.[0] ?? '';
    const database = new Database(join(whole, 'slide.db'));
    database.exec('DROP TRIGGER audit_trail_is_not_changed');
    const change = (from: string, to: string) => database.exec(`UPDATE audit_trail SET action = '${to}' WHERE action = '${from}'`);
    change('slide opened', 'slide found');
    expect(await verify('--head', head)).toMatchObject({ status: 1, stdout: expect.stringContaining('Row 1 was altered.') });
    const found = await verify('--json');
    expect(found.status).toBe(1);
    expect(JSON.parse(found.stdout)).toMatchObject({
      rows: 3,
      findings: [{ kind: 'altered', position: 1, sentence: 'Row 1 was altered.' }],
    });
    change('slide found', 'slide opened');
    database.close();
    const other = `3:${'0'.repeat(64)}`;
    expect(await verify('--head', other)).toMatchObject({ status: 1, stdout: expect.stringContaining('Row 3 is not the one') });
    expect(await verify('--head', 'seventeen')).toMatchObject({ status: 2, stderr: expect.stringContaining('--head takes') });
    expect((await smearlab(['audit', 'verify', '--library', join(whole, 'nowhere')])).status).not.toBe(0);
  });

  it('goes on where it stood after it was killed, to the same results', async () => {
    const out = newFolder();
    const killed = start(command(out, '--tta'));
    while (done(out) === 0) await wait(2);
    const children = childrenOf(killed.child.pid ?? 0);
    killed.child.kill('SIGKILL');
    await killed.ended;
    // What it started notices that nobody waits for it any more.
    while (children.some((pid) => existsSync(`/proc/${pid}`) && !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8')))) await wait(20);
    const before = done(out);
    expect(before).toBeGreaterThan(0);
    expect(before).toBeLessThan(151);
    expect(existsSync(join(out, 'slide.json'))).toBe(false);
    const { status, stderr } = await smearlab(command(out, '--tta'));
    expect(status).toBe(0);
    expect(stderr).toContain(`0/${151 - before + 1} images`);
    const [one, other] = [results(fileOf(out)), results(fileOf(whole))];
    for (const [at, result] of one.entries()) {
      const expected = other[at];
      if (result.kind !== 'classified' || expected?.kind !== 'classified') expect(result).toEqual(expected);
      else {
        expect(result.predicted).toBe(expected.predicted);
        // Batches lie elsewhere after the resume; an engine adds up in another order there.
        expect(result.probability).toBeCloseTo(expected.probability, 4);
      }
    }
  });

  it('that is there already is not classified again, and says what does not fit', async () => {
    const again = await smearlab(command(whole, '--tta'));
    expect(again).toMatchObject({ status: 0, stderr: '' });
    expect(again.stdout).toContain('For research use only.');
    copyFileSync(join(cells, 'cell-101.png'), join(cells, 'cell-902.png'));
    const other = await smearlab(command(whole, '--tta'));
    expect(other.status).toBe(1);
    expect(other.stderr).toContain('which has other images than are in the folder now');
  });

  it.each([
    ['no model at all', [], /Say which network classifies/],
    ['a run that is not there', ['--study', study, '--run', 'wbc-100-plain'], /no finished run wbc-100-plain; there are .*wbc-10-ensemble/],
    ['a data folder that is none', ['--model', 'x', '--library', newFolder()], /There is no database/],
  ])('is refused with a sentence for %s', async (_, more, said) => {
    const out = newFolder();
    const { status, stderr } = await smearlab(['classify', cells, '--out', out, ...more]);
    expect([1, 2]).toContain(status);
    expect(stderr).toMatch(said);
    expect(existsSync(join(out, 'slide.db'))).toBe(false);
  });
});
