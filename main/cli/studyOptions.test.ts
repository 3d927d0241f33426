import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { studyRecipeSchema } from '../../app/contract/recipe.ts';
import { assertSameStudy, studySettingsSchema } from '../../app/study/settings.ts';
import { type StudyOptions, studySettings, subsetPercents, wholeNumber } from './studyOptions.ts';

const OPTIONS: StudyOptions = { subsets: '1,10,50,100', seed: '1' };
const REAL: StudyOptions = { ...OPTIONS, wbc: 'cells', cam16: 'tissue', prcc: 'more/tissue' };
const NETWORKS = ['autoencoder', 'cam16', 'wbc', 'ensemble'] as const;

const usage = (named: string) => expect.objectContaining({ kind: 'wrong-usage', message: expect.stringContaining(named) });

describe('the settings of a study', () => {
  it("are the study's own for a lab's images: 96 pixels, 12 epochs, batches of 32", () => {
    const settings = studySettings(REAL, {}, '/sample');
    expect(settings).toMatchObject({ seed: 1, subsets: [1, 10, 50, 100], imageSize: 96 });
    expect(settings.dataSets.prcc).toEqual({ root: resolve('more/tissue'), synthetic: false });
    for (const network of NETWORKS) expect(settings[network]).toMatchObject({ epochs: 12, batchSize: 32, earlyStopping: null });
  });

  it('are small ones for the synthetic sample, which stands for every data set that was not given', () => {
    const settings = studySettings({ ...OPTIONS, prcc: '/own' }, {}, '/sample');
    expect(settings.imageSize).toBe(64);
    for (const network of NETWORKS) expect(settings[network]).toMatchObject({ epochs: 5, batchSize: 8 });
    expect(settings.dataSets).toEqual({
      wbc: { root: join('/sample', 'wbc'), synthetic: true },
      cam16: { root: join('/sample', 'cam16'), synthetic: true },
      prcc: { root: resolve('/own'), synthetic: false },
    });
  });

  it('of the sample stay the small ones where a recipe file does not say otherwise', () => {
    const recipe = studyRecipeSchema.parse({ wbc: { keep: 'best' }, ensemble: { fineTune: true } });
    const settings = studySettings(OPTIONS, recipe, '/sample');
    expect(settings.wbc).toMatchObject({ epochs: 5, batchSize: 8, keep: 'best' });
    expect(settings.ensemble).toMatchObject({ epochs: 5, batchSize: 8, fineTune: true });
  });

  it('follow the options before the recipe file', () => {
    const recipe = studyRecipeSchema.parse({
      imageSize: 48,
      wbc: { epochs: 3, earlyStopping: { patience: 9 } },
      ensemble: { weights: [1, 1, 1] },
    });
    const options = { ...REAL, size: '32', epochs: '2', batch: '4', seed: '7', weights: ' 0.5, 0.25 ,0.25', earlyStopping: '3' };
    const settings = studySettings(options, recipe, '/sample');
    expect(settings).toMatchObject({ seed: 7, imageSize: 32, ensemble: { weights: [0.5, 0.25, 0.25] } });
    for (const network of NETWORKS) expect(settings[network]).toMatchObject({ epochs: 2, batchSize: 4, earlyStopping: { patience: 3 } });
  });

  it('are the same study again after they were stored', () => {
    for (const options of [OPTIONS, { ...REAL, weights: '1,1,1', earlyStopping: '2', subsets: '100,0.5' }]) {
      const settings = studySettings(options, {}, '/sample');
      const stored = studySettingsSchema.parse(JSON.parse(JSON.stringify(settings)));
      expect(() => assertSameStudy(stored, settings, '/out', new Set(['autoencoder', 'cam16', 'wbc', 'ensemble'] as const))).not.toThrow();
    }
  });

  const HOSTILE = ['', ' ', '0', '-1', '1.5', '1e2', '0x20', 'NaN', 'Infinity', 'many', '32px', '9'.repeat(400), '३', '1 0', '--'];
  const refused: readonly (readonly [option: 'size' | 'epochs' | 'batch' | 'earlyStopping' | 'seed', text: string])[] = [
    ...HOSTILE.flatMap((text) => (['size', 'epochs', 'batch', 'earlyStopping'] as const).map((option) => [option, text] as const)),
    ...HOSTILE.filter((text) => text !== '0').map((text) => ['seed', text] as const),
    ['size', '15'],
    ['size', '2049'],
    ['epochs', '100001'],
    ['batch', '4097'],
    ['seed', '2147483648'],
  ];
  it.each(refused)('refuse --%s "%s" by the name of the option', (option, text) => {
    const named = option === 'earlyStopping' ? '--early-stopping' : `--${option}`;
    expect(() => studySettings({ ...REAL, [option]: text }, {}, '/sample')).toThrow(usage(named));
  });

  it.each([
    '',
    '1',
    '0.5,0.5',
    '1,1,1,1',
    '0.2;0.6;0.2',
    '-0.1,1,1',
    '0,0,0',
    'a,b,c',
    '0.2,,0.2',
    'NaN,1,1',
    'Infinity,1,1',
    '0,2,0,6,0,2',
  ])('refuse --weights "%s"', (weights) => {
    expect(() => studySettings({ ...REAL, weights }, {}, '/sample')).toThrow(usage('--weights'));
  });

  it.each([
    ['1,0,0', [1, 0, 0]],
    ['2,6,2', [2, 6, 2]],
  ])('take --weights "%s", whatever they sum to', (weights, wanted) => {
    expect(studySettings({ ...REAL, weights }, {}, '/sample').ensemble.weights).toEqual(wanted);
  });
});

describe('--subsets', () => {
  it.each([
    ['1,10,50,100', [1, 10, 50, 100]],
    ['100,1', [1, 100]],
    ['10,10,10.0', [10]],
    [' 10 , 50 ', [10, 50]],
    ['10%,50 %', [10, 50]],
    ['0.5', [0.5]],
    ['100', [100]],
  ])('of "%s" are %j, ascending and each once', (text, percents) => {
    expect(subsetPercents(text)).toEqual(percents);
  });

  it.each([
    '',
    ',',
    '1,',
    ',1',
    '1,,10',
    '0',
    '-1',
    '100.1',
    '1e3',
    'all',
    '1;10',
    '1 10',
    'NaN',
    'Infinity',
    '-Infinity',
    '%',
    '10%%',
    '../x',
  ])('of "%s" are refused', (text) => {
    expect(() => subsetPercents(text)).toThrow(usage('--subsets'));
  });
});

it.each([
  ['1', 1],
  ['+5', 5],
  [' 7 ', 7],
  ['007', 7],
  ['10', 10],
])('the whole number "%s" is %d', (text, value) => {
  expect(wholeNumber('--n', text, 1, 10)).toBe(value);
});

it('a number out of its bounds is told the bounds and what was typed', () => {
  expect(() => wholeNumber('--threads', '0', 1, 1024)).toThrow('--threads takes a whole number from 1 to 1024; "0" is none.');
});
