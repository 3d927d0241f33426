/** The parent's side of the engine's child process: starts it when first needed, executes runs in it, notices its end. */
import { join } from 'node:path';
import type { Device, DeviceChoice } from '../../app/contract/device.ts';
import { receivedFailure } from '../../app/contract/failedMessage.ts';
import { type FailureKind, SmearlabError } from '../../app/contract/failure.ts';
import { RUN_FILE, readRunFile } from '../../app/training/executeRun.ts';
import type { ExecutionListener, ExecutionRequest, RunExecutor } from '../../app/training/execution.ts';
import { explainFailures } from '../../app/training/explainFailures.ts';
import { stopped } from '../../app/training/stopping.ts';
import type { TrainingOutcome } from '../../app/training/training.ts';
import { type ChildEnd, type EngineChild, forkedChild, type StartChild } from './child.ts';
import { DeviceChooser } from './devices.ts';
import { type Command, type PipelineOptions, type Report, reportSchema } from './messages.ts';
import { unexpectedEnd } from './unexpectedEnd.ts';

/** A batch that is under way may end by itself in this time; after it the process is killed (finished epochs are on the disk). */
const PATIENCE_MS = 1200;

/** After these nothing of the process is worth keeping: its device is gone, or its memory in pieces. */
const ENDS_THE_PROCESS: ReadonlySet<FailureKind> = new Set(['out-of-memory', 'device-lost']);

/** Characters of stderr that are kept in case they were the last: V8 says why it aborts before some twenty lines of its stack. */
const LAST_WORDS = 8192;

type Engine = { readonly child: EngineChild; readonly lastWords: () => string };

/** What computes, with how many threads, and what it may spend on having images ready. */
export type EngineProcessOptions = PipelineOptions & { readonly threads: number; readonly device: DeviceChoice };

/**
 * With `auto` each run is executed on the device that is fastest at its network; which and why is told as a notice.
 * @param startChild how this program starts child processes
 */
export function engineProcess({ device: choice, ...options }: EngineProcessOptions, startChild: StartChild = forkedChild): RunExecutor {
  const chooser = new DeviceChooser(options.threads, startChild);
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
    if (engine === undefined || engine.child.isGone) engine = start(startChild);
    return engine;
  };
  return explainFailures({
    execute: async (request, listener) => {
      const device = choice === 'auto' ? await chosen(request, listener) : choice;
      return executeIn(running(), { ...options, device }, request, listener);
    },
    close: async () => {
      engine?.child.kill();
      await engine?.child.ended;
    },
  });
}

function start(startChild: StartChild): Engine {
  const child = startChild('inherit');
  let lastWords = '';
  child.listen({
    onMessage: () => undefined,
    onEnd: () => undefined,
    onPrinted: (data) => {
      process.stderr.write(data);
      lastWords = (lastWords + data).slice(-LAST_WORDS);
    },
  });
  return { child, lastWords: () => lastWords };
}

function executeIn(
  { child, lastWords }: Engine,
  options: Omit<EngineProcessOptions, 'device'> & { readonly device: Device },
  request: ExecutionRequest,
  listener: ExecutionListener,
): Promise<TrainingOutcome> {
  const { folder, dataRoot, dataFolder, resume, signal } = request;
  return new Promise((resolve, reject) => {
    let killTimer: NodeJS.Timeout | undefined;
    const settle = (act: () => void) => {
      clearTimeout(killTimer);
      signal.removeEventListener('abort', stop);
      unlisten();
      act();
    };
    const stop = () => {
      send(child, { type: 'stop' });
      killTimer = setTimeout(() => child.kill(), PATIENCE_MS);
    };
    const onMessage = (message: unknown) => {
      const parsed = reportSchema.safeParse(message);
      if (!parsed.success) return settle(() => reject(notUnderstood(folder, parsed.error)));
      const report = parsed.data;
      if (report.type === 'finished') settle(() => resolve(report.outcome));
      else if (report.type === 'failed') {
        if (ENDS_THE_PROCESS.has(report.kind)) child.kill();
        settle(() => reject(receivedFailure(report)));
      } else tell(listener, report);
    };
    const onEnd = (how: ChildEnd) => settle(() => reject(signal.aborted ? stopped() : ended(folder, how, lastWords())));
    const unlisten = child.listen({ onMessage, onEnd });
    if (signal.aborted) settle(() => reject(stopped()));
    else {
      signal.addEventListener('abort', stop);
      send(child, { type: 'execute', folder, dataRoot, dataFolder, resume, ...options });
    }
  });
}

function send(child: EngineChild, command: Command): void {
  child.send(command);
}

function ended(folder: string, end: ChildEnd, lastWords: string): SmearlabError {
  if (end.kind === 'ended') return unexpectedEnd(folder, { ...end, lastWords });
  const { error } = end;
  return new SmearlabError('engine', `The engine process could not be started: ${error.message}`, { cause: error });
}

function tell(listener: ExecutionListener, report: Exclude<Report, { type: 'finished' | 'failed' }>): void {
  if (report.type === 'started') listener.onStarted(report);
  else if (report.type === 'progress') listener.onProgress(report.progress);
  else if (report.type === 'epoch') listener.onEpoch(report.metrics, report.isBest, report.found);
}

function notUnderstood(folder: string, cause: unknown): SmearlabError {
  return new SmearlabError(
    'engine',
    `The engine process said something that is no report while it worked on ${folder}. Install Smearlab anew.`,
    { cause },
  );
}
