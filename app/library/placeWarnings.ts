/** Those of an import's sentences that depend on which class and split an image has: said anew when a person changes those by hand. */
import { setWarnings, warningsOf } from '../store/dataSets.ts';
import { countImages, doubleImages } from '../store/imageSummaries.ts';
import type { Store } from '../store/store.ts';
import { contradictions, leakage, lonelyClasses } from './import/findings.ts';

/**
 * Does `change` and brings the data set's warnings up to date. Call within a transaction.
 * @param doubles whether the change touches images that are there more than once: looking for those reads all images
 */
export function withWarningsAfter<T>(store: Store, dataSetId: number, doubles: boolean, change: () => T): T {
  const before = new Set(said(store, dataSetId, doubles));
  const result = change();
  const kept = warningsOf(store, dataSetId).filter((sentence) => !before.has(sentence));
  setWarnings(store, dataSetId, [...kept, ...said(store, dataSetId, doubles)]);
  return result;
}

function said(store: Store, dataSetId: number, withDoubles: boolean): string[] {
  const doubles = withDoubles ? [...Map.groupBy(doubleImages(store, dataSetId), ({ sha256 }) => sha256).values()] : [];
  return [...lonelyClasses(countImages(store, dataSetId)), ...leakage(doubles), ...contradictions(doubles)];
}
