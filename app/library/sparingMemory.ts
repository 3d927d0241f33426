/**
 * Keeps the memory of long work over many images flat, such as an import or a check. V8 has no reason to: garbage of short-lived objects
 * makes it enlarge its young generation to 100 MB, and what the decoder's objects leave behind outlives that and piles up beside it
 * (seen: 170 MB) until a full collection is due. So meanwhile the young generation stays as small as it is, and the work itself says
 * when to collect.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { SmearlabError } from '../contract/failure.ts';

/** `all`: also what was reserved for more is given back to the system. */
export type Collect = (what: 'garbage' | 'all') => void;

const GROWTH = '--semi-space-growth-factor';
/** V8's own. */
const USUAL_GROWTH = 2;

let working = 0;
let known: Collect | undefined;

/** Does `work` in little memory; what it gets collects garbage. */
export async function sparingMemory<T>(work: (collect: Collect) => Promise<T>): Promise<T> {
  known ??= collector();
  if (working++ === 0) setFlagsFromString(`${GROWTH}=1`);
  try {
    return await work(known);
  } finally {
    if (--working === 0) setFlagsFromString(`${GROWTH}=${USUAL_GROWTH}`);
  }
}

/** V8's own function, which Node hands out to contexts made after the flag was set. */
function collector(): Collect {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect !== 'function') throw new SmearlabError('internal', 'This Node.js has no garbage collection to ask for.');
  return (what) => collect({ type: 'major', flavor: what === 'all' ? 'last-resort' : 'regular' });
}
