/**
 * Classifies cells in a child process of its own, so that neither a training is disturbed nor the window by a native call. It is started for a slide
 * and ends with it: what it keeps in memory is of no use to anybody afterwards.
 */
import { receivedFailure } from '../../app/contract/failedMessage.ts';
import { SmearlabError } from '../../app/contract/failure.ts';
import type { Classifier } from '../../app/slides/classification/classifying.ts';
import { stopped, throwIfStopped } from '../../app/training/stopping.ts';
import { type EngineChild, forkedChild, howItEnded, type StartChild } from './child.ts';
import { type ClassifyCommand, reportSchema } from './messages.ts';

export type ClassifierOptions = {
  readonly threads: number;
  /** Threads that decode images. */
  readonly workers: number;
  /** What the batch under way may take after a stop. */
  readonly patienceMs?: number;
};

/** @param startChild how this program starts child processes */
export function classifierProcess(
  { threads, workers, patienceMs = 1200 }: ClassifierOptions,
  startChild: StartChild = forkedChild,
): Classifier {
  const children = new Set<EngineChild>();
  let isClosed = false;
  return {
    classify: async ({ folder, cells, testTimeAugmentation }, onFound, signal) => {
      throwIfStopped(signal);
      if (isClosed) throw stopped();
      const child = startChild('ignore');
      children.add(child);
      const asked: ClassifyCommand = { type: 'classify', folder, cells: [...cells], testTimeAugmentation, device: 'cpu', threads, workers };
      try {
        await classifyIn(child, asked, { onFound, signal, patienceMs });
      } finally {
        child.kill();
        children.delete(child);
      }
    },
    close: async () => {
      isClosed = true;
      const all = [...children];
      for (const child of all) child.kill();
      await Promise.all(all.map(({ ended }) => ended));
    },
  };
}

type Listening = { readonly onFound: Parameters<Classifier['classify']>[1]; readonly signal: AbortSignal; readonly patienceMs: number };

function classifyIn(child: EngineChild, command: ClassifyCommand, { onFound, signal, patienceMs }: Listening): Promise<void> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const settle = (act: () => void) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      unlisten();
      act();
    };
    const fail = (why: string, cause?: unknown) =>
      settle(() =>
        reject(new SmearlabError('engine', `The process that classifies ${why}. Go on with the slide: what was found is kept.`, { cause })),
      );
    const stop = () => {
      child.send({ type: 'stop' });
      timer = setTimeout(() => settle(() => reject(stopped())), patienceMs);
    };
    const onMessage = (message: unknown) => {
      const { data: report, error } = reportSchema.safeParse(message);
      if (report === undefined) return fail('said something that is no report', error);
      if (report.type === 'classified') return settle(resolve);
      if (report.type === 'failed') return settle(() => reject(receivedFailure(report)));
      if (report.type !== 'found') return;
      try {
        onFound(report.found);
      } catch (error) {
        // Such as a full disk: what cannot be kept need not be found.
        settle(() => reject(error));
      }
    };
    const onEnd = (end: Parameters<typeof howItEnded>[0]) => {
      if (signal.aborted) settle(() => reject(stopped()));
      else fail(`ended unexpectedly (${howItEnded(end)})`);
    };
    const unlisten = child.listen({ onMessage, onEnd });
    signal.addEventListener('abort', stop);
    child.send(command);
  });
}
