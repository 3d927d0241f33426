import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { storedHash } from '../../store/dataSetHash.ts';
import { listDataSets } from '../../store/dataSets.ts';
import { saveSubset } from '../../store/subsets.ts';
import { type ApplicationBench, applicationBench, CELLS, cellPicture } from '../application.fixture.ts';

let bench: ApplicationBench;
let dataSet = 0;
let ids: number[] = [];
beforeEach(async () => {
  bench = await applicationBench();
  dataSet = await bench.bring();
  ids = await Promise.all(CELLS.map((path) => bench.image(path)));
});
afterEach(() => bench.clear());

const [FIRST, SECOND, THIRD] = CELLS;
const store = () => bench.application.desk.library.store;
const summary = async () => (await bench.call('library.dataSets', {}))[0];
const relabel = (images: readonly number[], name: string | null) =>
  bench.call('library.relabel', { dataSet, images: [...images], class: name });
const undo = () => bench.call('library.undoRelabel', { dataSet });
const classes = async () => Promise.all(ids.map(async (id) => (await bench.call('library.image', { id })).class));
const BEFORE = ['A', 'A', 'B', 'B', 'A', 'B'];

describe('a label given by a person', () => {
  it('counts in pages, balance, classes and hash, and says what it was before', async () => {
    const before = listDataSets(store())[0]?.hash;
    expect(await relabel(ids.slice(0, 2), 'Monocyte')).toEqual({ images: 2, class: 'Monocyte' });
    expect(await classes()).toEqual(['Monocyte', 'Monocyte', ...BEFORE.slice(2)]);
    expect(await summary()).toMatchObject({ classes: ['A', 'B', 'Monocyte'], lastRelabel: { images: 2, class: 'Monocyte' }, hash: null });
    const balance = await bench.call('library.balance', { dataSet });
    expect(balance).toContainEqual({ class: 'Monocyte', split: 'train', images: 2 });
    expect(balance.some((row) => row.class === 'A' && row.split === 'train')).toBe(false);
    const after = listDataSets(store())[0]?.hash;
    expect(after).not.toBe(before);
    expect(after).toBe(storedHash(store(), dataSet).hash);
    expect(await bench.call('library.image', { id: ids[0] ?? 0 })).toMatchObject({ class: 'Monocyte', classBefore: { class: 'A' } });
    expect(await bench.call('library.image', { id: ids[2] ?? 0 })).toMatchObject({ class: 'B', classBefore: null });
    expect(bench.events.at(-1)).toEqual({ name: 'library', dataSet });
  });

  it('makes a class without training images, or one unknown to val, be said, and no longer once it is taken back', async () => {
    const { warnings } = (await summary()) ?? {};
    await relabel(ids.slice(0, 2), 'Monocyte');
    const said = (await summary())?.warnings ?? [];
    expect(said.filter((sentence) => /Class A has images in val but none in train/.test(sentence))).toHaveLength(1);
    expect(said.filter((sentence) => /Class Monocyte has no images in val/.test(sentence))).toHaveLength(1);
    await undo();
    expect((await summary())?.warnings).toEqual(warnings);
  });

  it('makes two labels of one file be said', async () => {
    bench.put('train/data/A/again.png', await cellPicture(0));
    await bench.call('library.rescan', { dataSet });
    await relabel([ids[0] ?? 0], 'B');
    expect((await summary())?.warnings).toContainEqual(expect.stringMatching(/1 file lies under two classes of one split/));
    await undo();
    expect((await summary())?.warnings.join()).not.toMatch(/two classes/);
  });

  it('can be no label at all', async () => {
    expect(await relabel([ids[0] ?? 0], null)).toEqual({ images: 1, class: null });
    expect((await classes())[0]).toBeNull();
    expect(await undo()).toEqual({ images: 1, class: null });
    expect(await classes()).toEqual(BEFORE);
  });

  it('that an image has already changes nothing, and there is nothing to take back', async () => {
    const { hash } = (await summary()) ?? {};
    expect(await relabel(ids.slice(0, 2), 'A')).toEqual({ images: 0, class: 'A' });
    expect(await summary()).toMatchObject({ lastRelabel: null, hash });
    expect(await undo()).toBeNull();
    expect(await relabel(ids.slice(0, 3), 'A')).toEqual({ images: 1, class: 'A' });
  });

  it('is spelt like the class that is known', async () => {
    expect(await relabel([ids[0] ?? 0], ' b ')).toEqual({ images: 1, class: 'B' });
    expect((await summary())?.classes).toEqual(['A', 'B']);
  });

  it.each([
    ['an image of nowhere', () => [999_999], 'A'],
    ['one of them being of nowhere', () => [...ids, 999_999], 'C'],
    ['a name of spaces', () => ids, '   '],
    ['a name with a line break', () => ids, 'a\nb'],
    ['a name with a hidden mark', () => ids, 'A\u202e'],
  ])('is refused for %s, and nothing is changed', async (_, images, name) => {
    await expect(relabel(images(), name)).rejects.toMatchObject({ kind: 'wrong-usage' });
    expect(await classes()).toEqual(BEFORE);
    expect((await summary())?.lastRelabel).toBeNull();
  });

  it('survives re-scans, a changed file, and a file that was away', async () => {
    await relabel(ids.slice(0, 2), 'B');
    bench.put(FIRST, await cellPicture(7));
    rmSync(join(bench.root, SECOND));
    const scanned = await bench.call('library.rescan', { dataSet });
    expect(scanned).toMatchObject({ changed: 1, missing: 1, moved: 0 });
    expect((await classes().catch(() => []))[0]).toBeUndefined();
    bench.put(SECOND, await cellPicture(1));
    const back = await bench.call('library.rescan', { dataSet });
    expect(back).toMatchObject({ back: 1, moved: 0, classes: ['A', 'B'] });
    expect(await classes()).toEqual(['B', 'B', ...BEFORE.slice(2)]);
    expect(back.hash).toBe(storedHash(store(), dataSet).hash);
    expect(await bench.call('library.rescan', { dataSet })).toMatchObject({ changed: 0, moved: 0, hash: back.hash });
    await undo();
    expect(await classes()).toEqual(BEFORE);
    expect(await bench.call('library.rescan', { dataSet })).toMatchObject({ moved: 0 });
  });
});

