/** An executor whose failures say which run it was, how far it came and what to try, wherever it runs. */
import { join } from 'node:path';
import { asFailure, type SmearlabError } from '../contract/failure.ts';
import { RUN_FILE, readRunFile } from './executeRun.ts';
import type { RunExecutor } from './execution.ts';
import { isExplained, runFailure } from './runFailure.ts';

export function explainFailures(executor: RunExecutor): RunExecutor {
  return {
    close: () => executor.close(),
    async execute(request, listener) {
      let finishedEpochs = 0;
      const onEpoch: typeof listener.onEpoch = (metrics, isBest, found) => {
        finishedEpochs = metrics.epoch;
        listener.onEpoch(metrics, isBest, found);
      };
      try {
        return await executor.execute(request, { ...listener, onEpoch });
      } catch (error) {
        throw explained(asFailure(error), request.folder, finishedEpochs);
      }
    },
  };
}

function explained(failure: SmearlabError, folder: string, finishedEpochs: number): SmearlabError {
  if (!isExplained(failure)) return failure;
  const { name, recipe } = readRunFile(join(folder, RUN_FILE));
  return runFailure(failure, { name, recipe, finishedEpochs });
}
