/** Long work of the application that the page is measured beside: over images of its own, because those of the large library have no files. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importSummarySchema } from '../../../app/contract/library.ts';
import { workSchema } from '../../../app/contract/work.ts';
import { makeImages } from '../library/madeImages.ts';
import type { Face } from './children.ts';

/** So many that a run of proposals outlasts the clicks. */
const IMAGES = 6000;
const SIDE = 360;
/** After the name of the large library, so that the page opens that one. */
const NAME = 'worked on';

export type WithWork = {
  /** Measures while masks are proposed. @throws Error where the proposals ended before */
  whileProposing<T>(measure: () => Promise<T>): Promise<T>;
  /** Measures while every file is read and compared with all others, again and again. */
  whileChecking<T>(measure: () => Promise<T>): Promise<T>;
};

/** Imports images for the work, and forgets them afterwards. */
export async function besideWork<T>(face: Face, measure: (work: WithWork) => Promise<T>): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), 'smearlab-bench-work-'));
  try {
    await makeImages(root, IMAGES, SIDE, 3, IMAGES / 20);
    const { dataSet } = importSummarySchema.parse(await face.call('library.import', { root, name: NAME }));
    try {
      return await measure({
        whileProposing: (during) => {
          const work = face.call('masks.propose', { dataSet });
          return beside(face, 'masks.propose', () => work, during);
        },
        whileChecking: (during) =>
          beside(face, 'library.check', () => face.call('library.check', { dataSet, contents: true }), during, true),
      });
    } finally {
      await face.call('library.forget', { dataSet });
    }
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** @param repeats begins the work anew where it ends before what is measured */
async function beside<T>(
  face: Face,
  procedure: string,
  begin: () => Promise<unknown>,
  during: () => Promise<T>,
  repeats = false,
): Promise<T> {
  let isMeasuring = true;
  const work = (async () => {
    do await begin();
    while (repeats && isMeasuring);
    if (isMeasuring) throw new Error(`${procedure} ended before the clicks did.`);
  })();
  // Its failure is told below.
  work.catch(() => undefined);
  const figures = await during();
  isMeasuring = false;
  const going = workSchema
    .array()
    .parse(await face.call('work.list', {}))
    .filter(({ state }) => state.kind === 'running');
  for (const { id } of going) await face.call('work.stop', { id });
  await work.catch((error: unknown) => {
    // Stopped by us.
    if (going.length === 0) throw error;
  });
  return figures;
}
