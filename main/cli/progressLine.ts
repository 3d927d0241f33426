/** Progress as one line: rewritten in place on a terminal, a fresh line every ten seconds in a log. */
import type { Progress } from '../../app/contract/progress.ts';

const BAR_WIDTH = 20;
const LOG_INTERVAL_MS = 10_000;
const SCREEN_INTERVAL_MS = 100;

/** Hours, minutes and seconds as "1 h 02 min", "3 min 20 s" or "12 s". */
export function durationText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const minutes = Math.floor(whole / 60);
  const two = (value: number) => String(value).padStart(2, '0');
  if (minutes >= 60) return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`;
  return minutes > 0 ? `${minutes} min ${two(whole % 60)} s` : `${whole} s`;
}

/** The line for `progress`, cut to `columns`. */
export function progressText(progress: Progress, columns: number): string {
  const { task, stage, done, total, unit, perSecond, secondsLeft } = progress;
  const share = total > 0 ? Math.min(1, done / total) : 0;
  const filled = Math.round(share * BAR_WIDTH);
  const parts = [
    `${'█'.repeat(filled)}${'░'.repeat(BAR_WIDTH - filled)} ${String(Math.floor(share * 100)).padStart(3)} %`,
    stage === '' ? task : `${task}: ${stage}`,
    `${done}/${total} ${unit}`,
  ];
  if (perSecond !== null) parts.push(`${perSecond.toFixed(perSecond < 10 ? 1 : 0)}/s`);
  if (secondsLeft !== null) parts.push(`${durationText(secondsLeft)} left`);
  return parts.join('  ').slice(0, Math.max(0, columns));
}

export type ProgressLine = {
  readonly show: (progress: Progress) => void;
  /** A line that stays, above the progress. */
  readonly say: (line: string) => void;
  readonly clear: () => void;
};

/** What of stderr the line needs; a stream that is no terminal has neither. */
export type LineOutput = { readonly isTTY?: boolean; readonly columns?: number; write(text: string): boolean };

/** @param output where the progress goes, stderr usually, so that stdout holds the results alone */
export function progressLine(output: LineOutput): ProgressLine {
  let shownAt = Number.NEGATIVE_INFINITY;
  let task = '';
  let dirty = false;
  const clear = () => {
    if (dirty) output.write('\r\u001b[2K');
    dirty = false;
  };
  return {
    clear,
    say: (line) => {
      clear();
      output.write(`${line}\n`);
    },
    show: (progress) => {
      const now = performance.now();
      const interval = output.isTTY ? SCREEN_INTERVAL_MS : LOG_INTERVAL_MS;
      if (now - shownAt < interval && (!output.isTTY || progress.task === task)) return;
      shownAt = now;
      task = progress.task;
      if (!output.isTTY) {
        output.write(`${progressText(progress, 200)}\n`);
        return;
      }
      clear();
      output.write(progressText(progress, (output.columns ?? 80) - 1));
      dirty = true;
    },
  };
}
