/** The worker thread of the engine process: executes one run after the other and keeps engine and decoded pixels between them. */
import { parentPort } from 'node:worker_threads';
import { asFailure } from '../../app/contract/failure.ts';
import type { Engine } from '../../app/engine/engine.ts';
import { openOnnxEngine } from '../../app/engine/onnx/engine.ts';
import { executeRun } from '../../app/training/executeRun.ts';
import { commandSchema, type ExecuteCommand, type Report } from './messages.ts';
import { type OpenPipeline, openPipeline } from './pipeline.ts';

if (parentPort === null) throw new Error('This file runs as a worker thread of the engine process.');
const parent = parentPort;

type Opened = OpenPipeline & { readonly engine: Engine /** What it was opened with, to compare. */; readonly options: string };

let opened: Opened | undefined;
let running: AbortController | undefined;

parent.on('message', (message: unknown) => {
  const command = commandSchema.parse(message);
  if (command.type === 'stop') running?.abort();
  else void execute(command);
});
report({ type: 'ready' });

function report(message: Report): void {
  parent.postMessage(message);
}

async function execute(command: ExecuteCommand): Promise<void> {
  running = new AbortController();
  try {
    const { folder, dataRoot, resume } = command;
    const outcome = await executeRun(
      { folder, dataRoot, resume, signal: running.signal },
      {
        onStarted: ({ engine, device, versions }) => report({ type: 'started', engine, device, versions: { ...versions } }),
        onProgress: (progress) => report({ type: 'progress', progress }),
        onEpoch: (metrics, isBest) => report({ type: 'epoch', metrics, isBest }),
      },
      await open(command),
    );
    report({ type: 'finished', outcome: { ...outcome, predictions: [...outcome.predictions] } });
  } catch (error) {
    const { kind, message, file } = asFailure(error);
    if (kind === 'internal') console.error(error);
    report({ type: 'failed', kind, sentence: message, ...(file === undefined ? {} : { file }) });
  } finally {
    running = undefined;
  }
}

async function open({ threads, cacheBytes, diskCache, workers }: ExecuteCommand): Promise<Opened> {
  const options = JSON.stringify([threads, cacheBytes, diskCache, workers]);
  if (opened?.options === options) return opened;
  await opened?.close();
  opened = undefined;
  opened = { ...openPipeline({ cacheBytes, diskCache, workers }), engine: await openOnnxEngine({ threads }), options };
  return opened;
}
