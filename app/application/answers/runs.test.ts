import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Gallery, RunComparison } from '../../contract/runs.ts';
import { compareRuns } from '../../evaluation/comparison/compareRuns.ts';
import { predictionsOf } from '../../store/predictions.ts';
import type { Store } from '../../store/store.ts';
import { addStudy } from '../../store/studies.ts';
import { type ApplicationBench, applicationBench, CELLS } from '../application.fixture.ts';
import { madeDataSet } from '../runs/madeDataSet.fixture.ts';
import { madeRun } from '../runs/madeRuns.fixture.ts';
import { finishedRun } from '../runs.fixture.ts';

let bench: ApplicationBench;
let store: Store;
let blood = 0;
let study = 0;
let runs: Record<'plain' | 'plainSecond' | 'masks' | 'masksSecond' | 'ensemble' | 'under', number>;

beforeAll(async () => {
  bench = await applicationBench();
  store = bench.application.desk.library.store;
  blood = madeDataSet(store, 'blood', 400);
  study = addStudy(store, '{}');
  const made = (name: string, rest: Partial<Parameters<typeof madeRun>[1]>) =>
    madeRun(store, { studyId: study, dataSetId: blood, name, skill: 2, epochs: 4, ...rest });
  runs = {
    plain: made('wbc-10-plain', {}),
    plainSecond: made('wbc-10-plain-2', { seed: 2 }),
    masks: made('wbc-10-masks', { arm: 'masks', skill: 3 }),
    masksSecond: made('wbc-10-masks-2', { arm: 'masks', skill: 3, seed: 2 }),
    ensemble: made('wbc-10-ensemble', { arm: 'ensemble', network: 'ensemble', skill: 3 }),
    under: made('wbc-50-plain', { subset: 50, isFinished: false }),
  };
});
afterAll(() => bench.clear());

type Judged = Extract<RunComparison['judged'], { kind: 'together' }>;

async function judged(asked: { runs: number[]; baseline: number }): Promise<Judged> {
  const { judged: found } = await bench.call('runs.compare', asked);
  if (found.kind === 'apart') throw new Error(`They are apart: ${found.why}`);
  return found;
}

describe('the runs of a data folder', () => {
  it('are listed with what they are made of and how far they are', async () => {
    const { total, runs: list } = await bench.call('runs.list', {});
    expect(total).toBe(6);
    expect(list.find(({ id }) => id === runs.masks)).toMatchObject({
      ...{ name: 'wbc-10-masks', study, network: 'wbc', arm: 'masks', subset: { name: null, percent: 10 }, seed: 1, state: 'finished' },
      ...{ epochs: { done: 4, planned: 4 }, seconds: 150, engine: 'onnx', device: 'cpu', tags: [], note: '' },
    });
    const under = list.find(({ id }) => id === runs.under);
    expect(under).toMatchObject({ state: 'running', epochs: { done: 2, planned: 4 }, finishedAt: null });
    expect(under?.scores.macroF1).toBeGreaterThan(0);
  });

  it('keep tags and notes, of all runs named or of none, and tell everybody', async () => {
    bench.events.splice(0);
    await bench.call('runs.tag', { runs: [runs.plain, runs.masks], tag: '  keep ', isOn: true });
    await bench.call('runs.note', { run: runs.masks, note: 'Masks by hand' });
    expect(bench.events).toEqual([{ name: 'runs' }, { name: 'runs' }]);
    await expect(bench.call('runs.tag', { runs: [runs.ensemble, 999_999], tag: 'keep', isOn: true })).rejects.toMatchObject({
      kind: 'wrong-usage',
    });
    await expect(bench.call('runs.note', { run: 999_999, note: '' })).rejects.toMatchObject({ kind: 'wrong-usage' });
    const found = await bench.call('runs.list', { filter: { tags: ['keep'] }, sort: { by: 'name', descending: false } });
    expect(found.runs.map(({ name }) => name)).toEqual(['wbc-10-masks', 'wbc-10-plain']);
    expect(found.tags).toEqual(['keep']);
    await bench.restart();
    store = bench.application.desk.library.store;
    expect((await bench.call('runs.list', { filter: { search: 'BY HAND' } })).runs.map(({ id }) => id)).toEqual([runs.masks]);
    await bench.call('runs.tag', { runs: [runs.plain, runs.masks], tag: 'keep', isOn: false });
    expect((await bench.call('runs.list', {})).tags).toEqual([]);
  });

  it('say what they differ in', async () => {
    const { differing, same } = await bench.call('runs.settings', { runs: [runs.plain, runs.masks] });
    expect(differing).toEqual([
      { name: 'arm', values: ['plain', 'masks'] },
      { name: 'maskedCopies', values: [false, true] },
    ]);
    expect(same).toContainEqual({ name: 'training.optimizer.learningRate', values: [0.001] });
  });
});

