/** Executes a run file in this process: reads it, opens the engine, trains. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SmearlabError } from '../contract/failure.ts';
import { type RunFile, runFileSchema } from '../contract/runFile.ts';
import type { Engine } from '../engine/engine.ts';
import type { ExecutionListener, ExecutionRequest } from './execution.ts';
import type { Pipeline } from './pipeline/batchSource.ts';
import { train } from './train.ts';
import type { TrainingOutcome } from './training.ts';

export const RUN_FILE = 'run.json';

/** @throws SmearlabError `missing-file` or `bad-run-file`, naming the file and what is wrong in it */
export function readRunFile(file: string): RunFile {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new SmearlabError(
      'bad-run-file',
      `${file} cannot be read as a run file: ${error instanceof Error ? error.message : String(error)}.`,
      {
        file,
        cause: error,
      },
    );
  }
  const parsed = runFileSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new SmearlabError(
    'bad-run-file',
    `${file} is no run file: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}. Plan the run again.`,
    { file },
  );
}

/** @throws SmearlabError, see `train` */
export async function executeRun(
  request: ExecutionRequest,
  listener: Omit<ExecutionListener, 'onNotice'>,
  using: Pipeline & { readonly engine: Engine },
): Promise<TrainingOutcome> {
  const run = readRunFile(join(request.folder, RUN_FILE));
  const { engine, cache, disk, workers } = using;
  listener.onStarted({ engine: engine.name, device: engine.device, versions: { ...engine.versions, node: process.versions.node } });
  const { folder, dataRoot, dataFolder, resume, signal } = request;
  return train({ run, folder, dataRoot, dataFolder, resume, signal, engine, cache, disk, workers }, listener);
}
