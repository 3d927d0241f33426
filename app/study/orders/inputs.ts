/** Finished runs of the library that an ensemble may start from. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SmearlabError } from '../../contract/failure.ts';
import type { RunOrder } from '../../contract/training.ts';
import type { ImportedDataSet } from '../../library/dataSet.ts';
import type { LibraryData } from '../../library/library.ts';
import type { RunRow } from '../../store/runs.ts';
import type { Store } from '../../store/store.ts';
import { classesOfRun, findRun } from '../../store/trainedRuns.ts';
import { BEST_CHECKPOINT, LAST_CHECKPOINT } from '../../training/checkpoint.ts';
import { studyFolder } from '../libraryStudy.ts';
import type { EarlierRun } from './planRuns.ts';

const PARTS = ['autoencoder', 'cam16', 'wbc'] as const;

/**
 * The three parts of an ordered ensemble, which are finished, of its image size and, the WBC ResNet, of its classes.
 * @throws SmearlabError wrong-usage naming what does not fit, missing-file where a checkpoint is gone
 */
export function earlierRuns(
  { store, folder }: LibraryData,
  { recipe, inputs }: RunOrder,
  { classes, name }: ImportedDataSet,
): EarlierRun[] {
  if (recipe.network.name !== 'ensemble') {
    if (inputs.length === 0) return [];
    throw wrong(`The ${recipe.network.name} network starts from no other runs: only an ensemble does.`);
  }
  return PARTS.map((part) => {
    const given = inputs.filter((input) => input.part === part);
    if (given.length !== 1)
      throw wrong(`An ensemble starts from one run of each of its three parts; of ${part} there are ${given.length}.`);
    const run = findRun(store, given[0]?.run ?? 0);
    if (run === undefined) throw wrong(`The run that was chosen as ${part} is not in the library any more.`);
    const why = whyNot(store, run, part, recipe.imageSize, classes);
    if (why !== undefined) throw wrong(`The run ${run.name} cannot be the ${part} of an ensemble on ${name}: ${why}.`);
    const file = join(studyFolder(folder.root, run.studyId).runFolder(run.name), keptCheckpoint(run));
    if (!existsSync(file)) {
      throw new SmearlabError('missing-file', `The checkpoint ${file} of the run ${run.name} is gone. Choose another run.`, { file });
    }
    const checkpoint = `../../../${run.studyId}/runs/${run.name}/${keptCheckpoint(run)}`;
    return { id: run.id, part, name: `${part}: ${run.name}`, checkpoint };
  });
}

/** Why a run cannot be this part of an ensemble; undefined where it can. */
export function whyNot(
  store: Store,
  run: RunRow,
  part: EarlierRun['part'],
  imageSize: number,
  classes: readonly string[],
): string | undefined {
  if (run.network !== part) return `it is of the ${run.network} network`;
  if (run.state !== 'finished') return 'it is not finished';
  if (run.recipe.imageSize !== imageSize) return `it is of ${run.recipe.imageSize} px, and the ensemble of ${imageSize} px`;
  const own = classesOfRun(store, run.id);
  if (part === 'wbc' && own.join('\n') !== classes.join('\n')) return `it tells apart ${own.join(', ')}, not ${classes.join(', ')}`;
  return undefined;
}

function keptCheckpoint({ recipe }: RunRow): string {
  return recipe.training.keep === 'best' ? BEST_CHECKPOINT : LAST_CHECKPOINT;
}

function wrong(sentence: string): SmearlabError {
  return new SmearlabError('wrong-usage', sentence);
}
