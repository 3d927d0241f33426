import { describe, expect, it } from 'vitest';
import type { Split } from '../../contract/words.ts';
import { DEFAULT_SHARES, drawSplits, lotKey } from './drawSplits.ts';
import { groupsBy } from './groups.ts';
import type { DiscoveredImage } from './layout.ts';

const NONE: ReadonlyMap<string, Split> = new Map();

/** `n` images of a class; with `perGroup` they come in groups of so many. */
function images(name: string, n: number, perGroup = 0): DiscoveredImage[] {
  return Array.from({ length: n }, (_, index) => ({
    path: `${name}/${String(index).padStart(4, '0')}.png`,
    class: name,
    split: null,
    group: perGroup === 0 ? null : `${name}-${Math.floor(index / perGroup)}`,
    mask: null,
  }));
}

const BLOOD = [...images('Basophil', 20), ...images('Monocyte', 133), ...images('Neutrophil', 1700)];

function count(of: readonly DiscoveredImage[], lots: ReadonlyMap<string, Split>, name: string, split: Split): number {
  return of.filter((image) => image.class === name && lots.get(lotKey(image)) === split).length;
}

describe('the split that is drawn', () => {
  it.each([
    ['80/10/10', DEFAULT_SHARES],
    ['70/30', { train: 70, val: 30, test: 0 }],
    ['98/1/1', { train: 98, val: 1, test: 1 }],
  ])('%s keeps to the shares in every class, to within one image', (_, shares) => {
    const lots = drawSplits(BLOOD, NONE, shares, 1);
    expect(lots.size).toBe(BLOOD.length);
    for (const [name, total] of [
      ['Basophil', 20],
      ['Monocyte', 133],
      ['Neutrophil', 1700],
    ] as const) {
      for (const split of ['train', 'val', 'test'] as const) {
        expect(Math.abs(count(BLOOD, lots, name, split) - (total * shares[split]) / 100)).toBeLessThanOrEqual(1);
      }
    }
  });

  it('never tears a group, and comes near the shares all the same', () => {
    const grouped = [...images('A', 300, 7), ...images('B', 900, 13)].map((image, index) =>
      // Some smears show both classes.
      index % 5 === 0 ? { ...image, group: `smear-${index % 40}` } : image,
    );
    const lots = drawSplits(grouped, NONE, DEFAULT_SHARES, 1);
    expect(lots.size).toBe(new Set(grouped.map(({ group }) => group)).size);
    for (const [name, total] of [
      ['A', 300],
      ['B', 900],
    ] as const) {
      expect(Math.abs(count(grouped, lots, name, 'train') / total - 0.8)).toBeLessThan(0.04);
    }
  });

  it('is the same by the same seed whatever the order of the images, and another by another seed', () => {
    const first = drawSplits(BLOOD, NONE, DEFAULT_SHARES, 1);
    expect(new Map([...drawSplits([...BLOOD].reverse(), NONE, DEFAULT_SHARES, 1)].sort())).toEqual(new Map([...first].sort()));
    expect(drawSplits(BLOOD, NONE, DEFAULT_SHARES, 2)).not.toEqual(first);
  });

  it('draws only for those that come later, with the shares of all in view', () => {
    const first = drawSplits(images('A', 100), NONE, DEFAULT_SHARES, 1);
    const later = drawSplits(images('A', 200), first, DEFAULT_SHARES, 1);
    expect([...later.keys()].some((key) => first.has(key))).toBe(false);
    const all = new Map([...first, ...later]);
    expect(count(images('A', 200), all, 'A', 'train')).toBe(160);
  });

  it('leaves images alone that have a split, and counts them', () => {
    const given = images('A', 100).map((image, index) => (index < 20 ? { ...image, split: 'val' as const } : image));
    const lots = drawSplits(given, NONE, DEFAULT_SHARES, 1);
    expect(lots.size).toBe(80);
    expect([...lots.values()].filter((split) => split === 'val')).toEqual([]);
  });

  it('draws nothing from nothing', () => {
    expect(drawSplits([], NONE, DEFAULT_SHARES, 1).size).toBe(0);
  });
});

describe('groups by a pattern over the path', () => {
  it.each([
    ['^([a-z]+-\\d+)_', 'smear-7_cell-1.png', 'smear-7'],
    ['smear-\\d+', 'A/smear-7_cell-1.png', 'smear-7'],
    ['^(?:.*/)?([^_/]+)_', 'A/B/p3_1.png', 'p3'],
    ['x(y)?', 'x.png', 'x'],
    ['^(z*)', 'cell.png', null],
    ['nothing', 'cell.png', null],
  ])('%s finds in %s the group %s', (pattern, path, group) => {
    expect(groupsBy(pattern).of(path)).toBe(group);
  });

  it('says which images have none', () => {
    const warnings = groupsBy('s(\\d)').warnings([
      { path: 'a.png', group: null },
      { path: 's1.png', group: '1' },
    ]);
    expect(warnings).toEqual([expect.stringMatching(/^1 image has no group.*a\.png/)]);
    expect(groupsBy(null).warnings([{ path: 'a.png', group: null }])).toEqual([]);
  });

  it('refuses what is no regular expression', () => {
    expect(() => groupsBy('(')).toThrow(expect.objectContaining({ kind: 'wrong-usage' }));
  });
});
