/** Finished runs of the library that others may start from. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SmearlabError } from '../../contract/failure.ts';
import type { RunOrder } from '../../contract/training.ts';
import type { NetworkName } from '../../contract/words.ts';
import type { ImportedDataSet } from '../../library/dataSet.ts';
import type { LibraryData } from '../../library/library.ts';
import type { RunRow } from '../../store/runs.ts';
import type { Store } from '../../store/store.ts';
import { classesOfRun, findRun } from '../../store/trainedRuns.ts';
import { BEST_CHECKPOINT, LAST_CHECKPOINT } from '../../training/checkpoint.ts';
import { studyFolder } from '../libraryStudy.ts';
import type { EarlierRun } from './planRuns.ts';

const PARTS = ['autoencoder', 'cam16', 'wbc'] as const;

/** What is to start from a run. */
export type Beginner = {
  readonly network: NetworkName;
  readonly imageSize: number;
  /** Of its data set. */
  readonly classes: readonly string[];
};

/**
 * The three parts of an ordered ensemble, which are finished, of its image size and, the WBC ResNet, of its classes; of another network the
 * run of its own kind that it goes on with, if any.
 * @throws SmearlabError wrong-usage naming what does not fit, missing-file where a checkpoint is gone
 */
export function earlierRuns(
  { store, folder }: LibraryData,
  { recipe, inputs }: RunOrder,
  { classes, name }: ImportedDataSet,
): EarlierRun[] {
  const { network, imageSize } = { network: recipe.network.name, imageSize: recipe.imageSize };
  const wanted = network === 'ensemble' ? PARTS : inputs.length === 0 ? [] : [network];
  if (network !== 'ensemble' && inputs.some(({ part }) => part !== network)) {
    throw wrong(`The ${network} network starts from a run of its own kind alone: only an ensemble starts from others.`);
  }
  return wanted.map((part) => {
    const given = inputs.filter((input) => input.part === part);
    if (given.length !== 1)
      throw wrong(
        network === 'ensemble'
          ? `An ensemble starts from one run of each of its three parts; of ${part} there are ${given.length}.`
          : `The ${network} network starts from one run, and ${given.length} were chosen.`,
      );
    const run = findRun(store, given[0]?.run ?? 0);
    if (run === undefined) throw wrong(`The run that was chosen as ${part} is not in the library any more.`);
    const why = whyNot(store, run, part, { network, imageSize, classes });
    const purpose = network === 'ensemble' ? `be the ${part} of an ensemble` : `be started from by the ${part} network`;
    if (why !== undefined) throw wrong(`The run ${run.name} cannot ${purpose} on ${name}: ${why}.`);
    const file = join(studyFolder(folder.root, run.studyId).runFolder(run.name), keptCheckpoint(run));
    if (!existsSync(file)) {
      throw new SmearlabError('missing-file', `The checkpoint ${file} of the run ${run.name} is gone. Choose another run.`, { file });
    }
    const checkpoint = `../../../${run.studyId}/runs/${run.name}/${keptCheckpoint(run)}`;
    return { id: run.id, part, name: `${part}: ${run.name}`, checkpoint };
  });
}

/** Why a run cannot be this part of an ensemble, or what a network of its own kind goes on with; undefined where it can. */
export function whyNot(store: Store, run: RunRow, part: EarlierRun['part'], { network, imageSize, classes }: Beginner): string | undefined {
  if (run.network !== part) return `it is of the ${run.network} network`;
  if (run.state !== 'finished') return 'it is not finished';
  const ofSize = network === 'ensemble' || SIZED.has(network);
  if (ofSize && run.recipe.imageSize !== imageSize) return `it is of ${run.recipe.imageSize} px, and the ${network} of ${imageSize} px`;
  if (network !== 'ensemble' || part !== 'wbc' || isOfClasses(store, run, classes)) return undefined;
  return `it tells apart ${classesOfRun(store, run.id).join(', ')}, not ${classes.join(', ')}`;
}

/** Networks with a layer whose size hangs on that of the image. */
const SIZED: ReadonlySet<NetworkName> = new Set(['cam16']);

/** Whether its outputs mean these classes. */
export function isOfClasses(store: Store, run: RunRow, classes: readonly string[]): boolean {
  return classesOfRun(store, run.id).join('\n') === classes.join('\n');
}

function keptCheckpoint({ recipe }: RunRow): string {
  return recipe.training.keep === 'best' ? BEST_CHECKPOINT : LAST_CHECKPOINT;
}

function wrong(sentence: string): SmearlabError {
  return new SmearlabError('wrong-usage', sentence);
}
