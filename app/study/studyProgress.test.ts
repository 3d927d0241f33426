import { describe, expect, it } from 'vitest';
import { carriedRun, planStudy } from './plan.ts';
import { tinyData, tinySettings } from './plannedData.fixture.ts';
import { runWork, secondsLeft, workDone } from './studyProgress.ts';

const plan = planStudy(tinySettings(), tinyData()).map(carriedRun);
const at = (stage: 'training' | 'validating', epoch: number, done: number) => ({ stage, epoch, done, epochs: 4, total: 0 });

describe('the work of a study', () => {
  it.each(plan.map((run) => [run.runFile.name, run] as const))('of %s begins at nothing, only grows, and ends at all of it', (_, run) => {
    const { train, maskedCopies, val } = run.runFile.counts;
    const examples = train + maskedCopies;
    const steps = [1, 2, 3, 4].flatMap((epoch) => [
      ...Array.from({ length: examples + 1 }, (_, done) => at('training', epoch, done)),
      ...Array.from({ length: val + 1 }, (_, done) => at('validating', epoch, done)),
    ]);
    const work = steps.map((step) => workDone(run, step));
    expect(work[0]).toBe(0);
    for (const [index, value] of work.entries()) expect(value).toBeGreaterThanOrEqual((work[index - 1] ?? 0) - 1e-12);
    expect(work.at(-1)).toBeCloseTo(runWork(run), 10);
  });

  it('counts the masked copies that a run trains on', () => {
    const [plain, masks] = plan.filter(({ percent }) => percent === 10);
    if (plain === undefined || masks === undefined) throw new Error('no such runs');
    // One image, its masked copy and a quarter of two validation images beside one image and the same quarter.
    expect(runWork(masks) / runWork(plain)).toBeCloseTo(2.5 / 1.5, 12);
  });
});

it.each([
  [0, 100, 5, null],
  [-1, 100, 5, null],
  [25, 100, 5, 15],
  [100, 100, 60, 0],
  [0.5, 1, 0, 0],
])('with %d of %d done after %d s, %s s are left', (done, total, elapsed, left) => {
  expect(secondsLeft(done, total, elapsed)).toBe(left);
});
