import { describe, expect, it } from 'vitest';
import type { SavedRecipe } from '../../../app/contract/training.ts';
import { FIRST_ORDER, type OrderForm } from '../order/orderForm.ts';
import { usualRecipe } from './form.ts';
import { heldAgainst, recipesFor } from './kept.ts';

const saved = (name: string, content: SavedRecipe['content']): SavedRecipe => ({ name, content, savedAt: '2026-01-01T00:00:00Z' });
const LIST = [
  saved('cells', { kind: 'run', recipe: { ...usualRecipe('wbc'), imageSize: 64 } }),
  saved('tissue', { kind: 'run', recipe: usualRecipe('cam16') }),
  saved('whole', { kind: 'study', recipe: { imageSize: 64 } }),
];
const withEpochs = (epochs: string): OrderForm => ({
  ...FIRST_ORDER,
  recipe: { ...FIRST_ORDER.recipe, values: { ...FIRST_ORDER.recipe.values, epochs } },
});

describe('recipes kept by name', () => {
  it('are offered for what is ordered alone', () => {
    expect(recipesFor(FIRST_ORDER, LIST).offered.map(({ name }) => name)).toEqual(['cells']);
    expect(recipesFor({ ...FIRST_ORDER, kind: 'study' }, LIST).offered.map(({ name }) => name)).toEqual(['whole']);
  });

  it('are known as the study’s own until something is changed', () => {
    expect(recipesFor(FIRST_ORDER, LIST)).toMatchObject({ taken: null, isUsual: true });
    expect(recipesFor(withEpochs('3'), LIST)).toMatchObject({ taken: null, isUsual: false });
    expect(recipesFor({ ...FIRST_ORDER, kind: 'study' }, LIST)).toMatchObject({ isUsual: true });
  });

  it('are known as used only while they are as they are kept, and not at all once they are forgotten', () => {
    const form = { ...FIRST_ORDER, recipeName: 'cells' };
    expect(recipesFor(form, LIST)).toMatchObject({ taken: 'cells', isUsed: false });
    expect(recipesFor(form, [saved('cells', { kind: 'run', recipe: usualRecipe('wbc') })])).toMatchObject({ taken: 'cells', isUsed: true });
    expect(recipesFor(form, [])).toMatchObject({ taken: null });
  });

  it('are held against another one that fits, or the study’s own where none is chosen or it is gone', () => {
    expect(heldAgainst(LIST, 'wbc', 'cells')).toMatchObject({ name: 'cells', form: { values: { imageSize: '64' } } });
    expect(heldAgainst(LIST, 'cam16', 'whole')).toMatchObject({ name: 'whole', form: { network: 'cam16', values: { imageSize: '64' } } });
    for (const name of [null, 'forgotten']) {
      expect(heldAgainst(LIST, 'wbc', name)).toMatchObject({ name: null, form: { values: { imageSize: '96' } } });
    }
  });

  it('cannot be kept with a field that cannot be used', () => {
    expect(recipesFor(withEpochs('x'), LIST)).toMatchObject({ content: null, isUsual: false });
  });
});
