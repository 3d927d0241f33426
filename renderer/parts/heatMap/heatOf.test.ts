import { describe, expect, it } from 'vitest';
import { askedClass, type HeatOf, heatOf, heatText } from './heatOf.ts';

describe('the class whose heat is shown', () => {
  it.each<[HeatOf]>([
    [{ kind: 'predicted' }],
    [{ kind: 'labelled' }],
    [{ kind: 'class', name: 'Blast' }],
    // Names that look like our own words.
    [{ kind: 'class', name: 'predicted' }],
    [{ kind: 'class', name: 'labelled' }],
    [{ kind: 'class', name: 'class x' }],
  ])('comes back from a list as %j', (of) => expect(heatOf(heatText(of))).toEqual(of));

  it('is what each run took the image for, what it is labelled, or one of all', () => {
    expect(askedClass({ kind: 'predicted' }, 'Blast')).toBeNull();
    expect(askedClass({ kind: 'labelled' }, 'Blast')).toBe('Blast');
    expect(askedClass({ kind: 'labelled' }, null)).toBeNull();
    expect(askedClass({ kind: 'class', name: 'Monocyte' }, 'Blast')).toBe('Monocyte');
  });
});
