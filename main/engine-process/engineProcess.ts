/** The parent's side of the engine's child process: starts it when first needed, executes runs in it, notices its end. */
import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Device, DeviceChoice } from '../../app/contract/device.ts';
import { type FailureKind, SmearlabError } from '../../app/contract/failure.ts';
import { RUN_FILE, readRunFile } from '../../app/training/executeRun.ts';
import type { ExecutionListener, ExecutionRequest, RunExecutor } from '../../app/training/execution.ts';
import { explainFailures } from '../../app/training/explainFailures.ts';
import { stopped } from '../../app/training/stopping.ts';
import type { TrainingOutcome } from '../../app/training/training.ts';
import { DeviceChooser } from './devices.ts';
import { type Command, type PipelineOptions, type Report, reportSchema } from './messages.ts';
import { unexpectedEnd } from './unexpectedEnd.ts';

/** A batch that is under way may end by itself in this time; after it the process is killed (finished epochs are on the disk). */
const PATIENCE_MS = 1200;

/** After these nothing of the process is worth keeping: its device is gone, or its memory in pieces. */
const ENDS_THE_PROCESS: ReadonlySet<FailureKind> = new Set(['out-of-memory', 'device-lost']);

/** Characters of stderr that are kept in case they were the last: V8 says why it aborts before some twenty lines of its stack. */
const LAST_WORDS = 8192;

type Engine = { readonly child: ChildProcess; readonly lastWords: () => string };

/** What computes, with how many threads, and what it may spend on having images ready. */
export type EngineProcessOptions = PipelineOptions & { readonly threads: number; readonly device: DeviceChoice };

/** With `auto` each run is executed on the device that is fastest at its network; which and why is told as a notice. */
export function engineProcess({ device: choice, ...options }: EngineProcessOptions): RunExecutor {
  const chooser = new DeviceChooser(options.threads);
  const told = new Set<string>();
  const chosen = async ({ folder, signal }: ExecutionRequest, listener: ExecutionListener): Promise<Device> => {
    const { recipe, classes } = readRunFile(join(folder, RUN_FILE));
    const { device, sentence } = await chooser.choose({ recipe, classes: classes.length }, signal);
    // Of a study's runs many are alike: what is decided for them is said once.
    if (!told.has(sentence)) listener.onNotice(sentence);
    told.add(sentence);
    return device;
  };
  let engine: Engine | undefined;
  const running = () => {
    if (engine === undefined || hasEnded(engine.child) || !engine.child.connected) engine = start();
    return engine;
  };
  return explainFailures({
    execute: async (request, listener) => {
      const device = choice === 'auto' ? await chosen(request, listener) : choice;
      return executeIn(running(), { ...options, device }, request, listener);
    },
    close: async () => {
      if (engine !== undefined) await end(engine.child);
    },
  });
}

function start(): Engine {
  const child = fork(new URL('./entry.ts', import.meta.url), { stdio: ['ignore', 'inherit', 'pipe', 'ipc'] });
  let lastWords = '';
  child.stderr?.on('data', (data: Buffer) => {
    process.stderr.write(data);
    lastWords = (lastWords + data).slice(-LAST_WORDS);
  });
  return { child, lastWords: () => lastWords };
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

function executeIn(
  { child, lastWords }: Engine,
  options: Omit<EngineProcessOptions, 'device'> & { readonly device: Device },
  request: ExecutionRequest,
  listener: ExecutionListener,
): Promise<TrainingOutcome> {
  const { folder, dataRoot, resume, signal } = request;
  return new Promise((resolve, reject) => {
    let killTimer: NodeJS.Timeout | undefined;
    const settle = (act: () => void) => {
      clearTimeout(killTimer);
      signal.removeEventListener('abort', stop);
      child.off('message', onMessage);
      child.off('close', onClose);
      child.off('error', onError);
      act();
    };
    const stop = () => {
      send(child, { type: 'stop' });
      killTimer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
    };
    const onMessage = (message: unknown) => {
      const parsed = reportSchema.safeParse(message);
      if (!parsed.success) return settle(() => reject(notUnderstood(folder, parsed.error)));
      const report = parsed.data;
      if (report.type === 'finished') settle(() => resolve(report.outcome));
      else if (report.type === 'failed') {
        if (ENDS_THE_PROCESS.has(report.kind) && child.connected) child.disconnect();
        settle(() => reject(failureOf(report)));
      } else tell(listener, report);
    };
    // Only after its end is its last word read as well.
    const onClose = (code: number | null, by: NodeJS.Signals | null) =>
      settle(() => reject(signal.aborted ? stopped() : unexpectedEnd(folder, { code, signal: by, lastWords: lastWords() })));
    const onError = (error: Error) =>
      settle(() => reject(new SmearlabError('engine', `The engine process could not be started: ${error.message}`, { cause: error })));
    child.on('message', onMessage);
    child.on('close', onClose);
    child.on('error', onError);
    if (signal.aborted) settle(() => reject(stopped()));
    else {
      signal.addEventListener('abort', stop);
      send(child, { type: 'execute', folder, dataRoot, resume, ...options });
    }
  });
}

function send(child: ChildProcess, command: Command): void {
  // A child that is just ending takes no message; its exit event says the rest.
  if (child.connected) child.send(command, () => undefined);
}

function tell(listener: ExecutionListener, report: Exclude<Report, { type: 'finished' | 'failed' }>): void {
  if (report.type === 'started') listener.onStarted(report);
  else if (report.type === 'progress') listener.onProgress(report.progress);
  else if (report.type === 'epoch') listener.onEpoch(report.metrics, report.isBest);
}

/** Lets the process end by closing its channel, and kills it when it does not. */
async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  if (child.connected) child.disconnect();
  await exited;
  clearTimeout(timer);
}

function failureOf({ kind, sentence, file }: Extract<Report, { type: 'failed' }>): SmearlabError {
  return new SmearlabError(kind, sentence, file === undefined ? {} : { file });
}

function notUnderstood(folder: string, cause: unknown): SmearlabError {
  return new SmearlabError(
    'engine',
    `The engine process said something that is no report while it worked on ${folder}. Install Smearlab anew.`,
    { cause },
  );
}
