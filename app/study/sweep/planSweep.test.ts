import { describe, expect, it } from 'vitest';
import { runFileSchema } from '../../contract/runFile.ts';
import { sweepSchema } from '../../contract/sweep.ts';
import { trainImages } from '../makeRunFile.ts';
import { tinyData } from '../plannedData.fixture.ts';
import { candidatesOf } from './candidates.ts';
import { planSweep } from './planSweep.ts';

const { dataSets } = tinyData();
const images = trainImages(dataSets.wbc.images);
const subset = { percent: 10, seed: 1 };
const bySeed = new Map([
  [4, { images, subset, folds: [0, 1, 0, 1] }],
  [7, { images, subset, folds: [1, 1, 0, 0] }],
]);
const data = { dataSet: dataSets.wbc, bySeed };
const sweep = sweepSchema.parse({ search: { kind: 'ladder', steps: [{ name: 'masks', set: { maskedCopies: true } }] } });
const runs = planSweep(candidatesOf(sweep), data, 2, null);

describe('the runs of a sweep', () => {
  it('are every candidate on every fold, one seed after the other', () => {
    expect(runs.map(({ planned }) => planned.runFile.name)).toEqual([
      ...['base-s4-f1', 'base-s4-f2', 'masks-s4-f1', 'masks-s4-f2'],
      ...['base-s7-f1', 'base-s7-f2', 'masks-s7-f1', 'masks-s7-f2'],
    ]);
  });

  it('judge each training image once in each seed, on what was not trained on, and no other image ever', () => {
    for (const [seed] of bySeed) {
      const own = runs.filter((run) => run.seed === seed && run.candidate === 'base').map(({ planned }) => planned.runFile.images);
      expect(own.flatMap(({ val }) => val.map(({ path }) => path)).toSorted()).toEqual(images.map(({ path }) => path).toSorted());
      for (const { train, val } of own) {
        const trained = new Set(train.map(({ path }) => path));
        expect(val.some(({ path }) => trained.has(path))).toBe(false);
        expect(train.length + val.length).toBe(images.length);
        for (const { path } of [...train, ...val]) expect(path).toMatch(/^train\//);
      }
    }
  });

  it('of one fold and seed are on the same images whatever the candidate, by the same seed', () => {
    const [base, masks] = runs.filter(({ seed, fold }) => seed === 7 && fold === 1).map(({ planned }) => planned.runFile);
    expect(masks?.images).toEqual(base?.images);
    expect([base?.seed, masks?.seed]).toEqual([7, 7]);
    expect(runs.map(({ planned }) => planned.arm).slice(0, 4)).toEqual(['plain', 'plain', 'masks', 'masks']);
  });

  it('are over each seed’s own subset where there are several', () => {
    const others = new Map([...bySeed, [8, { images: images.slice(2), subset: { percent: 10, seed: 8 }, folds: [0, 1] }]]);
    const own = planSweep(candidatesOf(sweep), { ...data, bySeed: others }, 2, null).filter(({ seed }) => seed === 8);
    expect(own.map(({ planned }) => planned.runFile.subset?.seed)).toEqual([8, 8, 8, 8]);
    for (const { planned } of own) expect(planned.runFile.images).toMatchObject({ train: [{}], val: [{}] });
  });

  it('are run files, named by their round where there are several', () => {
    for (const { planned } of runs) expect(runFileSchema.safeParse(planned.runFile).success).toBe(true);
    const [first] = planSweep(candidatesOf(sweep), data, 2, 3);
    expect(first?.planned.runFile.name).toBe('r3-base-s4-f1');
    expect(runFileSchema.safeParse(first?.planned.runFile).success).toBe(true);
  });
});
