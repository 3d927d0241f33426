/** How a study goes on by another recipe after a run could not go on by its own. Pure. */
import { SmearlabError } from '../contract/failure.ts';
import type { NetworkName } from '../contract/words.ts';

/**
 * @param network of the run that failed
 * @param finished networks by whose recipes runs are finished, so that these recipes can not change any more
 */
export function withWayOn(failure: SmearlabError, network: NetworkName, finished: ReadonlySet<NetworkName>): SmearlabError {
  const { kind, message, file } = failure;
  if (kind !== 'diverged' && kind !== 'out-of-memory') return failure;
  const key = kind === 'diverged' ? network : `${network}.batchSize`;
  const not = kind === 'diverged' ? '' : ' (not --batch, which is for all networks)';
  const way = finished.has(network)
    ? `Other runs by the ${network} recipe are finished, so with another one it is another study: give that as --recipe FILE with another --out.`
    : `No run by the ${network} recipe is finished, so the study may go on with another one: change ${key} in --recipe FILE${not}, keep all else, and add --resume.`;
  return new SmearlabError(kind, `${message} ${way}`, { cause: failure, ...(file === undefined ? {} : { file }) });
}
