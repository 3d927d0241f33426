/** Carries proposed moves out: in the database alone, never in the lab's folders. */
import { SmearlabError } from '../../contract/failure.ts';
import { markChanged } from '../../store/dataSetHash.ts';
import { type PlacedDataSet, setWarnings, warningsOf } from '../../store/dataSets.ts';
import { moveImages } from '../../store/duplicates.ts';
import { countImages, doubleImages } from '../../store/images.ts';
import type { Store } from '../../store/store.ts';
import { contradictions, leakage, lonelyClasses } from '../import/findings.ts';
import { lotKey } from '../layout/drawSplits.ts';
import type { Move } from './proposeMoves.ts';

/**
 * All of them or none. The data set has another hash afterwards, so subsets drawn before are known to be of another one.
 * @throws SmearlabError wrong-usage while an import has not ended
 */
export function applyMoves(
  store: Store,
  { id, name, isImported }: Pick<PlacedDataSet, 'id' | 'name' | 'isImported'>,
  moves: readonly Move[],
): void {
  if (!isImported) {
    throw new SmearlabError('wrong-usage', `The import of ${name} has not come to its end. Import it again before images are moved.`);
  }
  store.transaction(() => {
    const before = new Set(saidOfSplits(store, id));
    moveImages(
      store,
      id,
      moves.map(({ image, to }) => ({ id: image.id, path: image.path, lot: lotKey(image), to })),
    );
    setWarnings(store, id, [...warningsOf(store, id).filter((sentence) => !before.has(sentence)), ...saidOfSplits(store, id)]);
    markChanged(store, id);
  });
}

/** Those of the import's sentences that depend on which image is in which split. */
function saidOfSplits(store: Store, id: number): string[] {
  const doubles = [...Map.groupBy(doubleImages(store, id), ({ sha256 }) => sha256).values()];
  return [...lonelyClasses(countImages(store, id)), ...leakage(doubles), ...contradictions(doubles)];
}
