/**
 * Explains images in a child process of its own, so that neither a training is disturbed nor the window by a native call. It is started when it is
 * first asked, and ends when it is asked nothing for a while.
 */
import type { Explanation } from '../../app/contract/explanation.ts';
import { receivedFailure } from '../../app/contract/failedMessage.ts';
import { SmearlabError } from '../../app/contract/failure.ts';
import type { Explainer, ExplainRequest } from '../../app/training/explanation/explaining.ts';
import { stopped, throwIfStopped } from '../../app/training/stopping.ts';
import { type EngineChild, forkedChild, howItEnded, type StartChild } from './child.ts';
import { type Command, reportSchema } from './messages.ts';

export type ExplainerOptions = {
  readonly threads: number;
  /** How long the process waits for the next question. */
  readonly idleMs?: number;
  /** What an answer may take before the process is given up: the first of a large ensemble reads 160 MB. */
  readonly patienceMs?: number;
};

/** @param startChild how this program starts child processes */
export function explainerProcess(
  { threads, idleMs = 60_000, patienceMs = 120_000 }: ExplainerOptions,
  startChild: StartChild = forkedChild,
): Explainer {
  let child: EngineChild | undefined;
  let idle: NodeJS.Timeout | undefined;
  /** Until the answer before has come: the child takes one question at a time. */
  let before: Promise<unknown> = Promise.resolve();
  let isClosed = false;

  const ask = async (request: ExplainRequest, signal: AbortSignal): Promise<Explanation> => {
    throwIfStopped(signal);
    if (isClosed) throw stopped();
    clearTimeout(idle);
    if (child === undefined || child.isGone) child = startChild('ignore');
    const asked = child;
    try {
      return await answerOf(asked, { type: 'explain', ...request, device: 'cpu', threads }, patienceMs);
    } finally {
      idle = setTimeout(() => asked.kill(), idleMs);
      idle.unref();
    }
  };

  return {
    explain: (request, signal) => {
      const answer = before.then(() => ask(request, signal));
      before = answer.catch(() => undefined);
      return unlessStopped(answer, signal);
    },
    close: async () => {
      isClosed = true;
      clearTimeout(idle);
      child?.kill();
      await child?.ended;
    },
  };
}

/** A caller that goes away is told at once; the child answers into the void, and takes the next question then. */
async function unlessStopped<T>(answer: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const stop = () => reject(stopped());
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop);
  try {
    return await Promise.race([answer, promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

function answerOf(child: EngineChild, command: Command & { type: 'explain' }, patienceMs: number): Promise<Explanation> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      clearTimeout(timer);
      unlisten();
      act();
    };
    const giveUp = (why: string, cause?: unknown) => {
      settle(() => reject(new SmearlabError('engine', `The process that looks into networks ${why}. Ask again.`, { cause })));
      child.kill();
    };
    const timer = setTimeout(() => giveUp(`said nothing for ${patienceMs / 1000} seconds`), patienceMs);
    const onMessage = (message: unknown) => {
      const { data: report, error } = reportSchema.safeParse(message);
      if (report === undefined) giveUp('said something that is no report', error);
      else if (report.type === 'explained') settle(() => resolve(report.explanation));
      else if (report.type === 'failed') settle(() => reject(receivedFailure(report)));
    };
    const unlisten = child.listen({ onMessage, onEnd: (end) => giveUp(`ended unexpectedly (${howItEnded(end)})`) });
    child.send(command);
  });
}
