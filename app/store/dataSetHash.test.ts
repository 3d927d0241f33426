import { beforeEach, describe, expect, it } from 'vitest';
import { importSettingsSchema } from '../contract/library.ts';
import { randomFor } from '../random/random.ts';
import { dueHash, hashDataSet, keepHash, markChanged, settleHashes, storedHash } from './dataSetHash.ts';
import { completeDataSet, findDataSet, findPlaced, openDataSet, placeDataSet } from './dataSets.ts';
import { eachImage, markGone, placeImage, saveImage } from './images.ts';
import { relabelImages, undoRelabelling } from './labels.ts';
import { saveMask } from './masks.ts';
import { saveProposal, setProposalState } from './proposals.ts';
import { openStore, type Store } from './store.ts';

const SETTINGS = importSettingsSchema.parse({ layout: 'splits' });
const facts = { bytes: 1, modified: 1, format: 'png', width: 4, height: 3, pages: 1, group: null };
const sha = (of: number) => of.toString(16).padStart(64, '0');
const mask = (of: number, foreground: number | null) => ({
  ...{ path: `m${of}`, sha256: sha(of), bytes: 1, modified: null, width: 4, height: 3, levels: [0, 255], foreground },
});

let store: Store;
let dataSet = 0;
let ids: number[] = [];
beforeEach(() => {
  store = openStore(':memory:');
  dataSet = placeDataSet(store, 'cells', '/c', SETTINGS);
  ids = Array.from({ length: 20 }, (_, of) =>
    saveImage(store, dataSet, { ...facts, path: `${of}.png`, sha256: sha(of), class: of % 2 ? 'A' : 'B', split: 'train' }),
  );
  completeDataSet(store, dataSet, { hash: storedHash(store, dataSet).hash, classes: ['A', 'B'], warnings: [], refused: [] });
});

const first = () => ids[0] ?? 0;
const change = (of: number) => {
  saveMask(store, first(), 'drawn', mask(of, 0.5));
  markChanged(store, dataSet);
};

describe('a hash that is due', () => {
  it('is made for who asks, once, and then is what reading everything gives', () => {
    const before = findDataSet(store, 'cells')?.hash;
    change(1);
    const now = findDataSet(store, 'cells')?.hash;
    expect(now).not.toBe(before);
    expect(now).toBe(hashDataSet([...eachImage(store, dataSet)]));
    expect(dueHash(store, dataSet)).toBeUndefined();
    expect(findPlaced(store, dataSet)?.hashMade).toBe(now);
  });

  it.each([
    ['a change', () => change(2)],
    [
      'a change, a look and another change',
      () => {
        findDataSet(store, 'cells');
        change(2);
      },
    ],
    [
      'an import and a change',
      () => {
        openDataSet(store, dataSet);
        completeDataSet(store, dataSet, { hash: sha(7), classes: [], warnings: [], refused: [] });
        change(2);
      },
    ],
  ])('that was made elsewhere is not kept when there was meanwhile %s', (_, happens) => {
    change(1);
    const made = dueHash(store, dataSet);
    happens();
    expect(made !== undefined && keepHash(store, made)).toBe(false);
    expect(findDataSet(store, 'cells')?.hash).toBe(storedHash(store, dataSet).hash);
  });

  it('is not due while an import goes on, whose end makes it', () => {
    change(1);
    openDataSet(store, dataSet);
    expect(findPlaced(store, dataSet)).toMatchObject({ isImported: false, hashMade: null });
    change(2);
    expect([findDataSet(store, 'cells')?.hash, dueHash(store, dataSet)]).toEqual([null, undefined]);
    settleHashes(store);
    expect(findDataSet(store, 'cells')?.hash).toBeNull();
  });

  it('falls away when the data set is said to lie elsewhere, because all of it is read again', () => {
    change(1);
    placeDataSet(store, 'cells', '/elsewhere', SETTINGS);
    expect(findPlaced(store, dataSet)).toMatchObject({ isImported: false, hashMade: null });
    expect(findDataSet(store, 'cells')?.hash).toBeNull();
  });
});

it('the counts of images are those of counting them, whatever is done in whatever order', () => {
  const random = randomFor(1, 'counts');
  const any = <T>(values: readonly T[]): T => values[random.integer(0, values.length - 1)] as T;
  const classes = ['A', 'B', 'C', null];
  const splits = ['train', 'val', 'test'] as const;
  const steps: readonly ((id: number, of: number) => void)[] = [
    (id) => placeImage(store, id, { class: any(classes), split: any(splits), group: null }),
    (_, of) =>
      void saveImage(store, dataSet, { ...facts, path: `${of % 30}.png`, sha256: sha(of), class: any(classes), split: any(splits) }),
    (id, of) => saveMask(store, id, any(['drawn', 'lab'] as const), any([mask(of, 0.1), mask(of, null), null])),
    (id, of) => {
      const row = store.database.prepare('SELECT sha256 FROM images WHERE id = ?').pluck().get(id);
      saveProposal(store, { id, sha256: String(row) }, mask(of, 0.7));
    },
    (id) => void setProposalState(store, id, any(['accepted', 'rejected', 'proposed'] as const)),
    (id) => markGone(store, [id]),
    (id) => void relabelImages(store, dataSet, [id, any(ids)], any(classes)),
    () => void undoRelabelling(store, dataSet),
  ];
  const counted = store.database.prepare(
    'SELECT class, split, mask, images, measured, area FROM image_counts WHERE images > 0 ORDER BY 1, 2, 3',
  );
  const plainly = store.database.prepare(`
    SELECT class, split, mask, count(*) AS images, count(mask_area) AS measured, coalesce(sum(mask_area), 0) AS area
    FROM images WHERE gone = 0 GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`);
  for (let of = 0; of < 600; of++) {
    any(steps)(any(ids), of);
    if (of % 20 === 0) expect(counted.all()).toEqual(plainly.all());
  }
  expect(counted.all()).toEqual(plainly.all());
});
