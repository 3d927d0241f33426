/** Tries a device in a process of its own: a driver that crashes or hangs takes nothing else with it. */
import { fork } from 'node:child_process';
import { stopped } from '../../app/training/stopping.ts';
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
export function tryDevice({ command, patienceMs, signal }: DeviceTrial): Promise<DeviceAnswer> {
  if (signal.aborted) return Promise.reject(stopped());
  const child = fork(new URL('./entry.ts', import.meta.url), { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let printed = '';
  child.stderr?.on('data', (data: Buffer) => {
    printed = (printed + data).slice(-KEPT_OUTPUT);
  });
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      child.removeAllListeners();
      // An error that is emitted after the end would end this process.
      child.on('error', () => undefined);
      child.kill('SIGKILL');
      act();
    };
    const answer = (of: DeviceAnswer) => settle(() => resolve(of));
    const stop = () => settle(() => reject(stopped()));
    const timer = setTimeout(() => answer({ outcome: 'silent', afterSeconds: patienceMs / 1000 }), patienceMs);
    signal.addEventListener('abort', stop);
    child.on('message', (message: unknown) => {
      const report = reportSchema.safeParse(message).data;
      if (report?.type === 'opened' && command.type === 'open') answer({ outcome: 'opened', identity: report });
      else if (report?.type === 'measured') answer({ outcome: 'measured', secondsPerStep: report.secondsPerStep });
      else if (report?.type === 'failed')
        answer({ outcome: 'failed', sentence: report.sentence, printed: `${report.details ?? ''}\n${printed}` });
      else if (report === undefined) answer({ outcome: 'crashed', how: 'with a message that is none', printed });
    });
    child.on('error', (error) => answer({ outcome: 'crashed', how: `before it began: ${error.message}`, printed }));
    child.on('exit', (code, by) => answer({ outcome: 'crashed', how: by === null ? `with exit status ${code}` : `by ${by}`, printed }));
    child.send(command, () => undefined);
  });
}
