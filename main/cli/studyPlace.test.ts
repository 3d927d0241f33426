import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { studySettings } from './studyOptions.ts';
import { studyPlace } from './studyPlace.ts';

const OPTIONS = { subsets: '1,10', seed: '1' };
const SETS = { ...OPTIONS, wbcSet: 'cells', cam16Set: 'tissue', prccSet: 'more tissue' };

it('a study over data sets of a library is kept there by name, and has the recipes of real images', () => {
  expect(studyPlace({ ...SETS, library: 'lab' })).toEqual({ root: resolve('lab'), name: 'study' });
  expect(studyPlace({ ...SETS, name: 'Spring 2026' })).toEqual({ root: resolve('smearlab-library'), name: 'Spring 2026' });
  const settings = studySettings(SETS, {}, '/sample');
  expect(settings).toMatchObject({ imageSize: 96, wbc: { epochs: 12, batchSize: 32 } });
  expect(settings.dataSets.prcc).toEqual({ root: '', synthetic: false, called: 'more tissue' });
});

it.each([{ ...OPTIONS }, { ...OPTIONS, wbc: '/cells', out: '/out' }])(
  'a study over folders or the sample is kept in an output folder: %j',
  (options) => {
    expect(studyPlace(options)).toBeUndefined();
  },
);

it.each([
  [{ ...SETS, prccSet: undefined }, '--prcc-set'],
  [{ ...OPTIONS, prccSet: 'more tissue' }, '--wbc-set'],
  [{ ...SETS, wbc: '/somewhere' }, '--wbc'],
  [{ ...SETS, prcc: '' }, '--prcc'],
  [{ ...SETS, out: '/somewhere' }, '--out'],
  [{ ...SETS, name: '' }, '--name'],
  [{ ...SETS, name: '../../etc' }, '--name'],
  [{ ...SETS, name: 'a'.repeat(65) }, '--name'],
  [{ ...OPTIONS, library: 'lab' }, '--library'],
  [{ ...OPTIONS, name: 'Spring' }, '--name'],
])('what says two things at once is refused by the name of an option: %j', (options, named) => {
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
  expect(() => studyPlace({ ...OPTIONS, ...given })).toThrow(
    expect.objectContaining({ kind: 'wrong-usage', message: expect.stringContaining(named) }),
  );
});
