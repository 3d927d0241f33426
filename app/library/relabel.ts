/** Gives images another class by hand, in the database alone, and takes that back. */
import type { LabelChange } from '../contract/dataSets.ts';
import { SmearlabError } from '../contract/failure.ts';
import { markChanged } from '../store/dataSetHash.ts';
import { setClasses } from '../store/dataSets.ts';
import { countImages, haveDoubles, imagesAmong } from '../store/imageSummaries.ts';
import { imagesLastRelabelled, relabelImages, undoRelabelling } from '../store/labels.ts';
import type { Store } from '../store/store.ts';
import { byName } from './dataSet.ts';
import { key } from './layout/places.ts';
import { withWarningsAfter } from './placeWarnings.ts';

/**
 * From now on, and at every later import, the images have this class, whatever their folder or list says. A name that differs from a
 * known class only in case is that class.
 * @param name null: no class
 * @returns how many images had another one
 * @throws SmearlabError wrong-usage for images that are not in the data set, or a name that is none; then nothing is changed
 */
export function relabel(store: Store, dataSetId: number, imageIds: readonly number[], name: string | null): LabelChange {
  return store.transaction(() => {
    const ids = [...new Set(imageIds)];
    if (imagesAmong(store, dataSetId, ids) < ids.length) {
      throw new SmearlabError('wrong-usage', 'Some of these images are not in the data set any more. Select them anew.');
    }
    const spelt = name === null ? null : spelling(store, dataSetId, name);
    return changing(store, dataSetId, ids, () => ({ images: relabelImages(store, dataSetId, ids, spelt), class: spelt }));
  });
}

/** Takes the last change of labels that stands back, whole. @returns what was taken back; undefined where nothing stands */
export function undoRelabel(store: Store, dataSetId: number): LabelChange | undefined {
  return store.transaction(() =>
    changing(store, dataSetId, imagesLastRelabelled(store, dataSetId), () => undoRelabelling(store, dataSetId)),
  );
}

/** Brings all that follows from labels along: warnings, the list of classes, the hash. */
function changing<T extends LabelChange | undefined>(store: Store, dataSetId: number, ids: readonly number[], change: () => T): T {
  const result = withWarningsAfter(store, dataSetId, haveDoubles(store, dataSetId, ids), change);
  if (result === undefined || result.images === 0) return result;
  setClasses(store, dataSetId, classesOf(store, dataSetId));
  markChanged(store, dataSetId);
  return result;
}

function classesOf(store: Store, dataSetId: number): string[] {
  return [...new Set(countImages(store, dataSetId).flatMap((count) => (count.class === null ? [] : [count.class])))].sort(byName);
}

/** Letters, marks and what else is printed: no control characters, no line breaks. */
const PRINTED = /^[^\p{C}\p{Zl}\p{Zp}]+$/u;

function spelling(store: Store, dataSetId: number, given: string): string {
  const name = given.normalize('NFC').trim();
  if (!PRINTED.test(name)) {
    throw new SmearlabError('wrong-usage', 'The name of a class has at least one letter, and no line breaks or control characters.');
  }
  return classesOf(store, dataSetId).find((known) => key(known) === key(name)) ?? name;
}
