import { afterEach, beforeEach, expect, it } from 'vitest';
import { listPlaced } from '../../store/dataSets.ts';
import { markGone } from '../../store/images.ts';
import { type ImportBench, importBench, picture } from '../import/importBench.fixture.ts';
import { applyMoves } from './applyMoves.ts';
import { findDuplicates } from './findDuplicates.ts';
import { type Move, proposeMoves } from './proposeMoves.ts';

let bench: ImportBench;
beforeEach(async () => {
  bench = await importBench();
  await bench.putGoodFolder();
  const twin = await picture();
  await bench.put('train/data/A/twin.png', twin);
  await bench.put('val/data/A/twin.png', twin);
  await bench.scan();
});
afterEach(() => bench.clear());

const placed = () => {
  const [dataSet] = listPlaced(bench.store);
  if (dataSet === undefined) throw new Error('The data set is not there.');
  return dataSet;
};
const found = async (): Promise<Move[]> => proposeMoves(await findDuplicates(bench.store, placed(), new AbortController().signal));
const splitOf = (id: number) => bench.store.database.prepare('SELECT split FROM images WHERE id = ?').pluck().get(id);

it.each<[string, (id: number) => void]>([
  ['was moved already', (id) => void bench.store.database.prepare(`UPDATE images SET split = 'test' WHERE id = ?`).run(id)],
  ['is gone', (id) => markGone(bench.store, [id])],
  [
    'was replaced by another one',
    (id) => void bench.store.database.prepare(`UPDATE images SET sha256 = ? WHERE id = ?`).run('e'.repeat(64), id),
  ],
])('moves are carried out whole or not at all: not when an image %s since they were found', async (_, happens) => {
  const moves = await found();
  const [first] = moves;
  expect(moves).toHaveLength(1);
  happens(first?.image.id ?? 0);
  const before = splitOf(first?.image.id ?? 0);
  expect(() => applyMoves(bench.store, placed(), moves)).toThrow(expect.objectContaining({ kind: 'changed-file' }));
  expect(splitOf(first?.image.id ?? 0)).toBe(before);
  expect(placed().hashMade).not.toBeNull();
});

it('moves that still fit are carried out, and the hash falls due', async () => {
  const moves = await found();
  applyMoves(bench.store, placed(), moves);
  expect(splitOf(moves[0]?.image.id ?? 0)).toBe('val');
  expect(placed()).toMatchObject({ isImported: true, hashMade: null });
  expect(await found()).toEqual([]);
});
