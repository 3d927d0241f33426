import { describe, expect, it } from 'vitest';
import { failureKindSchema, SmearlabError } from '../contract/failure.ts';
import type { TrainingRecipe } from '../contract/recipe.ts';
import { isExplained, runFailure } from './runFailure.ts';
import { tinyRun } from './tinyDataSet.fixture.ts';

const failedRun = (finishedEpochs = 2, training: object = {}) => {
  const all: Partial<TrainingRecipe> = { epochs: 12, batchSize: 32, ...training };
  return { name: 'wbc-10-masks', recipe: tinyRun({ train: [], val: [] }, { training: all }).recipe, finishedEpochs };
};

describe('a run that ended by itself', () => {
  it.each([
    ['out-of-memory', /wbc-10-masks ran out of memory after 2 of its 12 epochs: Oh\. .*--cache 0.*--resume.*smaller batch than 32.*16 px/],
    ['device-lost', /wbc-10-masks lost its device after 2 of its 12 epochs: Oh\. .*--resume.*--resume --device cpu/],
    ['diverged', /^Oh .*lower learningRate \(it was 0.001\), or a clipNorm of 1, or a schedule with warmUpEpochs of 1\.$/],
  ] as const)('for the reason %s says what happened, what is kept and what to try', (kind, said) => {
    const cause = new SmearlabError(kind, 'Oh', { file: '/out/runs/wbc-10-masks' });
    const failure = runFailure(cause, failedRun());
    expect(failure).toMatchObject({ kind, cause, file: '/out/runs/wbc-10-masks', message: expect.stringMatching(said) });
    expect(failure.message).toContain('Its 2 finished epochs are kept.');
  });

  it.each([
    [0, 'It had finished no epoch yet.'],
    [1, 'Its first epoch is kept.'],
    [11, 'Its 11 finished epochs are kept.'],
  ])('after %i epochs says "%s"', (epochs, said) => {
    expect(runFailure(new SmearlabError('diverged', 'Oh.'), failedRun(epochs)).message).toContain(said);
  });

  it('is not told to try what its recipe does already', () => {
    const { message } = runFailure(
      new SmearlabError('diverged', 'Oh.'),
      failedRun(1, { clipNorm: 5, schedule: { kind: 'cosine', warmUpEpochs: 0.5 }, optimizer: { kind: 'sgd', learningRate: 1e30 } }),
    );
    expect(message).toMatch(/Try a lower learningRate \(it was 1e\+30\)\.$/);
  });

  it.each(failureKindSchema.options.filter((kind) => !['out-of-memory', 'device-lost', 'diverged'].includes(kind)))(
    'for the reason %s keeps the sentence it has',
    (kind) => {
      const failure = new SmearlabError(kind, 'A sentence.');
      expect(isExplained(failure)).toBe(false);
      expect(runFailure(failure, failedRun())).toBe(failure);
    },
  );
});
