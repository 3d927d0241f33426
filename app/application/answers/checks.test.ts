import { rmSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addRun } from '../../store/runs.ts';
import { addStudy } from '../../store/studies.ts';
import { type ApplicationBench, applicationBench, CELLS, cellPicture } from '../application.fixture.ts';
import { runFileOf } from '../runs.fixture.ts';

let bench: ApplicationBench;
let dataSet = 0;
beforeEach(async () => {
  bench = await applicationBench();
  // The same file in train and val, and the first picture turned in val.
  bench.put('val/data/A/twin.png', await cellPicture(1));
  bench.put(
    'val/data/A/turned.png',
    await sharp(await cellPicture(0))
      .rotate(90)
      .png()
      .toBuffer(),
  );
  dataSet = await bench.bring();
});
afterEach(() => bench.clear());

const [FIRST, SECOND, THIRD] = CELLS;
const checks = (findings: readonly { readonly check: string }[]) => findings.map(({ check }) => check);

describe('a check', () => {
  it('finds leakage, and missing and changed files, over the library that is open', async () => {
    const findings = await bench.call('library.check', { dataSet });
    expect(checks(findings)).toContain('leak-files');
    expect(checks(findings)).not.toContain('files');
    rmSync(join(bench.root, THIRD));
    bench.put(FIRST, await cellPicture(9));
    const again = await bench.call('library.check', { dataSet });
    expect(again.filter(({ check }) => check === 'files').map(({ sentence }) => sentence)).toEqual([
      expect.stringMatching(/1 file is missing: .*3\.png/),
      expect.stringMatching(/1 file has changed/),
    ]);
  });

  it('goes on beside another one, and says how far it is', async () => {
    const [one, other] = await Promise.all([bench.call('library.check', { dataSet }), bench.call('library.check', { dataSet })]);
    expect(one).toEqual(other);
    const told = bench.events.flatMap((event) =>
      event.name === 'work' && event.work.procedure === 'library.check' ? [event.work.state] : [],
    );
    expect(told.some((state) => state.kind === 'running' && state.progress?.task === 'Looking at cells')).toBe(true);
    expect(told.filter((state) => state.kind === 'finished')).toHaveLength(2);
  });

  it('is stopped at once, and the next one goes on', async () => {
    const asked = bench.call('library.check', { dataSet, contents: true });
    const stopped = expect(asked).rejects.toMatchObject({ kind: 'stopped' });
    const [work] = (await bench.call('work.list', {})).filter(({ state }) => state.kind === 'running');
    await bench.call('work.stop', { id: work?.id ?? 0 });
    await stopped;
    expect(checks(await bench.call('library.check', { dataSet }))).toContain('leak-files');
  });
});

describe('moves', () => {
  it('are found, and carried out, after which nothing lies in two splits', async () => {
    const moves = await bench.call('library.moves', { dataSet });
    // The made cells are alike enough to be one picture, so which of val's it belongs with is not fixed here.
    expect(moves).toContainEqual(expect.objectContaining({ path: SECOND, class: 'A', from: 'train', to: 'val' }));
    const hash = (await bench.call('library.dataSets', {}))[0]?.hash;
    expect(await bench.call('library.moveApart', { dataSet })).toEqual(moves);
    expect(await bench.call('library.image', { id: await bench.image(SECOND) })).toMatchObject({ split: 'val' });
    expect((await bench.call('library.dataSets', {}))[0]?.hash).toBeNull();
    expect(await bench.call('library.moves', { dataSet })).toEqual([]);
    expect(await bench.call('library.moveApart', { dataSet })).toEqual([]);
    expect(checks(await bench.call('library.check', { dataSet })).filter((check) => check.startsWith('leak'))).toEqual([]);
    const scanned = await bench.call('library.rescan', { dataSet });
    expect(scanned.hash).not.toBe(hash);
    expect(await bench.call('library.image', { id: await bench.image(SECOND) })).toMatchObject({ split: 'val' });
  });
});

describe('forgetting a data set', () => {
  it('takes it out with all that is known of it; the lab’s files stay, and it can come back', async () => {
    await bench.call('masks.propose', { dataSet });
    await bench.call('library.check', { dataSet });
    await bench.call('library.relabel', { dataSet, images: [await bench.image(FIRST)], class: 'C' });
    await bench.call('subsets.save', { dataSet, name: 'half', settings: { kind: 'percent', percent: 50 }, seed: 1 });
    bench.events.splice(0);
    expect(await bench.call('library.forget', { dataSet })).toEqual({});
    expect(bench.events).toContainEqual({ name: 'library', dataSet: null });
    expect(await bench.call('library.dataSets', {})).toEqual([]);
    const { database } = bench.application.desk.library.store;
    for (const table of ['images', 'masks', 'subsets', 'fingerprints', 'relabellings', 'image_counts']) {
      expect(database.prepare(`SELECT count(*) FROM ${table}`).pluck().get(), table).toBe(0);
    }
    expect(database.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
    await bench.bring();
    expect(await bench.call('library.dataSets', {})).toMatchObject([{ images: 9, lastRelabel: null, proposed: 0 }]);
    await expect(bench.call('library.forget', { dataSet: 999 })).rejects.toMatchObject({ kind: 'wrong-usage' });
  });

  it('is refused in a sentence while runs refer to it, or it is worked on', async () => {
    const { store } = bench.application.desk.library;
    const studyId = addStudy(store, '{}');
    const run = { studyId, name: 'r', arm: 'plain', dataSetId: dataSet, subsetId: null, runFile: runFileOf('r', []), inputs: [] } as const;
    const asked = bench.call('library.check', { dataSet });
    await expect(bench.call('library.forget', { dataSet })).rejects.toMatchObject({
      kind: 'in-use',
      message: expect.stringMatching(/being checked/),
    });
    await asked;
    addRun(store, run);
    await expect(bench.call('library.forget', { dataSet })).rejects.toMatchObject({
      kind: 'in-use',
      message: 'cells stays in the library: 1 run was made with it and refers to its images.',
    });
    expect(await bench.call('library.dataSets', {})).toHaveLength(1);
  });
});
