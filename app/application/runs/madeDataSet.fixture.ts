/** A data set of rows alone, without files: what runs are judged on needs no picture. */
import { createHash } from 'node:crypto';
import { importSettingsSchema } from '../../contract/library.ts';
import { WBC_CLASSES } from '../../contract/words.ts';
import { storedHash } from '../../store/dataSetHash.ts';
import { completeDataSet, placeDataSet } from '../../store/dataSets.ts';
import { saveImage } from '../../store/images.ts';
import type { Store } from '../../store/store.ts';

/** As uneven as blood: each class has about half of the one before. */
export function madeClass(index: number): string {
  const place = Math.min(WBC_CLASSES.length - 1, Math.floor(Math.log2(((index * 7919) % 31) + 1)));
  return WBC_CLASSES[place] ?? WBC_CLASSES[0];
}

/** @param validation how many images there are, all in val @returns the data set's id */
export function madeDataSet(store: Store, name: string, validation: number): number {
  const settings = importSettingsSchema.parse({ layout: 'splits' });
  return store.transaction(() => {
    const id = placeDataSet(store, name, `/images/${name}`, settings);
    for (let index = 0; index < validation; index++) {
      const sha256 = createHash('sha256').update(`${name} ${index}`).digest('hex');
      const path = `val/data/${madeClass(index)}/${String(index).padStart(6, '0')}.png`;
      const shape = { format: 'png', width: 64, height: 64, pages: 1, group: null } as const;
      saveImage(store, id, { path, sha256, bytes: 4096, modified: 1, ...shape, class: madeClass(index), split: 'val' });
    }
    const classes = [...WBC_CLASSES];
    completeDataSet(store, id, { hash: storedHash(store, id).hash, classes, warnings: [], refused: [] });
    return id;
  });
}
