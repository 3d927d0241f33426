import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { trainingSchema } from '../../app/contract/recipe.ts';
import { resolveRecipes, STUDY_DEFAULTS } from '../../app/study/settings.ts';
import { candidatesOf } from '../../app/study/sweep/candidates.ts';
import { readRecipeFile } from './recipeFile.ts';
import { readSweepFile } from './sweepCommand.ts';

const NO_OVERRIDES = { imageSize: undefined, epochs: undefined, batchSize: undefined };
const recipesOf = (name: string) => resolveRecipes(readRecipeFile(name), NO_OVERRIDES, STUDY_DEFAULTS);

describe('a recipe that comes with Smearlab', () => {
  it('is the reference: the study’s own, in every key', () => {
    const { autoencoder, cam16, wbc } = recipesOf('reference');
    for (const training of [autoencoder, cam16, wbc]) expect(training).toEqual(trainingSchema.parse({}));
  });

  it('is the best: another one for the cells, as long on every subset, and the reference’s for what is pre-trained', () => {
    const { autoencoder, cam16, wbc, imageSize } = recipesOf('best');
    expect(wbc).toMatchObject({ statistics: 're-estimated', stepsPerEpoch: expect.any(Number), keep: 'last' });
    for (const training of [autoencoder, cam16]) expect(training).toEqual(trainingSchema.parse({}));
    expect(imageSize).toBeLessThanOrEqual(128);
  });

  it('gives way to a file of its name that is written as one', () => {
    const folder = mkdtempSync(join(tmpdir(), 'smearlab-recipe-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    writeFileSync(join(folder, 'best'), '{ "wbc": { "epochs": 3 } }');
    expect(readRecipeFile(join(folder, 'best'))).toEqual({ wbc: { epochs: 3 } });
  });

  it.each(['', 'worst', 'toString', '__proto__', 'Best'])('is not "%s", and which there are is said', (name) => {
    expect(() => readRecipeFile(name)).toThrow(
      expect.objectContaining({ kind: 'bad-recipe', message: expect.stringContaining('reference, best') }),
    );
  });
});

describe('a sweep that comes with Smearlab', () => {
  it.each(readdirSync('resources/sweeps'))('%s is one, of recipes', (name) => {
    const sweep = readSweepFile(join('resources/sweeps', name));
    expect(candidatesOf(sweep).length).toBeGreaterThan(1);
  });

  it('ablates the steps from the reference to the best recipe, but for its length', () => {
    const candidates = candidatesOf(readSweepFile('resources/sweeps/ablation-10.json'));
    const [base] = candidates;
    expect(base?.recipe.training).toEqual(trainingSchema.parse({}));
    const { epochs, stepsPerEpoch, ...best } = recipesOf('best').wbc;
    expect(candidates.map(({ recipe }) => recipe.training)).toContainEqual(expect.objectContaining(best));
    expect(candidates.map(({ recipe }) => recipe.maskedCopies)).toEqual([...new Array(candidates.length - 1).fill(false), true]);
  });
});
