import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ImageFilter, importSettingsSchema, type PageRequest } from '../contract/library.ts';
import type { Split } from '../contract/words.ts';
import { completeDataSet, placeDataSet } from './dataSets.ts';
import { markGone, saveImage } from './images.ts';
import { maskCoverage, saveMask } from './masks.ts';
import { cardsOfPaths, pageOfImages } from './pages.ts';
import { openStore, type Store } from './store.ts';
import { saveNamedSubset } from './subsets.ts';

type Row = { id: number; path: string; class: string | null; split: Split; bytes: number; modified: number; mask: string | null };

let store: Store;
let dataSet = 0;
let subset = 0;
const rows: Row[] = [];

beforeAll(() => {
  store = openStore(':memory:');
  const other = placeDataSet(store, 'other', '/o', importSettingsSchema.parse({ layout: 'splits' }));
  dataSet = placeDataSet(store, 'cells', '/c', importSettingsSchema.parse({ layout: 'splits' }));
  const facts = { format: 'png', width: 4, height: 3, pages: 1, group: null, sha256: 'a'.repeat(64) };
  for (let index = 0; index < 300; index++) {
    const path = `${index % 7 === 0 ? 'Odd_%' : 'cell'}/${(index * 37) % 300}.png`;
    const place = {
      class: index % 11 === 0 ? null : (['A', 'B', 'C'][index % 3] ?? 'A'),
      split: (['train', 'val', 'test'] as const)[index % 3] ?? 'train',
    };
    const [bytes, modified] = [1 + ((index * 13) % 50), (index * 17) % 40];
    const id = saveImage(store, dataSet, { ...facts, ...place, path, bytes, modified });
    saveImage(store, other, { ...facts, ...place, path, bytes, modified });
    const mask = { path: 'm', sha256: 'b'.repeat(64), bytes: 1, modified: 1, width: 4, height: 3, levels: [0, 255], foreground: 0.25 };
    const origins = [[], ['lab'], ['lab', 'drawn'], ['proposed'], ['drawn', 'proposed']] as const;
    const has = origins[index % 5] ?? [];
    for (const origin of has) saveMask(store, id, origin, mask);
    rows.push({ id, path, ...place, bytes, modified, mask: [...has].sort()[0] ?? null });
  }
  markGone(
    store,
    rows.splice(0, 5).map(({ id }) => id),
  );
  completeDataSet(store, dataSet, { hash: 'c'.repeat(64), classes: ['A', 'B', 'C'], warnings: [], refused: [] });
  const members = rows.filter((_, index) => index % 2 === 0).map(({ id }) => id);
  subset = saveNamedSubset(store, dataSet, { name: 'half', settings: { kind: 'count', count: 1, floor: 1 }, seed: 1 }, members, false);
});
afterAll(() => store.close());

/** What a page must be, by the plainest means. */
function expected({ filter, sort, offset, limit }: PageRequest): { total: number; ids: number[] } {
  const { classes, splits, mask, search } = filter;
  const found = rows.filter(
    (row, index) =>
      (classes?.includes(row.class) ?? true) &&
      (splits?.includes(row.split) ?? true) &&
      (mask === undefined || (mask === 'with' ? ['drawn', 'lab'] : mask === 'without' ? [null, 'proposed'] : [mask]).includes(row.mask)) &&
      (search === undefined || row.path.toLowerCase().includes(search.toLowerCase())) &&
      (filter.subset === undefined || index % 2 === 0),
  );
  const compare = (a: string | number | null, b: string | number | null) =>
    a === b ? 0 : a === null ? -1 : b === null ? 1 : a < b ? -1 : 1;
  found.sort((a, b) => (compare(a[sort.by], b[sort.by]) || compare(a.path, b.path)) * (sort.descending ? -1 : 1));
  return { total: found.length, ids: found.slice(offset, offset + limit).map(({ id }) => id) };
}

describe('a page of images', () => {
  const filters: [string, Omit<ImageFilter, 'dataSet'> & { half?: true }][] = [
    ['everything', {}],
    ['one class', { classes: ['A'] }],
    ['two classes and those without', { classes: ['B', 'C', null] }],
    ['a split', { splits: ['val'] }],
    ['with a mask', { mask: 'with' }],
    ['without a mask', { mask: 'without' }],
    ['a drawn mask', { mask: 'drawn' }],
    ['a proposed mask', { mask: 'proposed' }],
    ['a name in any case', { search: 'CELL/1' }],
    ['a name with the marks of a pattern', { search: 'd_%/' }],
    ['a name that nobody has', { search: '\\' }],
    ['a subset', { half: true }],
    ['all at once', { classes: ['A', 'C'], splits: ['train', 'test'], mask: 'with', search: 'cell', half: true }],
  ];
  it.each(filters)('is what a plain search finds, in every order: %s', (_, { half, ...filter }) => {
    for (const by of ['path', 'class', 'bytes', 'modified'] as const) {
      for (const descending of [false, true]) {
        for (const offset of [0, 10, 290]) {
          const request = { filter: { dataSet, ...filter, ...(half ? { subset } : {}) }, sort: { by, descending }, offset, limit: 25 };
          const { total, images } = pageOfImages(store, request);
          expect({ total, ids: images.map(({ id }) => id) }).toEqual(expected(request));
        }
      }
    }
  });

  it.each([
    ['more images than a page has', { limit: 501 }],
    ['a place before the first', { offset: -1 }],
    ['another order', { sort: { by: 'id; DROP TABLE images', descending: false } }],
    ['no class at all', { filter: { dataSet: 1, classes: [] } }],
  ])('is not given for %s', (_, wrong) => {
    const request = { filter: { dataSet }, sort: { by: 'path', descending: false }, offset: 0, limit: 10, ...wrong };
    expect(() => pageOfImages(store, request as PageRequest)).toThrow();
  });
});

it('the coverage of masks counts each image once, by the mask that counts', () => {
  const coverage = maskCoverage(store, dataSet);
  const sum = (of: 'images' | 'drawn' | 'lab' | 'proposed') => coverage.reduce((total, row) => total + row[of], 0);
  const having = (mask: string) => rows.filter((row) => row.mask === mask).length;
  expect([sum('images'), sum('drawn'), sum('lab'), sum('proposed')]).toEqual([295, having('drawn'), having('lab'), having('proposed')]);
  expect(coverage.every(({ meanForeground }) => meanForeground === null || meanForeground === 0.25)).toBe(true);
});

describe('cards by path', () => {
  it('come in the order asked, of this data set alone', () => {
    const asked = [rows[40], rows[7], rows[200]].flatMap((row) => row ?? []);
    const found = cardsOfPaths(
      store,
      dataSet,
      asked.map(({ path }) => path),
    );
    expect(found.map(({ id }) => id)).toEqual(asked.map(({ id }) => id));
  });

  it.each([
    ['that is not there', 'nowhere.png'],
    ['whose file is gone', 'Odd_%/0.png'],
    ['that is a pattern', '%'],
    ['that is SQL', "' OR 1=1 --"],
  ])('leave out a path %s', (_, path) => {
    expect(cardsOfPaths(store, dataSet, [path])).toEqual([]);
  });
});
