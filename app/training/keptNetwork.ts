/** The network that a run's folder keeps: its run file, the checkpoint that its recipe says to use, and that the two belong together. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { asFailure, errorCode, SmearlabError } from '../contract/failure.ts';
import type { RunFile } from '../contract/runFile.ts';
import { describeNetwork } from '../networks/describeNetwork.ts';
import { BEST_CHECKPOINT, type Checkpoint, LAST_CHECKPOINT, type ReadCheckpoint, readCheckpoint, runIdentity } from './checkpoint.ts';
import { RUN_FILE, readRunFile } from './executeRun.ts';

/** @throws SmearlabError `missing-file` where the folder is none of a run, `bad-run-file` */
export function runOfFolder(folder: string): RunFile {
  const file = join(folder, RUN_FILE);
  try {
    return readRunFile(file);
  } catch (error) {
    const code = errorCode(asFailure(error).cause);
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error;
    const what = code === 'ENOTDIR' ? 'is no folder' : existsSync(folder) ? `holds no ${RUN_FILE}` : 'is not there';
    throw new SmearlabError(
      'missing-file',
      `${folder} ${what}. Give the folder of a run, such as smearlab-study/runs/wbc-100-ensemble; smearlab runs lists them.`,
      { file, cause: error },
    );
  }
}

/** The checkpoint that the recipe keeps; it may not be there. */
export function keptCheckpointFile(run: RunFile, folder: string): string {
  return join(folder, run.recipe.training.keep === 'best' ? BEST_CHECKPOINT : LAST_CHECKPOINT);
}

/** @throws SmearlabError `missing-file`, `damaged-checkpoint` */
export function readNetwork(run: RunFile, file: string): ReadCheckpoint {
  if (!existsSync(file))
    throw new SmearlabError('missing-file', `The run ${run.name} has no checkpoint ${file}. Train it first.`, { file });
  // A normalisation belongs to the network: whatever is fed is the pixels as they are.
  const read = readCheckpoint(file, (normalisations) =>
    describeNetwork(run.recipe.network, run.recipe.imageSize, run.classes.length, normalisations),
  );
  assertOfThisRun(read, run, file);
  return read;
}

/**
 * Else the class names would belong to other outputs, and the facts to another training. A run that starts from other runs is told by its
 * classes alone, so that its folder is enough.
 * @throws SmearlabError `damaged-checkpoint`
 */
export function assertOfThisRun({ classes, identity }: Checkpoint, run: RunFile, file: string): void {
  const hasClasses = JSON.stringify(classes) === JSON.stringify(run.classes);
  const isSame = hasClasses && (run.inputs.length > 0 || identity === runIdentity(run, []));
  if (isSame) return;
  throw new SmearlabError(
    'damaged-checkpoint',
    `The checkpoint ${file} is of another training than the ${RUN_FILE} beside it says (recipe, seed, classes or images). Put the right ${RUN_FILE} there, or train the run again.`,
    { file },
  );
}
