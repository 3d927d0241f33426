import { describe, expect, it } from 'vitest';
import { runFileSchema } from '../contract/runFile.ts';
import { planStudy } from './plan.ts';
import { tinyData, tinySettings } from './plannedData.fixture.ts';

const plan = planStudy(tinySettings(), tinyData());

function runOf(name: string, from = plan) {
  const run = from.find(({ runFile }) => runFile.name === name);
  if (run === undefined) throw new Error(`no run ${name}`);
  return run;
}

describe('the plan of a study', () => {
  it('pre-trains first, then goes subset by subset: plain, with masks, ensemble', () => {
    expect(plan.map(({ runFile, arm, percent, role }) => [runFile.name, arm, percent, role])).toEqual([
      ['autoencoder', 'pretraining', null, 'prcc'],
      ['cam16', 'pretraining', null, 'cam16'],
      ['wbc-10-plain', 'plain', 10, 'wbc'],
      ['wbc-10-masks', 'masks', 10, 'wbc'],
      ['wbc-10-ensemble', 'ensemble', 10, 'wbc'],
      ['wbc-100-plain', 'plain', 100, 'wbc'],
      ['wbc-100-masks', 'masks', 100, 'wbc'],
      ['wbc-100-ensemble', 'ensemble', 100, 'wbc'],
    ]);
  });

  it('never names a run before it plans it', () => {
    const planned = new Set<string>();
    for (const { runFile, inputs } of plan) {
      for (const { run } of inputs) expect(planned).toContain(run);
      planned.add(runFile.name);
    }
  });

  it.each([[[0.5]], [[12.5, 33.3]], [[1e-7, 100]]])('of the subsets %j makes run files that are valid and named apart', (subsets) => {
    const { dataSets } = tinyData();
    const images = dataSets.wbc.images.slice(0, 1);
    const runs = planStudy(tinySettings({ subsets }), { dataSets, subsets: new Map(subsets.map((percent) => [percent, images])) });
    for (const { runFile } of runs) expect(runFileSchema.parse(runFile)).toEqual(runFile);
    expect(new Set(runs.map(({ runFile }) => runFile.name)).size).toBe(2 + 3 * subsets.length);
  });

  it('gives each run the training images of its subset and all validation images, and no test image', () => {
    const paths = (name: string) => {
      const { train, val } = runOf(name).runFile.images;
      return [train.map(({ path }) => path), val.map(({ path }) => path)];
    };
    const val = ['val/data/4.png', 'val/data/5.png'];
    const train = [0, 1, 2, 3].map((index) => `train/data/${index}.png`);
    expect(paths('wbc-10-plain')).toEqual([train.slice(0, 1), val]);
    expect(paths('wbc-100-masks')).toEqual([train, val]);
    expect(paths('wbc-100-ensemble')).toEqual([train, val]);
    expect(paths('cam16')).toEqual([train, val]);
    expect(paths('autoencoder')).toEqual([train, val]);
  });

  it.each([
    ['autoencoder', false, 'mse', []],
    ['cam16', true, 'cross-entropy', ['normal', 'tumor']],
    ['wbc-10-plain', false, 'cross-entropy', ['A', 'B']],
    ['wbc-10-masks', true, 'cross-entropy', ['A', 'B']],
    ['wbc-10-ensemble', true, 'cross-entropy', ['A', 'B']],
  ])('trains %s with masked copies: %s, on the loss %s, for the classes %j', (name, maskedCopies, loss, classes) => {
    const { runFile } = runOf(name);
    expect(runFile).toMatchObject({ recipe: { maskedCopies, loss, imageSize: 32 }, classes, seed: 5 });
  });

  it('says which subset a run is of, drawn by the seed of the study', () => {
    expect(runOf('wbc-10-masks').runFile.subset).toEqual({ percent: 10, seed: 5 });
    expect(runOf('cam16').runFile.subset).toBeNull();
  });
});

describe('the ensemble of a subset', () => {
  it("stands on its own subset's run with masks, and on what was pre-trained", () => {
    for (const percent of [10, 100]) {
      const { runFile, inputs } = runOf(`wbc-${percent}-ensemble`);
      expect(inputs.map(({ part, run }) => [part, run])).toEqual([
        ['autoencoder', 'autoencoder'],
        ['cam16', 'cam16'],
        ['wbc', `wbc-${percent}-masks`],
      ]);
      expect(runFile.inputs.map(({ part, run }) => [part, run])).toEqual(inputs.map(({ part, run }) => [part, run]));
    }
  });

  it('weighs branch a as CAM16, b as the run with masks, c as the encoder', () => {
    const { ensemble } = tinySettings();
    const weighted = planStudy(tinySettings({ ensemble: { ...ensemble, weights: [0.1, 0.7, 0.3], fineTune: true } }), tinyData());
    const { inputs, runFile } = runOf('wbc-10-ensemble', weighted);
    expect(Object.fromEntries(inputs.map(({ part, weight }) => [part, weight]))).toEqual({ cam16: 0.1, wbc: 0.7, autoencoder: 0.3 });
    expect(runFile.recipe.network).toEqual({ name: 'ensemble', weights: [0.1, 0.7, 0.3], fineTune: true });
  });

  it('starts from the checkpoint that each of its parts keeps', () => {
    const { wbc } = tinySettings();
    const mixed = planStudy(tinySettings({ wbc: { ...wbc, keep: 'best' } }), tinyData());
    expect(runOf('wbc-10-ensemble', mixed).runFile.inputs.map(({ checkpoint }) => checkpoint)).toEqual([
      '../autoencoder/last.safetensors',
      '../cam16/last.safetensors',
      '../wbc-10-masks/best.safetensors',
    ]);
  });
});
