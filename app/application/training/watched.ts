/** Runs as they are watched: their curves, what each epoch found, and reconstructions from their folders. */
import { readFile } from 'node:fs/promises';
import { SmearlabError } from '../../contract/failure.ts';
import type { MediaRequest } from '../../contract/media.ts';
import type { PossibleInput, QueuedRun, WatchedRun } from '../../contract/training.ts';
import { listDataSets } from '../../store/dataSets.ts';
import { watchedCurve } from '../../store/findings.ts';
import type { RunRow } from '../../store/runs.ts';
import type { Store } from '../../store/store.ts';
import { listStudies } from '../../store/studies.ts';
import { classesOfRun, epochsDone, findRun, keptScore, trainedParts } from '../../store/trainedRuns.ts';
import { studyFolder } from '../../study/libraryStudy.ts';
import { type Beginner, isOfClasses, whyNot } from '../../study/orders/inputs.ts';
import { reconstructionFile } from '../../training/findings.ts';
import type { Desk } from '../answer.ts';
import { placeWithId } from '../dataSets.ts';

export function queuedRun(run: RunRow, done: ReadonlyMap<number, number>): QueuedRun {
  const { id, name, network, state, seed, recipe } = run;
  return { id, name, network, state, seed, epochs: recipe.training.epochs, epochsDone: done.get(id) ?? 0 };
}

/** @throws SmearlabError wrong-usage */
export function watchedRun(store: Store, id: number): WatchedRun {
  const run = runWithId(store, id);
  return {
    ...queuedRun(run, epochsDone(store, run.studyId)),
    ...{ classes: classesOfRun(store, id), dataSet: run.dataSetId, device: run.device, failure: run.failure },
    curve: watchedCurve(store, id),
  };
}

/** Finished runs that a network of this data set and image size may start from. @throws SmearlabError wrong-usage */
export function possibleInputs(store: Store, dataSet: number, wanted: Pick<Beginner, 'network' | 'imageSize'>): PossibleInput[] {
  const { classes } = placeWithId(store, dataSet);
  const names = new Map(listDataSets(store).map(({ id, name }) => [id, name]));
  const studies = new Map(listStudies(store).map(({ id, name }) => [id, name]));
  return trainedParts(store).flatMap((run): PossibleInput[] => {
    const part = run.network;
    if (part === 'ensemble' || (wanted.network !== 'ensemble' && wanted.network !== part)) return [];
    if (whyNot(store, run, part, { ...wanted, classes }) !== undefined) return [];
    const hasItsClasses = part === 'autoencoder' || isOfClasses(store, run, classes);
    const study = studies.get(run.studyId) ?? null;
    const facts = { run: run.id, name: run.name, part, study, finishedAt: run.finishedAt ?? '', score: keptScore(store, run) };
    return [{ ...facts, dataSet: names.get(run.dataSetId) ?? '', hasItsClasses }];
  });
}

/** @throws SmearlabError wrong-usage for a run that is not there, missing-file for a picture that is not */
export async function reconstruction(
  { library: { store, folder } }: Desk,
  { run: id, epoch, at }: Extract<MediaRequest, { kind: 'reconstruction' }>,
): Promise<Buffer> {
  const run = runWithId(store, id);
  const file = reconstructionFile(studyFolder(folder.root, run.studyId).runFolder(run.name), epoch, at);
  try {
    return await readFile(file);
  } catch (cause) {
    throw new SmearlabError('missing-file', `The run ${run.name} has no reconstruction ${at} of epoch ${epoch}.`, { file, cause });
  }
}

function runWithId(store: Store, id: number): RunRow {
  const run = findRun(store, id);
  if (run === undefined) throw new SmearlabError('wrong-usage', 'This run is not in the library any more.');
  return run;
}
