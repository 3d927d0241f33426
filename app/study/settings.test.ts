import { describe, expect, it } from 'vitest';
import { studyRecipeSchema } from '../contract/recipe.ts';
import { NO_OVERRIDES, tinySettings } from './plannedData.fixture.ts';
import { assertSameStudy, resolveRecipes, type StudySettings, studySettingsSchema } from './settings.ts';

const DEFAULTS = { imageSize: 64, epochs: 5, batchSize: 8 };
const NETWORKS = ['autoencoder', 'cam16', 'wbc', 'ensemble'] as const;
const ALL = new Set(NETWORKS);

describe('the recipes of a study', () => {
  it('are the defaults where neither command line nor file says anything', () => {
    const recipes = resolveRecipes({}, NO_OVERRIDES, DEFAULTS);
    expect(recipes.imageSize).toBe(64);
    for (const network of NETWORKS)
      expect(recipes[network]).toMatchObject({ epochs: 5, batchSize: 8, keep: 'last', optimizer: { learningRate: 0.001 } });
    expect(recipes.ensemble).toMatchObject({ weights: [0.2, 0.6, 0.2], fineTune: false });
  });

  it("take from the file what it names and leave the rest at the study's defaults", () => {
    const file = studyRecipeSchema.parse({
      imageSize: 48,
      wbc: { epochs: 7, keep: 'best', earlyStopping: { patience: 2 } },
      cam16: { batchSize: 3, optimizer: { kind: 'adam', learningRate: 0.01 } },
      ensemble: { weights: [1, 1, 2], fineTune: true },
    });
    const recipes = resolveRecipes(file, NO_OVERRIDES, DEFAULTS);
    expect(recipes.imageSize).toBe(48);
    expect(recipes.autoencoder).toMatchObject({ epochs: 5, batchSize: 8 });
    expect(recipes.wbc).toMatchObject({ epochs: 7, batchSize: 8, keep: 'best', earlyStopping: { patience: 2 } });
    expect(recipes.cam16).toMatchObject({ epochs: 5, batchSize: 3, optimizer: { learningRate: 0.01, beta1: 0.9 } });
    expect(recipes.ensemble).toMatchObject({ epochs: 5, batchSize: 8, weights: [1, 1, 2], fineTune: true });
  });

  it('follow the command line before the file, in every network', () => {
    const file = studyRecipeSchema.parse({ imageSize: 48, wbc: { epochs: 7, batchSize: 3 }, ensemble: { epochs: 9 } });
    const recipes = resolveRecipes(file, { imageSize: 32, epochs: 2, batchSize: 4 }, DEFAULTS);
    expect(recipes.imageSize).toBe(32);
    for (const network of NETWORKS) expect(recipes[network]).toMatchObject({ epochs: 2, batchSize: 4 });
  });
});

describe('going on with a study', () => {
  const settings = tinySettings();
  const stored = studySettingsSchema.parse(JSON.parse(JSON.stringify(settings)));

  it('is allowed under the settings it was stored with', () => {
    expect(() => assertSameStudy(stored, settings, '/out', ALL)).not.toThrow();
  });

  it('is allowed when it was stored before recipes had all their keys of today', () => {
    const first = ({ epochs, batchSize, optimizer, earlyStopping, keep }: StudySettings['wbc']) => ({
      ...{ epochs, batchSize, optimizer, earlyStopping, keep },
    });
    const { autoencoder, cam16, wbc, ensemble } = settings;
    const earlier = {
      ...settings,
      ...{ autoencoder: first(autoencoder), cam16: first(cam16), wbc: first(wbc) },
      ensemble: { ...first(ensemble), weights: ensemble.weights, fineTune: ensemble.fineTune },
    };
    const read = studySettingsSchema.parse(JSON.parse(JSON.stringify(earlier)));
    expect(() => assertSameStudy(read, settings, '/out', ALL)).not.toThrow();
  });

  const moved = { ...settings.dataSets, cam16: { root: '/elsewhere', synthetic: false } };
  it.each([
    ['(seed)', { seed: 6 }],
    ['(subsets)', { subsets: [10, 50, 100] }],
    ['(data sets)', { dataSets: moved }],
    ['(image size)', { imageSize: 48 }],
    ['(autoencoder recipe)', { autoencoder: { ...settings.autoencoder, epochs: 5 } }],
    ['(CAM16 recipe)', { cam16: { ...settings.cam16, keep: 'best' } }],
    ['(WBC recipe)', { wbc: { ...settings.wbc, earlyStopping: { patience: 3 } } }],
    ['(ensemble recipe)', { ensemble: { ...settings.ensemble, weights: [0.1, 0.8, 0.1] } }],
    ['(WBC recipe)', { wbc: { ...settings.wbc, freeze: ['layer1'] } }],
    ['(seed, image size)', { seed: 6, imageSize: 48 }],
  ] as readonly [string, Partial<StudySettings>][])('is refused when it differs, naming %s and the folder', (named, change) => {
    expect(() => assertSameStudy(stored, { ...settings, ...change }, '/out', ALL)).toThrow(
      expect.objectContaining({ kind: 'other-study', file: '/out', message: expect.stringContaining(named) }),
    );
  });
});

describe('going on with a study by another recipe', () => {
  const settings = tinySettings();
  const calmer = (network: (typeof NETWORKS)[number]) => ({ ...settings, [network]: { ...settings[network], clipNorm: 1 } });

  it.each(NETWORKS)('of %s is allowed while no run of it is finished, whatever else is', (network) => {
    expect(() => assertSameStudy(settings, calmer(network), '/out', new Set(NETWORKS.filter((other) => other !== network)))).not.toThrow();
  });

  it.each(NETWORKS)('of %s is refused once a run of it is finished', (network) => {
    const refused = expect.objectContaining({
      kind: 'other-study',
      message: expect.stringMatching(/\((autoencoder|CAM16|WBC|ensemble) recipe\)/),
    });
    expect(() => assertSameStudy(settings, calmer(network), '/out', new Set([network]))).toThrow(refused);
  });

  it('does not let anything else be another', () => {
    expect(() => assertSameStudy(settings, { ...calmer('wbc'), seed: 6 }, '/out', new Set())).toThrow('(seed)');
    expect(() => assertSameStudy(settings, { ...settings, imageSize: 48 }, '/out', new Set())).toThrow('(image size)');
  });
});

describe('stored settings', () => {
  it.each([
    ['no subset', { subsets: [] }],
    ['a subset of 0 %', { subsets: [0] }],
    ['a subset of 101 %', { subsets: [101] }],
    ['a fractional seed', { seed: 1.5 }],
    ['a data set missing', { dataSets: { wbc: { root: '/', synthetic: false } } }],
    ['an unknown key', { mood: 'good' }],
  ])('with %s are refused', (_, change) => {
    expect(studySettingsSchema.safeParse({ ...tinySettings(), ...change }).success).toBe(false);
  });
});
