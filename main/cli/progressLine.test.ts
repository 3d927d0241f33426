import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Progress } from '../../app/contract/progress.ts';
import { durationText, progressLine, progressText } from './progressLine.ts';

const PROGRESS: Progress = {
  ...{ task: 'wbc-10-masks (run 4 of 8)', stage: 'epoch 3 of 12, training', done: 30, total: 120 },
  ...{ unit: 'images', perSecond: 12.34, secondsLeft: 3725 },
};

it.each([
  [0, '0 s'],
  [-5, '0 s'],
  [0.4, '0 s'],
  [59.4, '59 s'],
  [59.6, '1 min 00 s'],
  [61, '1 min 01 s'],
  [3599.4, '59 min 59 s'],
  [3599.6, '1 h 00 min'],
  [3725, '1 h 02 min'],
  [360_000, '100 h 00 min'],
])('%d seconds read "%s"', (seconds, text) => {
  expect(durationText(seconds)).toBe(text);
});

describe('the progress line', () => {
  it('says share, task, stage, count, speed and time left', () => {
    expect(progressText(PROGRESS, 200)).toBe(
      '█████░░░░░░░░░░░░░░░  25 %  wbc-10-masks (run 4 of 8): epoch 3 of 12, training  30/120 images  12/s  1 h 02 min left',
    );
  });

  it('leaves out what is not known', () => {
    const text = progressText({ ...PROGRESS, stage: '', perSecond: null, secondsLeft: null }, 200);
    expect(text).toBe('█████░░░░░░░░░░░░░░░  25 %  wbc-10-masks (run 4 of 8)  30/120 images');
  });

  it.each([
    [0, 0, '  0 %', 0],
    [5, 0, '  0 %', 0],
    [0, 10, '  0 %', 0],
    [999, 1000, ' 99 %', 20],
    [10, 10, '100 %', 20],
    [11, 10, '100 %', 20],
  ])('of %d out of %d shows %s, in a bar that keeps its width', (done, total, percent, filled) => {
    const text = progressText({ ...PROGRESS, done, total }, 200);
    expect(text.slice(0, 20)).toBe('█'.repeat(filled).padEnd(20, '░'));
    expect(text.slice(21, 26)).toBe(percent);
    expect(text).toContain(`${done}/${total} images`);
  });

  it.each([
    [0.04, '0.0/s'],
    [9.94, '9.9/s'],
    [10, '10/s'],
    [1234.5, '1235/s'],
  ])('writes %d a second as %s', (perSecond, text) => {
    expect(progressText({ ...PROGRESS, perSecond }, 200)).toContain(`  ${text}  `);
  });

  it.each([-1, 0, 1, 40, 79])('is never wider than a screen of %d columns', (columns) => {
    expect(progressText(PROGRESS, columns)).toHaveLength(Math.max(0, columns));
  });
});

describe('progress as it is written', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  function outputTo(isTTY: boolean, columns = 60) {
    const written: string[] = [];
    const write = (text: string) => written.push(text) > 0;
    return { written, line: progressLine({ isTTY, columns, write }) };
  }

  it('to a terminal rewrites one line, at most ten times a second, and gives way to what stays', () => {
    const { written, line } = outputTo(true);
    line.show(PROGRESS);
    line.show({ ...PROGRESS, done: 31 });
    vi.advanceTimersByTime(101);
    line.show({ ...PROGRESS, done: 32 });
    line.say('finished');
    line.clear();
    const short = (done: number) => progressText({ ...PROGRESS, done }, 59);
    expect(written).toEqual([short(30), '\r\u001b[2K', short(32), '\r\u001b[2K', 'finished\n']);
  });

  it('to a terminal shows a new task at once', () => {
    const { written, line } = outputTo(true);
    line.show(PROGRESS);
    line.show({ ...PROGRESS, task: 'next' });
    expect(written.at(-1)).toContain('next');
  });

  it('to a log adds a line every ten seconds, without control characters', () => {
    const { written, line } = outputTo(false);
    line.show(PROGRESS);
    vi.advanceTimersByTime(9_000);
    line.show({ ...PROGRESS, done: 31 });
    line.show({ ...PROGRESS, task: 'next', done: 32 });
    vi.advanceTimersByTime(1_001);
    line.show({ ...PROGRESS, task: 'next', done: 33 });
    line.say('finished');
    line.clear();
    expect(written).toEqual([
      `${progressText(PROGRESS, 200)}\n`,
      `${progressText({ ...PROGRESS, task: 'next', done: 33 }, 200)}\n`,
      'finished\n',
    ]);
  });

  it('to a terminal that does not tell its width fits eighty columns', () => {
    const written: string[] = [];
    progressLine({ isTTY: true, write: (text: string) => written.push(text) > 0 }).show(PROGRESS);
    expect(written[0]).toHaveLength(79);
  });
});
