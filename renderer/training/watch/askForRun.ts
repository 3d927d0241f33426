/** A run that is watched, as it is when the answer comes. */
import type { EpochReport, WatchedRun } from '../../../app/contract/training.ts';
import type { Client } from '../../connection/client.ts';
import { withEpoch } from './following.ts';

/**
 * With the epochs that ended while it was asked for: a slow answer may have been read before them, and would take them away again.
 * @throws CallFailure; when `signal` aborts, its reason
 */
export async function askForRun(client: Pick<Client, 'call' | 'onEvent'>, run: number, signal: AbortSignal): Promise<WatchedRun> {
  const heard: EpochReport[] = [];
  const end = client.onEvent((event) => {
    if (event.name === 'epoch' && event.run === run) heard.push(event.epoch);
  });
  try {
    return heard.reduce(withEpoch, await client.call('training.run', { run }, signal));
  } finally {
    end();
  }
}
