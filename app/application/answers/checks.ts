/** Answers about what is wrong with a data set, and the moves that mend leakage. */
import type { SplitMove } from '../../contract/findings.ts';
import type { libraryProcedures } from '../../contract/procedures/library.ts';
import { applyMoves } from '../../library/duplicates/applyMoves.ts';
import { makeFingerprints } from '../../library/duplicates/makeFingerprints.ts';
import type { PlacedDataSet } from '../../store/dataSets.ts';
import type { UnseenImage } from '../../store/duplicates.ts';
import type { Answers, Call, Desk } from '../answer.ts';
import { placeWithId } from '../dataSets.ts';
import type { JobOutput } from '../threads/jobs.ts';

type Checks = 'library.check' | 'library.moves' | 'library.moveApart';

/** Images that a thread looks at in one go. */
const IMAGES_OF_A_JOB = 16;

export function checkAnswers(desk: Desk): Answers<Extract<keyof typeof libraryProcedures, Checks>> {
  const { library, threads, claims, changed } = desk;
  const { store } = library;
  const folder = library.folder.root;
  const findMoves = async (place: PlacedDataSet, call: Call) => {
    await lookAt(desk, place, call);
    return threads.runAlone('moves', { folder, dataSet: place.name }, call);
  };
  return {
    'library.check': ({ dataSet, contents }, call) => {
      const place = placeWithId(store, dataSet);
      return claims.during(place.name, 'checked', async () => {
        await lookAt(desk, place, call);
        return threads.runAlone('check', { folder, dataSet: place.name, contents }, call);
      });
    },
    'library.moves': ({ dataSet }, call) => {
      const place = placeWithId(store, dataSet);
      return claims.during(place.name, 'checked', async () => (await findMoves(place, call)).map(shownMove));
    },
    'library.moveApart': ({ dataSet }, call) => {
      const place = placeWithId(store, dataSet);
      return claims.during(place.name, 'checked', async () => {
        const moves = await findMoves(place, call);
        if (moves.length > 0) {
          applyMoves(store, placeWithId(store, dataSet), moves);
          changed(dataSet);
        }
        return moves.map(shownMove);
      });
    },
  };
}

/** Makes the fingerprints that are missing in other threads; they are kept here. */
async function lookAt({ library, threads }: Desk, place: PlacedDataSet, { signal, onProgress }: Call): Promise<void> {
  const elsewhere = async (images: readonly UnseenImage[]) => {
    const parts = Array.from({ length: Math.ceil(images.length / IMAGES_OF_A_JOB) }, (_, part) =>
      images.slice(part * IMAGES_OF_A_JOB, (part + 1) * IMAGES_OF_A_JOB),
    );
    const thumbnails = library.folder.thumbnails;
    const looks = await Promise.all(
      parts.map((part) => threads.run('fingerprints', { thumbnails, root: place.root, images: [...part] }, { signal })),
    );
    return looks.flat().map((look) => look ?? undefined);
  };
  await makeFingerprints(library, place, { onProgress, signal, elsewhere });
}

function shownMove({ image, to, because }: JobOutput<'moves'>[number]): SplitMove {
  return { path: image.path, class: image.class, from: image.split, to, because };
}
