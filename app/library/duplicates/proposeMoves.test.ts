import { describe, expect, it } from 'vitest';
import type { Split } from '../../contract/words.ts';
import { randomFor } from '../../random/random.ts';
import type { Duplicates, Image } from './findDuplicates.ts';
import { duplicateFindings } from './findings.ts';
import { moveListText } from './moveList.ts';
import { proposeMoves } from './proposeMoves.ts';

let ids = 0;
function image(split: Split, rest: Partial<Image> = {}): Image {
  const id = ++ids;
  return { id, path: `${split}/${String(id).padStart(5, '0')}.png`, sha256: `sha-${id}`, class: 'A', split, group: null, ...rest };
}

function some(count: number, split: Split, rest: Partial<Image> = {}): Image[] {
  return Array.from({ length: count }, () => image(split, rest));
}

function duplicates(images: readonly Image[], pictures: readonly (readonly Image[])[] = []): Duplicates {
  const groups = [...Map.groupBy(images, ({ group }) => group)].flatMap(([key, of]) => (key === null || of.length < 2 ? [] : [of]));
  const files = [...Map.groupBy(images, ({ sha256 }) => sha256).values()].filter((of) => of.length > 1);
  return { images, files, pictures, groups, unseen: [] };
}

/** The data set after the moves. */
function moved({ images, pictures, ...rest }: Duplicates): Duplicates {
  const targets = new Map(proposeMoves({ images, pictures, ...rest }).map((move) => [move.image.id, move.to]));
  const after = (one: Image): Image => ({ ...one, split: targets.get(one.id) ?? one.split });
  return duplicates(
    images.map(after),
    pictures.map((set) => set.map(after)),
  );
}

function counts(images: readonly Image[]): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(images, ({ split, class: name }) => `${split} ${name}`)].map(([key, of]) => [key, of.length]));
}

describe('proposed moves', () => {
  it.each<[Split, Split]>([
    ['train', 'val'],
    ['train', 'test'],
    ['val', 'test'],
  ])('bring a copy in %s to its picture in %s, which keeps what it has', (from, to) => {
    const [copy, original] = [image(from), image(to)];
    expect(proposeMoves(duplicates([copy, original, ...some(20, 'train')], [[copy, original]]))).toEqual([
      { image: copy, to, lot: 1, because: original.path },
    ]);
  });

  it('leave copies within a split alone, and a data set without any', () => {
    const set = some(3, 'train');
    expect(proposeMoves(duplicates([...set, ...some(5, 'val')], [set]))).toEqual([]);
    expect(proposeMoves(duplicates([]))).toEqual([]);
  });

  it('bring the few of a large smear to where it mostly is', () => {
    const smear = [...some(80, 'train', { group: 's' }), ...some(2, 'val', { group: 's' })];
    const moves = proposeMoves(duplicates([...smear, ...some(40, 'train'), ...some(20, 'val')]));
    expect(moves.map(({ image: { split }, to }) => [split, to])).toEqual(
      [
        ['train', 'val'],
        ['train', 'val'],
      ].map(() => ['val', 'train']),
    );
  });

  it('keep the counts of every class near to what they were where all smears are in both splits', () => {
    const images = Array.from({ length: 24 }, (_, smear) => {
      const rest = { group: `s${smear}`, class: smear % 3 === 0 ? 'B' : 'A' };
      return [...some(10 + (smear % 5), 'train', rest), ...some(2 + (smear % 3), 'val', rest)];
    }).flat();
    const [before, after] = [counts(images), counts(moved(duplicates(images)).images)];
    for (const [key, count] of Object.entries(before)) expect(Math.abs((after[key] ?? 0) - count)).toBeLessThanOrEqual(15);
    expect(Object.keys(after).sort()).toEqual(Object.keys(before).sort());
  });

  it.each(Array.from({ length: 40 }, (_, seed) => [seed]))(
    'leave no picture and no group in two splits, whatever the data set (seed %i)',
    (seed) => {
      const random = randomFor(seed, 'moves');
      const images = Array.from({ length: random.integer(2, 120) }, () =>
        image((['train', 'train', 'val', 'test'] as const)[random.integer(0, 3)] ?? 'train', {
          group: random.integer(0, 2) === 0 ? null : `g${random.integer(0, 12)}`,
          class: random.integer(0, 5) === 0 ? null : `c${random.integer(0, 3)}`,
        }),
      );
      const pictures = Array.from({ length: random.integer(0, 10) }, () => images.filter(() => random.integer(0, 9) === 0)).filter(
        (set) => set.length > 1,
      );
      const after = moved(duplicates(images, pictures));
      expect(duplicateFindings('x', after).filter(({ severity }) => severity === 'serious')).toEqual([]);
      expect(after.images).toHaveLength(images.length);
      expect(proposeMoves(after)).toEqual([]);
    },
  );

  it('stand in the list with the reason, whatever the names hold', () => {
    const copy = image('train', { path: 'train/a,"b"\n.png' });
    const original = image('val', { path: 'val/o.png' });
    const moves = proposeMoves(duplicates([copy, original], [[copy, original]])).map((move) => ({ ...move, dataSet: 'wbc' }));
    expect(moveListText(moves, 'csv')).toBe(
      'data set,file,class,from,to,lot,because of\nwbc,"train/a,""b""\n.png",A,train,val,1,val/o.png\n',
    );
    expect(JSON.parse(moveListText(moves, 'json'))).toMatchObject([
      { file: copy.path, from: 'train', to: 'val', 'because of': 'val/o.png' },
    ]);
    expect(JSON.parse(moveListText([], 'json'))).toEqual([]);
  });
});

describe('findings', () => {
  it('come with the gravest first, each kind once, and with the files of every set', () => {
    const [trained, held] = [image('train', { sha256: 's', group: 'g' }), image('val', { sha256: 's', class: 'B' })];
    const [near, other] = [image('train'), image('test', { group: 'g' })];
    const [twice, again] = some(2, 'val');
    const all = [trained, held, near, other, twice, again].flatMap((one) => one ?? []);
    const sets = [[trained, held], [near, other], all.slice(4)];
    const found = duplicateFindings('wbc', duplicates(all, sets));
    expect(found.map(({ check, severity }) => [check, severity])).toEqual([
      ['leak-files', 'serious'],
      ['leak-pictures', 'serious'],
      ['leak-groups', 'serious'],
      ['labels', 'warning'],
      ['duplicates', 'note'],
    ]);
    expect(found[0]?.sets).toEqual([[trained.path, held.path]]);
    expect(found[1]?.sets).toEqual([[near.path, other.path]]);
    expect(found[2]?.sentence).toContain('g: 1 in test and 1 in train');
    expect(found[3]?.sentence).toContain(`${trained.path} = ${held.path}`);
  });
});
