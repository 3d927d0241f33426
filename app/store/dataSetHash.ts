/**
 * The hash that says that two data sets are the same, and when it is made.
 *
 * Made anew, it reads every row: half a second for 100 000 images. An import ends with it. A change by hand (a mask judged or drawn, a
 * label, a move) only takes the old hash away and says that a new one is due, so that it is stored in a few milliseconds. No old hash is
 * left for anybody to see: whoever asks for a data set gets its hash made, and kept where the database may be written to. So an
 * application makes it once the hand rests, a command before it ends, and a person judging a thousand masks waits for none.
 */
import { createHash, type Hash } from 'node:crypto';
import { z } from 'zod';
import { COUNTING_ORIGIN } from './masks.ts';
import { readAll, readEachRaw, readOne, write } from './rows.ts';
import type { Store } from './store.ts';

type Hashed = {
  readonly path: string;
  readonly sha256: string;
  readonly class: string | null;
  readonly split: string;
  readonly mask: { readonly sha256: string } | null;
};

type Line = readonly [path: string, sha256: string, name: string | null, split: string, mask: string | null];

/** Orders by code unit, so that it is the same on every machine and in every language. */
function byPath([a]: Line, [b]: Line): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * SHA-256 over (path, image, class, split, mask) of every image, sorted by path: it does not depend on where the data set lies, nor
 * on the system. Paths are taken in Unicode's composed form, because some systems hand them out decomposed.
 */
export function hashDataSet(images: readonly Hashed[]): string {
  const lines = images.map(({ path, sha256, class: name, split, mask }): Line => {
    return [path.normalize('NFC'), sha256, name, split, mask?.sha256 ?? null];
  });
  return hashOf(lines.sort(byPath)).digest('hex');
}

/** Many short pieces cost more than a few long ones. */
const LINES_AT_ONCE = 256;

function hashOf(lines: Iterable<Line>): Hash {
  const hash = createHash('sha256');
  let text: string[] = [];
  for (const line of lines) {
    text.push(`${JSON.stringify(line)}\n`);
    if (text.length < LINES_AT_ONCE) continue;
    hash.update(text.join(''));
    text = [];
  }
  return hash.update(text.join(''));
}

const lineSchema = z.tuple([z.string(), z.string(), z.string().nullable(), z.string(), z.string().nullable()]);

/**
 * The hash of a data set as it is in the database, and how many of its images have a mask. The database's order is that of the hash
 * but for rare letters; then the images are sorted here, else they pass one by one.
 */
export function storedHash(store: Store, dataSetId: number): { readonly hash: string; readonly masks: number } {
  let [masks, last, isInOrder] = [0, '', true];
  const lines = function* (): Generator<Line> {
    for (const [path, ...facts] of linesOf(store, dataSetId)) {
      const composed = path.normalize('NFC');
      if (composed < last) isInOrder = false;
      last = composed;
      if (facts[3] !== null) masks++;
      yield [composed, ...facts];
    }
  };
  const hash = hashOf(lines());
  if (isInOrder) return { hash: hash.digest('hex'), masks };
  masks = 0;
  return { hash: hashOf([...lines()].sort(byPath)).digest('hex'), masks };
}

function linesOf(store: Store, dataSetId: number): Generator<Line> {
  return readEachRaw(
    store,
    lineSchema,
    `SELECT images.path, images.sha256, class, split, masks.sha256
     FROM images LEFT JOIN masks ON masks.image_id = images.id AND masks.origin = ${COUNTING_ORIGIN}
     WHERE data_set_id = ? AND gone = 0 ORDER BY images.path`,
    [dataSetId],
  );
}

/** Says that a data set is another one now without an import. While an import goes on there is no hash, and that will make it. */
export function markChanged(store: Store, dataSetId: number): void {
  const sql = 'UPDATE data_sets SET hash_due = (hash_due OR hash IS NOT NULL), hash = NULL, changes = changes + 1 WHERE id = ?';
  write(store, sql, [dataSetId]);
}

export type DueHash = { readonly dataSetId: number; readonly changes: number; readonly hash: string };

const dueSchema = z.object({ id: z.int(), changes: z.int() });

/** Makes the hash of a data set where it is due, without keeping it; undefined where it is not. */
export function dueHash(store: Store, dataSetId: number): DueHash | undefined {
  // One transaction, so that nothing is changed between the two.
  const make = store.database.transaction((): DueHash | undefined => {
    const due = readOne(store, dueSchema, 'SELECT id, changes FROM data_sets WHERE id = ? AND hash_due = 1', [dataSetId]);
    return due && { dataSetId, changes: due.changes, hash: storedHash(store, dataSetId).hash };
  });
  return make();
}

/** Keeps a hash that was made, unless the data set has changed since. @returns whether it was kept */
export function keepHash(store: Store, { dataSetId, changes, hash }: DueHash): boolean {
  const sql = 'UPDATE data_sets SET hash = ?, hash_due = 0 WHERE id = ? AND hash_due = 1 AND changes = ?';
  return write(store, sql, [hash, dataSetId, changes]) > 0;
}

/** Makes and keeps all hashes that are due. */
export function settleHashes(store: Store): void {
  for (const { id } of readAll(store, dueSchema, 'SELECT id, changes FROM data_sets WHERE hash_due = 1')) {
    const due = dueHash(store, id);
    if (due !== undefined) keepHash(store, due);
  }
}

/** The hash of a data set as it is now; null while an import has not come to its end. @param row as it was read a moment ago */
export function hashNow(
  store: Store,
  row: { readonly id: number; readonly hash: string | null; readonly hash_due: number },
): string | null {
  if (row.hash_due === 0) return row.hash;
  const due = dueHash(store, row.id);
  if (due === undefined) return null;
  if (!store.database.readonly) keepHash(store, due);
  return due.hash;
}
