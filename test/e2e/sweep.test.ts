import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { comparisonSchema } from '../../app/contract/comparison.ts';
import { type SweepResult, sweepResultSchema } from '../../app/contract/sweep.ts';
import { readRunFile } from '../../app/training/executeRun.ts';
import { newFolder, runsOf, said, sharedSample, smallStudy, smearlab, start } from './smearlab.ts';

const SWEEP = {
  ...{ percent: 10, subsetSeed: 'each', folds: 2, seeds: [2], imageSize: 32, base: { batchSize: 8, optimizer: { kind: 'sgd' } } },
  search: { kind: 'halving', over: { 'optimizer.learningRate': [0.01, 1e38], statistics: ['running', 're-estimated'] }, epochs: [1, 2] },
};

const resultIn = (out: string) => sweepResultSchema.parse(JSON.parse(readFileSync(join(out, 'sweep.json'), 'utf8')));
const timeless = ({ candidates, ...rest }: SweepResult) => ({ ...rest, candidates: candidates.map((one) => ({ ...one, seconds: 0 })) });

it('a sweep halves its candidates, outlives one that diverges, is stopped by Ctrl-C, and goes on to the same numbers', async () => {
  const { wbc } = await sharedSample();
  const file = join(newFolder(), 'sweep.json');
  writeFileSync(file, JSON.stringify(SWEEP));
  const asked = (out: string, ...more: string[]) => ['sweep', file, '--wbc', wbc, '--threads', '1', '--out', out, ...more];
  const [whole, parted] = [newFolder(), newFolder()];

  const { status, stdout, stderr } = await smearlab(asked(whole));
  expect(stderr).not.toContain('smearlab:');
  expect(status).toBe(0);
  expect(stdout).toMatch(/round 1: c3 +1 +0 +diverged/);
  expect(stdout).toContain('Highest macro-F1');
  const result = resultIn(whole);
  expect(result.candidates.map(({ name, round }) => `${round} ${name}`)).toEqual(['1 c1', '1 c2', '1 c3', '1 c4', '2 c1', '2 c2']);
  expect(result.images).toBe(49);
  const run = readRunFile(join(whole, 'runs', 'r2-c1-s2-f1', 'run.json'));
  expect(run.subset).toEqual({ percent: 10, seed: 2 });
  expect([...run.images.train, ...run.images.val].every(({ path }) => path.startsWith('train/'))).toBe(true);

  const stopped = start(asked(parted));
  await said(stopped, 'r1-c2-s2-f1 (run 3 of 8) finished');
  stopped.child.kill('SIGINT');
  expect((await stopped.ended).status).toBe(130);
  expect(existsSync(join(parted, 'sweep.json'))).toBe(false);
  const soFar = await smearlab(asked(parted, '--so-far'));
  expect(soFar.stdout).toMatch(/round 1: c1 +1 +1 /);
  expect(soFar.stdout).toMatch(/round 1: c4 +1 +0 +–/);
  expect((await smearlab(asked(parted))).stderr).toContain('--resume');
  const resumed = await smearlab(asked(parted, '--resume'));
  expect(resumed.status).toBe(0);
  expect(resumed.stderr).toContain('r1-c1-s2-f1 (run 1 of 8) was finished before');
  expect(timeless(resultIn(parted))).toEqual(timeless(result));

  const states = Object.values(await runsOf(whole)).map(({ state }) => state);
  expect(states.toSorted()).toEqual([...new Array(4).fill('failed'), ...new Array(8).fill('finished')]);
  const compared = await smearlab(['compare', 'r2-c1-s2-f1', 'r2-c2-s2-f1', '--out', whole, '--json']);
  // The synthetic 10 %, half of it in this fold; no validation image.
  expect(comparisonSchema.parse(JSON.parse(compared.stdout)).images).toBe(24);

  const other = await smearlab(await smallStudy(whole, '--resume'));
  expect([other.status, other.stderr]).toEqual([1, expect.stringContaining('holds no study')]);
});

it.each([
  ['a file that is not there', null, /cannot be read as JSON/],
  ['a file that is no JSON', '{', /cannot be read as JSON/],
  ['a file without a search', '{}', /search/],
  ['a recipe with an unknown key', JSON.stringify({ search: { kind: 'grid', over: { epoch: [1] } } }), /c1 .*epoch/],
])('%s ends a sweep with status 2 before anything is made', async (_, text, wanted) => {
  const folder = newFolder();
  const [file, out] = [join(folder, 'sweep.json'), join(folder, 'out')];
  if (text !== null) writeFileSync(file, text);
  const { status, stderr } = await smearlab(['sweep', file, '--out', out]);
  expect(stderr).toMatch(wanted);
  expect(status).toBe(2);
  expect(existsSync(out)).toBe(false);
});
