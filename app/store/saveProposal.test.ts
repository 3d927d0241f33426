import { beforeEach, describe, expect, it } from 'vitest';
import { importSettingsSchema } from '../contract/library.ts';
import { placeDataSet } from './dataSets.ts';
import { findImage, markGone, saveImage } from './images.ts';
import { findMask, saveMask } from './masks.ts';
import { saveProposal, setProposalState } from './proposals.ts';
import { openStore, type Store } from './store.ts';

const SHA = 'a'.repeat(64);
const mask = (path: string) => ({
  ...{ path, sha256: 'b'.repeat(64), bytes: 1, modified: null, width: 4, height: 3, levels: [0, 255], foreground: 0.25 },
});

let store: Store;
let id = 0;
const facts = { path: 'a.png', sha256: SHA, bytes: 1, modified: 1, format: 'png', width: 4, height: 3, pages: 1 };
const place = { class: null, split: 'train', group: null } as const;
let dataSet = 0;
beforeEach(() => {
  store = openStore(':memory:');
  dataSet = placeDataSet(store, 'cells', '/c', importSettingsSchema.parse({ layout: 'unlabelled' }));
  id = saveImage(store, dataSet, { ...facts, ...place });
});

describe('a proposal that was made while other things went on', () => {
  const save = () => saveProposal(store, { id, sha256: SHA }, mask('new'));
  it('is kept, also in place of one that was rejected', () => {
    expect(save()).toBe(true);
    setProposalState(store, id, 'rejected');
    expect(save()).toBe(true);
    expect(findImage(store, id)?.standing).toBe('proposed');
  });

  it.each([
    ['the image was replaced by another one', () => saveImage(store, dataSet, { ...facts, ...place, sha256: 'c'.repeat(64) })],
    ['the image is gone', () => markGone(store, [id])],
    [
      'a person accepted the one before',
      () => {
        saveMask(store, id, 'proposed', mask('old'));
        setProposalState(store, id, 'accepted');
      },
    ],
  ])('is dropped when %s', (_, happens) => {
    happens();
    const before = findMask(store, id, 'proposed');
    expect(save()).toBe(false);
    expect(findMask(store, id, 'proposed')).toEqual(before);
  });

  it('stands behind a mask that a person drew meanwhile', () => {
    saveMask(store, id, 'drawn', mask('drawn'));
    expect(save()).toBe(true);
    expect(findImage(store, id)).toMatchObject({ standing: 'drawn', mask: { path: 'drawn' } });
  });
});
