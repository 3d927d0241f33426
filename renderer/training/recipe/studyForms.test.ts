import { describe, expect, it } from 'vitest';
import type { StudyRecipe } from '../../../app/contract/recipe.ts';
import { changedForms, studyFormsOf, studyRecipeOf } from './studyForms.ts';

describe('the recipes of a study', () => {
  it('say nothing where nothing differs', () => {
    expect(studyRecipeOf(studyFormsOf({}))).toEqual({ recipe: {} });
  });

  it.each<StudyRecipe>([
    { imageSize: 64 },
    { wbc: { epochs: 3, crossEntropy: { classWeights: 'balanced', labelSmoothing: 0, focalGamma: 0, logitAdjustment: 0 } } },
    { ensemble: { weights: [0.1, 0.8, 0.1], fineTune: true, clipNorm: 2 }, autoencoder: { epochs: 5 } },
  ])('say what differs and nothing else: %j', (recipe) => {
    expect(studyRecipeOf(studyFormsOf(recipe))).toEqual({ recipe });
  });

  it('have one image size for all networks, and everything else for one', () => {
    const forms = changedForms(studyFormsOf({}), 'wbc', 'imageSize', '64');
    expect(Object.values(forms).map(({ values }) => values.imageSize)).toEqual(['64', '64', '64', '64']);
    expect(studyRecipeOf(changedForms(forms, 'cam16', 'epochs', '3'))).toEqual({ recipe: { imageSize: 64, cam16: { epochs: 3 } } });
  });

  it('name the network of a field that cannot be used', () => {
    expect(studyRecipeOf(changedForms(studyFormsOf({}), 'cam16', 'epochs', '0'))).toEqual({ wrong: [{ network: 'cam16', id: 'epochs' }] });
  });
});
