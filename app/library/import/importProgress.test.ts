import { expect, it } from 'vitest';
import type { Progress } from '../../contract/progress.ts';
import { importProgress } from './importProgress.ts';

it('tells the beginning, at most ten times a second, and the end, with rate and time left', () => {
  let clock = 0;
  const told: Progress[] = [];
  const progress = importProgress(
    'Importing wbc',
    1000,
    (value) => told.push(value),
    () => clock,
  );
  for (let step = 0; step < 1000; step++) {
    clock += 5;
    progress.step();
  }
  expect(told[0]).toMatchObject({ task: 'Importing wbc', done: 0, total: 1000, perSecond: null, secondsLeft: null });
  expect(told).toHaveLength(51);
  const half = told.find((value) => value.done === 500);
  expect(half).toMatchObject({ perSecond: 200, secondsLeft: 2.5 });
  expect(told.at(-1)).toMatchObject({ done: 1000, secondsLeft: 0 });
});

it('tells once when there is nothing to do', () => {
  const told: Progress[] = [];
  importProgress(
    'prcc',
    0,
    (value) => told.push(value),
    () => 0,
  );
  expect(told).toHaveLength(1);
});
