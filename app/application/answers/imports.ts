/** Answers that take folders in. */
import { join } from 'node:path';
import type { ImportSummary } from '../../contract/library.ts';
import type { libraryProcedures } from '../../contract/procedures/library.ts';
import { type AskedImport, chooseSettings } from '../../library/import/chooseSettings.ts';
import { importDataSet } from '../../library/import/importDataSet.ts';
import { listPlaced } from '../../store/dataSets.ts';
import type { Answers, Call, Desk } from '../answer.ts';
import { placeWithId } from '../dataSets.ts';
import { nowAndThen } from '../nowAndThen.ts';

/** The name of the sample's data set, and the folder it is made in. */
const SAMPLE = 'sample';

export const UNSAID = {
  layout: undefined,
  labels: undefined,
  split: undefined,
  groupBy: undefined,
  seed: undefined,
  moved: false,
} as const;

type Imports = 'library.import' | 'library.rescan' | 'library.sample';

export function importAnswers(desk: Desk): Answers<Extract<keyof typeof libraryProcedures, Imports>> {
  const { library, claims, threads } = desk;
  const { store } = library;
  return {
    'library.import': ({ root, name, layout, labels, split, groupBy, seed }, call) => {
      const said = { layout: layout ?? undefined, labels: labels ?? undefined, split: split ?? undefined };
      const asked = { root, name, ...said, groupBy: groupBy ?? undefined, seed: seed ?? undefined, moved: false };
      return claims.during(name, 'imported', () => bringIn(desk, asked, call));
    },
    'library.rescan': ({ dataSet }, call) => {
      const { name, root } = placeWithId(store, dataSet);
      return claims.during(name, 'imported', () => bringIn(desk, { name, root, ...UNSAID }, call));
    },
    'library.sample': (_, call) =>
      claims.during(SAMPLE, 'imported', async () => {
        const root = await threads.runAlone('sample', { folder: join(library.folder.root, SAMPLE), seed: 1 }, call);
        return bringIn(desk, { name: SAMPLE, root, ...UNSAID }, call);
      }),
  };
}

/** Imports, telling everybody what has come now and then, so that a grid fills while it goes on. */
export async function bringIn({ library, tell }: Desk, asked: AskedImport, { signal, onProgress }: Call): Promise<ImportSummary> {
  const { store, thumbnails } = library;
  const { name, root } = asked;
  const tellAll = () => {
    tell({ name: 'library', dataSet: null });
    const placed = listPlaced(store).find((dataSet) => dataSet.name === name);
    if (placed !== undefined) tell({ name: 'library', dataSet: placed.id });
  };
  let isTold = false;
  const toldNow = nowAndThen(tellAll);
  const settings = await chooseSettings(store, asked, signal);
  try {
    return await importDataSet(store, {
      ...{ name, root, settings, requiredSplits: [], thumbnails, signal },
      onProgress: (progress) => {
        onProgress(progress);
        // The data set is there from the first image on.
        if (!isTold) tellAll();
        isTold = true;
        toldNow();
      },
    });
  } finally {
    tellAll();
  }
}