describe('runs side by side', () => {
  it('come to what smearlab compare says of each pair', async () => {
    const { against, images, runs: found } = await judged({ runs: [runs.masks, runs.plain, runs.ensemble], baseline: runs.plain });
    const whole = (run: number, name: string) => ({
      name,
      classes: Object.keys(found[0]?.report.perClass ?? {}),
      predictions: predictionsOf(store, run),
    });
    expect(against.map(({ run }) => run)).toEqual([runs.masks, runs.ensemble]);
    expect(against[0]?.comparison).toEqual(compareRuns(whole(runs.plain, 'wbc-10-plain'), whole(runs.masks, 'wbc-10-masks')));
    expect(against[1]?.comparison).toEqual(compareRuns(whole(runs.plain, 'wbc-10-plain'), whole(runs.ensemble, 'wbc-10-ensemble')));
    expect(against[0]?.comparison.verdict).toBe('the second is better');
    expect(images).toBe(found[0]?.confusion.flat().reduce((sum, count) => sum + count, 0));
  });

  it('have intervals about every score and every difference', async () => {
    const { against, runs: found, classes } = await judged({ runs: [runs.plain, runs.masks], baseline: runs.plain });
    for (const run of found) {
      for (const [of, name] of classes.entries()) {
        const scores = run.report.perClass[name];
        for (const score of ['precision', 'recall', 'f1'] as const) {
          const value = scores?.[score] ?? Number.NaN;
          expect(run.intervals[of]?.[score].low).toBeLessThanOrEqual(value);
          expect(run.intervals[of]?.[score].high).toBeGreaterThanOrEqual(value);
        }
      }
      expect(run.curves.map((curve) => curve?.roc.area)).toEqual(classes.map(() => expect.any(Number)));
      expect(run.reliability.bins.reduce((sum, { images }) => sum + images, 0)).toBe(against[0]?.comparison.images);
    }
    const difference = against[0]?.perClass[0]?.f1;
    expect(difference?.low).toBeLessThanOrEqual(difference?.value ?? Number.NaN);
  });

  it('that differ by seed alone share a band, and recipes are compared over seeds', async () => {
    const { seedGroups, judged: found } = await bench.call('runs.compare', { runs: [runs.plain, runs.masks], baseline: runs.plain });
    expect(seedGroups.map(({ chosen, runs: alike }) => [chosen, alike.map(({ seed }) => seed)])).toEqual([
      [[runs.plain], [1, 2]],
      [[runs.masks], [1, 2]],
    ]);
    expect(seedGroups[0]?.bands).toHaveLength(4);
    expect(found).toMatchObject({ against: [{ overSeeds: { seeds: [1, 2] } }] });
    const together = await bench.call('runs.compare', { runs: [runs.plain, runs.plainSecond], baseline: runs.plainSecond });
    expect(together.seedGroups).toMatchObject([{ chosen: [runs.plain, runs.plainSecond] }]);
    expect(together.judged).toMatchObject({ against: [{ overSeeds: null }] });
  });

  it.each<[string, () => Promise<[number, number]> | [number, number], RunComparison['judged']]>([
    ['one is not finished', () => [runs.plain, runs.under], { kind: 'apart', why: 'unfinished', runs: ['wbc-50-plain'] }],
    [
      'they were judged on other images',
      async () => {
        const dataSet = await bench.bring();
        return [runs.plain, finishedRun(store, dataSet, 'cells', ['A', 'B'], { [CELLS[0]]: 'A' })];
      },
      { kind: 'apart', why: 'other images', runs: ['cells'] },
    ],
  ])('are not judged together where %s, and their curves are there all the same', async (_, pick, expected) => {
    const [first, second] = await pick();
    const { judged: found, curves } = await bench.call('runs.compare', { runs: [first, second], baseline: first });
    expect(found).toEqual(expected);
    expect(curves[0]?.epochs).toHaveLength(4);
  });

  it.each([
    ['one run', () => ({ runs: [runs.plain], baseline: runs.plain })],
    ['a run twice', () => ({ runs: [runs.plain, runs.plain], baseline: runs.plain })],
    ['a baseline that is none of them', () => ({ runs: [runs.plain, runs.masks], baseline: runs.ensemble })],
    ['a run that is not there', () => ({ runs: [runs.plain, 999_999], baseline: runs.plain })],
  ])('of %s are refused', async (_, asked) => {
    await expect(bench.call('runs.compare', asked())).rejects.toMatchObject({ kind: 'wrong-usage' });
  });
});

