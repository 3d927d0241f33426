/** Proposed masks as the database knows them: at most one for an image, which waits for a person, or was accepted or rejected. */
import { z } from 'zod';
import { type ProposalState, proposalStateSchema } from '../contract/library.ts';
import { settleMask } from './masks.ts';
import { readAll, readOne, write } from './rows.ts';
import type { Store } from './store.ts';

const unmaskedSchema = z.object({
  id: z.int(),
  path: z.string(),
  sha256: z.string(),
  bytes: z.int(),
  width: z.int(),
  height: z.int(),
});
export type UnmaskedImage = z.output<typeof unmaskedSchema>;

/**
 * The images of a data set that are there and have no mask of any kind, nor a proposal that was rejected; in order of path.
 * @param again also those whose proposal was rejected
 */
export function imagesToPropose(store: Store, dataSetId: number, again = false): UnmaskedImage[] {
  const untouched = again ? '' : 'AND NOT EXISTS (SELECT 1 FROM masks WHERE image_id = images.id)';
  return readAll(
    store,
    unmaskedSchema,
    `SELECT id, path, sha256, bytes, width, height FROM images
     WHERE data_set_id = ? AND gone = 0 AND mask IS NULL ${untouched} ORDER BY path`,
    [dataSetId],
  );
}

const stateSchema = z.object({ state: proposalStateSchema });

/** What became of the image's proposal; undefined where none was made. */
export function proposalState(store: Store, imageId: number): ProposalState | undefined {
  return readOne(store, stateSchema, `SELECT state FROM masks WHERE image_id = ? AND origin = 'proposed'`, [imageId])?.state;
}

/** @returns whether the image has a proposal */
export function setProposalState(store: Store, imageId: number, state: ProposalState): boolean {
  return store.transaction(() => {
    const changed = write(store, `UPDATE masks SET state = ? WHERE image_id = ? AND origin = 'proposed'`, [state, imageId]);
    settleMask(store, imageId);
    return changed > 0;
  });
}

/** Ids of the data set's images whose proposal waits for a person, in order of path. */
export function waitingProposals(store: Store, dataSetId: number): number[] {
  return readAll(
    store,
    z.object({ id: z.int() }),
    `SELECT id FROM images JOIN masks ON image_id = images.id AND origin = 'proposed' AND state = 'proposed'
     WHERE data_set_id = ? AND gone = 0 ORDER BY images.path`,
    [dataSetId],
  ).map(({ id }) => id);
}
