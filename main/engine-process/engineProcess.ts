/** The parent's side of the engine's child process: starts it when first needed, executes runs in it, notices its end. */
import { type ChildProcess, fork } from 'node:child_process';
import { SmearlabError } from '../../app/contract/failure.ts';
import type { ExecutionListener, ExecutionRequest, RunExecutor } from '../../app/training/execution.ts';
import { stopped } from '../../app/training/stopping.ts';
import type { TrainingOutcome } from '../../app/training/training.ts';
import { type Command, type PipelineOptions, type Report, reportSchema } from './messages.ts';

/** A batch that is under way may end by itself in this time; after it the process is killed (finished epochs are on the disk). */
const PATIENCE_MS = 1200;

export type EngineProcessOptions = PipelineOptions & { readonly threads: number };

/** @param options threads the engine may use, and what it may spend on having images ready */
export function engineProcess(options: EngineProcessOptions): RunExecutor {
  let child: ChildProcess | undefined;
  const running = () => {
    if (child === undefined || child.exitCode !== null || child.signalCode !== null || !child.connected) child = startChild();
    return child;
  };
  return {
    execute: (request, listener) => executeIn(running(), options, request, listener),
    close: async () => {
      if (child !== undefined) await end(child);
    },
  };
}

function startChild(): ChildProcess {
  return fork(new URL('./entry.ts', import.meta.url), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
}

function executeIn(
  child: ChildProcess,
  options: EngineProcessOptions,
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
      child.off('exit', onExit);
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
      else if (report.type === 'failed') settle(() => reject(failureOf(report)));
      else tell(listener, report);
    };
    const onExit = (code: number | null, by: string | null) => settle(() => reject(signal.aborted ? stopped() : crashed(folder, code, by)));
    const onError = (error: Error) =>
      settle(() => reject(new SmearlabError('engine', `The engine process could not be started: ${error.message}`, { cause: error })));
    child.on('message', onMessage);
    child.on('exit', onExit);
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
  if (child.exitCode !== null || child.signalCode !== null) return;
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

function crashed(folder: string, code: number | null, signal: string | null): SmearlabError {
  const how = signal === null ? `with exit status ${code}` : `by ${signal}`;
  return new SmearlabError(
    'engine',
    `The engine process ended unexpectedly (${how}) while it worked on ${folder}. Go on with --resume; if it ends again, try a smaller batch size or image size, it may have run out of memory.`,
    { file: folder },
  );
}