describe('a study', () => {
  it('has its arms side by side, each against the plain one, with the published rows', async () => {
    expect(await bench.call('runs.studies', {})).toEqual([
      { id: study, name: null, createdAt: expect.any(String), state: 'planned', runs: 6, finished: 5 },
    ]);
    const { rows, published } = await bench.call('runs.study', { study });
    // Of two plain runs on one subset the latest.
    expect(rows.map(({ arm, run }) => [arm, run])).toEqual([
      ['plain', runs.plainSecond],
      ['masks', runs.masksSecond],
      ['ensemble', runs.ensemble],
    ]);
    expect(rows.map(({ againstPlain }) => againstPlain?.verdict ?? null)).toEqual([null, expect.any(String), expect.any(String)]);
    expect(published.find(({ subset, arm }) => subset === 10 && arm === 'plain')?.images).toBe(1728);
    await expect(bench.call('runs.study', { study: 999_999 })).rejects.toMatchObject({ kind: 'wrong-usage' });
  });
});

describe('the images behind the numbers', () => {
  const all = async (gallery: Gallery) => bench.call('runs.gallery', { gallery, offset: 0, limit: 200 });
  let found: Judged;
  beforeEach(async () => {
    found = await judged({ runs: [runs.plain, runs.masks], baseline: runs.plain });
  });

  it('of a matrix are as many as each cell says, those that the run was surest of first', async () => {
    const matrix = found.runs[0]?.confusion ?? [];
    for (const [row, actual] of found.classes.entries()) {
      for (const [column, predicted] of found.classes.entries()) {
        const { total, images } = await all({ kind: 'cell', run: runs.plain, actual, predicted });
        expect(total).toBe(matrix[row]?.[column]);
        const sureness = images.map(({ answers }) => answers[0]?.probability ?? 0);
        expect(sureness).toEqual(sureness.toSorted((a, b) => b - a));
        expect(images.every((one) => one.actual === actual && one.answers[0]?.predicted === predicted)).toBe(true);
      }
    }
  });

  it('that one run has right and another wrong are as many as McNemar counts', async () => {
    const { b, c } = found.against[0]?.comparison.mcnemar ?? { b: -1, c: -1 };
    const only = (right: number, wrong: number) => all({ kind: 'one right', right, wrong });
    expect((await only(runs.plain, runs.masks)).total).toBe(b);
    const second = await only(runs.masks, runs.plain);
    expect(second.total).toBe(c);
    for (const { actual, answers } of second.images) {
      expect(answers.find(({ run }) => run === runs.masks)?.predicted).toBe(actual);
      expect(answers.find(({ run }) => run === runs.plain)?.predicted).not.toBe(actual);
    }
    const { total } = await all({ kind: 'both wrong', runs: [runs.plain, runs.masks] });
    const wrong = Math.round((1 - (found.runs[0]?.report.accuracy ?? 0)) * found.images);
    expect(total).toBe(wrong - c);
  });

  it('come in pages', async () => {
    const gallery: Gallery = { kind: 'cell', run: runs.plain, actual: found.classes[0] ?? '', predicted: found.classes[0] ?? '' };
    const whole = await all(gallery);
    const second = await bench.call('runs.gallery', { gallery, offset: 2, limit: 3 });
    expect(second).toEqual({ total: whole.total, images: whole.images.slice(2, 5) });
  });

  it('of a class that there is not, or a run that is not there, are none or a failure', async () => {
    expect(await all({ kind: 'cell', run: runs.plain, actual: 'Blast', predicted: 'Blast' })).toEqual({ total: 0, images: [] });
    await expect(all({ kind: 'cell', run: 999_999, actual: 'A', predicted: 'A' })).rejects.toMatchObject({ kind: 'wrong-usage' });
  });

  it('have a history over all runs, the latest first', async () => {
    const { images } = await all({ kind: 'one right', right: runs.masks, wrong: runs.plain });
    const { answers, image } = await bench.call('runs.history', { image: images[0]?.image.id ?? 0 });
    expect(image).toEqual(images[0]?.image);
    expect(answers.map(({ run }) => run)).toEqual([runs.ensemble, runs.masksSecond, runs.masks, runs.plainSecond, runs.plain]);
    expect(answers.at(-1)).toMatchObject({ name: 'wbc-10-plain', actual: image.class, predicted: images[0]?.answers[1]?.predicted });
    await expect(bench.call('runs.history', { image: 999_999 })).rejects.toMatchObject({ kind: 'wrong-usage' });
  });
});
