/** What the check of duplicates must do to a library before and after it reads: fingerprints that are missing, and moves. */
import type { OnProgress } from '../../contract/progress.ts';
import { type DataSetRow, listDataSets, listPlaced } from '../../store/dataSets.ts';
import { imagesWithoutFingerprint } from '../../store/duplicates.ts';
import type { Store } from '../../store/store.ts';
import { changingLibrary, dataSetCalled, readingLibrary } from '../library.ts';
import { applyMoves } from './applyMoves.ts';
import { findDuplicates } from './findDuplicates.ts';
import { FINGERPRINT_MAKING } from './fingerprint.ts';
import { makeFingerprints } from './makeFingerprints.ts';
import type { ListedMove } from './moveList.ts';
import { proposeMoves } from './proposeMoves.ts';

/** `dataSet` undefined: all of them. */
type Asked = { readonly dataSet?: string | undefined; readonly signal: AbortSignal };

function asked(store: Store, name: string | undefined): DataSetRow[] {
  return name === undefined ? listDataSets(store) : [dataSetCalled(store, name)];
}

/**
 * Makes the fingerprints that are missing; where none is, the library is only read.
 * @returns how many were made
 * @throws SmearlabError in-use, stopped, and what opening a library throws
 */
export async function lookAtImages(root: string, { dataSet, signal }: Asked, onProgress: OnProgress): Promise<number> {
  const isSeen = await readingLibrary(root, (store) =>
    asked(store, dataSet).every(({ id }) => imagesWithoutFingerprint(store, id, FINGERPRINT_MAKING).length === 0),
  );
  if (isSeen) return 0;
  return changingLibrary(root, async (library) => {
    let made = 0;
    for (const row of asked(library.store, dataSet)) made += await makeFingerprints(library, row, { onProgress, signal });
    return made;
  });
}

/**
 * The moves after which nothing lies in two splits.
 * @throws SmearlabError stopped, and what opening a library throws
 */
export function proposedMoves(root: string, options: Asked): Promise<ListedMove[]> {
  return readingLibrary(root, (store) => movesOf(store, options));
}

async function movesOf(store: Store, { dataSet, signal }: Asked): Promise<ListedMove[]> {
  const moves: ListedMove[] = [];
  for (const row of asked(store, dataSet)) {
    for (const move of proposeMoves(await findDuplicates(store, row, signal))) moves.push({ ...move, dataSet: row.name });
  }
  return moves;
}

/**
 * Carries the moves out, as they are proposed when nobody else can change the library any more.
 * @param keep is given them before anything is changed
 * @throws SmearlabError in-use, wrong-usage while an import has not ended, stopped, and what `keep` throws
 */
export function moveApart(root: string, options: Asked, keep: (moves: readonly ListedMove[]) => Promise<void>): Promise<ListedMove[]> {
  return changingLibrary(root, async ({ store }) => {
    const moves = await movesOf(store, options);
    await keep(moves);
    store.transaction(() => {
      for (const row of listPlaced(store)) {
        const own = moves.filter(({ dataSet }) => dataSet === row.name);
        if (own.length > 0) applyMoves(store, row, own);
      }
    });
    return moves;
  });
}
