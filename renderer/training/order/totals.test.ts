import { describe, expect, it } from 'vitest';
import type { TrainingPlan } from '../../../app/contract/training.ts';
import { totalsOf } from './totals.ts';

const run = (trainImages: number): TrainingPlan['runs'][number] => ({
  ...{ name: 'run', network: 'wbc', epochs: 12, trainImages, maskedCopies: 0, valImages: 5, classes: [], seed: 1 },
});

describe('what a plan comes to', () => {
  it('is one number of images only where all runs have it', () => {
    expect(totalsOf({ runs: [run(10), run(10)], warnings: [] })).toEqual({ runs: 2, epochs: 24, images: 10 });
    expect(totalsOf({ runs: [run(10), run(50)], warnings: [] })).toEqual({ runs: 2, epochs: 24, images: null });
    expect(totalsOf({ runs: [], warnings: [] })).toEqual({ runs: 0, epochs: 0, images: null });
  });
});
