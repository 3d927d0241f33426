/** The worker thread of the engine process: executes one run after the other and keeps engine and decoded pixels between them. */
import { parentPort } from 'node:worker_threads';
import { asFailure, firstWords } from '../../app/contract/failure.ts';
import { openDevice } from '../../app/engine/devices.ts';
import type { Engine } from '../../app/engine/engine.ts';
import { classifyCells } from '../../app/slides/classification/networkClassifier.ts';
import type { FoundResult } from '../../app/store/cells.ts';
import { executeRun } from '../../app/training/executeRun.ts';
import { NetworkExplainer } from '../../app/training/explanation/networkExplainer.ts';
import { BatchWorkers } from '../../app/training/pipeline/batchWorkers.ts';
import { timeStep } from '../../app/training/timeStep.ts';
import {
  type ClassifyCommand,
  commandSchema,
  type DeviceCommand,
  type ExecuteCommand,
  type ExplainCommand,
  type Report,
} from './messages.ts';
import { type OpenPipeline, openPipeline } from './pipeline.ts';

if (parentPort === null) throw new Error('This file runs as a worker thread of the engine process.');
const parent = parentPort;

type Opened = OpenPipeline & { readonly engine: Engine /** What it was opened with, to compare. */; readonly options: string };

let opened: Opened | undefined;
let running: AbortController | undefined;
let explainer: NetworkExplainer | undefined;

parent.on('message', (message: unknown) => {
  const command = commandSchema.parse(message);
  if (command.type === 'stop') running?.abort();
  else if (command.type === 'execute') void reporting(() => execute(command));
  else if (command.type === 'explain') void reporting(() => explain(command));
  else if (command.type === 'classify') void reporting(() => classify(command));
  else void reporting(() => tryDevice(command));
});
report({ type: 'ready' });

function report(message: Report): void {
  parent.postMessage(message);
}

/** What a command throws is the last that is heard of it. */
async function reporting(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const failure = asFailure(error);
    const { kind, message, file } = failure;
    if (kind === 'internal') console.error(error);
    const details = failure.cause === undefined ? {} : { details: firstWords(failure.cause) };
    report({ type: 'failed', kind, sentence: message, ...(file === undefined ? {} : { file }), ...details });
  }
}

async function execute(command: ExecuteCommand): Promise<void> {
  running = new AbortController();
  try {
    const { folder, dataRoot, dataFolder, resume } = command;
    const outcome = await executeRun(
      { folder, dataRoot, dataFolder, resume, signal: running.signal },
      {
        onStarted: ({ engine, device, versions }) => report({ type: 'started', engine, device, versions: { ...versions } }),
        onProgress: (progress) => report({ type: 'progress', progress }),
        onEpoch: (metrics, isBest, found) => report({ type: 'epoch', metrics, isBest, found }),
      },
      await open(command),
    );
    report({ type: 'finished', outcome: { ...outcome, predictions: [...outcome.predictions] } });
  } finally {
    running = undefined;
  }
}

async function open({ device, threads, cacheBytes, diskCache, workers }: ExecuteCommand): Promise<Opened> {
  const options = JSON.stringify([device, threads, cacheBytes, diskCache, workers]);
  if (opened?.options === options) return opened;
  await opened?.close();
  opened = undefined;
  const engine = await openDevice(device, { threads });
  opened = { ...openPipeline({ cacheBytes, diskCache, workers }), engine, options };
  return opened;
}

async function explain({ device, threads, folder, image, class: asked }: ExplainCommand): Promise<void> {
  explainer ??= new NetworkExplainer(await openDevice(device, { threads }));
  report({ type: 'explained', explanation: await explainer.explain({ folder, image, class: asked }) });
}

async function classify({ device, threads, workers: count, ...request }: ClassifyCommand): Promise<void> {
  running = new AbortController();
  const workers = count === 0 ? undefined : new BatchWorkers(count);
  try {
    const engine = await openDevice(device, { threads });
    const tell = (found: readonly FoundResult[]) => report({ type: 'found', found: found.map(sent) });
    await classifyCells({ engine, workers }, request, tell, running.signal);
    report({ type: 'classified' });
  } finally {
    running = undefined;
    await workers?.close();
  }
}

function sent(result: FoundResult): Extract<Report, { type: 'found' }>['found'][number] {
  return result.kind === 'classified' ? { ...result, probabilities: [...result.probabilities] } : result;
}

async function tryDevice(command: DeviceCommand): Promise<void> {
  const engine = await openDevice(command.device, command);
  report({ type: 'opened', engine: engine.name, device: engine.device, versions: { ...engine.versions } });
  if (command.type === 'measure') report({ type: 'measured', secondsPerStep: await timeStep(engine, command) });
}