describe('taking labels back', () => {
  it('takes the last change that stands, whole, one after the other, also after a restart', async () => {
    await relabel(ids.slice(0, 3), 'C');
    await relabel(ids.slice(1, 4), 'D');
    await relabel([ids[1] ?? 0], 'A');
    expect(await classes()).toEqual(['C', 'A', 'D', 'D', 'A', 'B']);
    expect(await undo()).toEqual({ images: 1, class: 'A' });
    expect(await classes()).toEqual(['C', 'D', 'D', 'D', 'A', 'B']);
    await bench.restart();
    expect((await summary())?.lastRelabel).toEqual({ images: 3, class: 'D' });
    expect(await undo()).toEqual({ images: 3, class: 'D' });
    expect(await classes()).toEqual(['C', 'C', 'C', 'B', 'A', 'B']);
    expect(await summary()).toMatchObject({ classes: ['A', 'B', 'C'], lastRelabel: { images: 3, class: 'C' } });
    expect(await undo()).toEqual({ images: 3, class: 'C' });
    expect(await undo()).toBeNull();
    expect(await classes()).toEqual(BEFORE);
    expect(await summary()).toMatchObject({ classes: ['A', 'B'], lastRelabel: null });
  });

  it('gives back the hash, with which a subset is the current one again', async () => {
    saveSubset(store(), dataSet, 50, 1, [ids[0] ?? 0]);
    const sql = 'SELECT data_set_hash FROM subsets';
    await relabel([ids[0] ?? 0], 'B');
    expect(listDataSets(store())[0]?.hash).not.toBe(store().database.prepare(sql).pluck().get());
    await undo();
    expect(listDataSets(store())[0]?.hash).toBe(store().database.prepare(sql).pluck().get());
  });

  it('is for each data set its own', async () => {
    const other = await bench.bring('again');
    await relabel([ids[2] ?? 0], 'A');
    expect(await bench.call('library.undoRelabel', { dataSet: other })).toBeNull();
    const image = await bench.call('library.ids', {
      filter: { dataSet: other, search: THIRD },
      sort: { by: 'path', descending: false },
      offset: 0,
      limit: 1,
    });
    await expect(bench.call('library.relabel', { dataSet, images: image, class: 'A' })).rejects.toMatchObject({ kind: 'wrong-usage' });
    expect((await bench.call('library.image', { id: image[0] ?? 0 })).class).toBe('B');
  });
});
