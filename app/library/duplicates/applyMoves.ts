/** Carries proposed moves out: in the database alone, never in the lab's folders. */
import { SmearlabError } from '../../contract/failure.ts';
import { markChanged } from '../../store/dataSetHash.ts';
import type { PlacedDataSet } from '../../store/dataSets.ts';
import { moveImages } from '../../store/duplicates.ts';
import { findImage } from '../../store/images.ts';
import type { Store } from '../../store/store.ts';
import { lotKey } from '../layout/drawSplits.ts';
import { withWarningsAfter } from '../placeWarnings.ts';
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
    for (const { image } of moves) assertAsSeen(store, image);
    const places = moves.map(({ image, to }) => ({ id: image.id, path: image.path, lot: lotKey(image), to }));
    withWarningsAfter(store, id, true, () => moveImages(store, id, places));
    markChanged(store, id);
  });
}

/** The moves may have been found beside other changes. */
function assertAsSeen(store: Store, { id, path, split, sha256 }: Move['image']): void {
  const now = findImage(store, id);
  if (now !== undefined && !now.gone && now.split === split && now.sha256 === sha256) return;
  throw new SmearlabError('changed-file', `The image ${path} is no longer as it was when the moves were found. Look for them again.`, {
    file: path,
  });
}
