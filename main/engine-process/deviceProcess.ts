/** Tries a device in a process of its own: a driver that crashes or hangs takes nothing else with it. */
import { stopped } from '../../app/training/stopping.ts';
import { type ChildEnd, forkedChild, type StartChild } from './child.ts';
import type { DeviceAnswer } from './deviceAnswer.ts';
import { type DeviceCommand, reportSchema } from './messages.ts';

export type DeviceTrial = {
  readonly command: DeviceCommand;
  /** After so long the process is killed. */
  readonly patienceMs: number;
  readonly signal: AbortSignal;
};

/** What a driver prints is kept up to so many characters. */
const KEPT_OUTPUT = 4000;

/**
 * @returns what became of it, whatever that is
 * @throws SmearlabError `stopped` at once when the signal is aborted
 */
export function tryDevice({ command, patienceMs, signal }: DeviceTrial, startChild: StartChild = forkedChild): Promise<DeviceAnswer> {
  if (signal.aborted) return Promise.reject(stopped());
  const child = startChild('ignore');
  let printed = '';
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      unlisten();
      child.kill();
      act();
    };
    const answer = (of: DeviceAnswer) => settle(() => resolve(of));
    const stop = () => settle(() => reject(stopped()));
    const timer = setTimeout(() => answer({ outcome: 'silent', afterSeconds: patienceMs / 1000 }), patienceMs);
    signal.addEventListener('abort', stop);
    const onMessage = (message: unknown) => {
      const report = reportSchema.safeParse(message).data;
      if (report?.type === 'opened' && command.type === 'open') answer({ outcome: 'opened', identity: report });
      else if (report?.type === 'measured') answer({ outcome: 'measured', secondsPerStep: report.secondsPerStep });
      else if (report?.type === 'failed')
        answer({ outcome: 'failed', sentence: report.sentence, printed: `${report.details ?? ''}\n${printed}` });
      else if (report === undefined) answer({ outcome: 'crashed', how: 'with a message that is none', printed });
    };
    const onPrinted = (data: Buffer) => {
      printed = (printed + data).slice(-KEPT_OUTPUT);
    };
    const unlisten = child.listen({ onMessage, onPrinted, onEnd: (end) => answer({ outcome: 'crashed', how: howItEnded(end), printed }) });
    child.send(command);
  });
}

function howItEnded(end: ChildEnd): string {
  if (end.kind === 'not-started') return `before it began: ${end.error.message}`;
  return end.signal === null ? `with exit status ${end.code}` : `by ${end.signal}`;
}
