import { describe, expect, it } from 'vitest';
import {
  ANSWERS,
  answerOf,
  onAllClosed,
  onClosingWindow,
  onQuitting,
  onWorkEnded,
  type Plan,
  planWhenBack,
  type Situation,
} from './quitting.ts';

const PLANS: readonly Plan[] = ['none', 'when-done', 'now'];
const at = (isBusy: boolean, windows: number, plan: Plan): Situation => ({ isBusy, windows, plan });

describe('a window that is closed', () => {
  it.each<[string, Situation, 'close' | 'ask']>([
    ['when nothing goes on', at(false, 1, 'none'), 'close'],
    ['as one of two, under work', at(true, 2, 'none'), 'close'],
    ['as the last, under work', at(true, 1, 'none'), 'ask'],
    ['when the person has said to finish first', at(true, 1, 'when-done'), 'close'],
    ['when the program is told to end', at(true, 1, 'now'), 'close'],
  ])('%s', (_, situation, then) => {
    expect(onClosingWindow(situation)).toBe(then);
  });
});

describe('a program that is told to end', () => {
  it.each<[string, Situation, 'quit' | 'ask']>([
    ['when nothing goes on', at(false, 1, 'none'), 'quit'],
    ['under work', at(true, 1, 'none'), 'ask'],
    ['under work, without a window', at(true, 0, 'when-done'), 'ask'],
    ['under work that the person has given up', at(true, 1, 'now'), 'quit'],
  ])('%s', (_, situation, then) => {
    expect(onQuitting(situation)).toBe(then);
  });
});

describe('the last window gone', () => {
  it.each<[string, Situation, NodeJS.Platform, 'quit' | 'stay']>([
    ['ends the program', at(false, 0, 'none'), 'linux', 'quit'],
    ['ends it on Windows', at(false, 0, 'none'), 'win32', 'quit'],
    ['leaves it in the dock of macOS', at(false, 0, 'none'), 'darwin', 'stay'],
    ['leaves it while it finishes its work', at(true, 0, 'when-done'), 'linux', 'stay'],
    ['ends it when that work was just done', at(false, 0, 'when-done'), 'darwin', 'quit'],
    ['ends it where it was told to', at(true, 0, 'now'), 'darwin', 'quit'],
  ])('%s', (_, situation, platform, then) => {
    expect(onAllClosed(situation, platform)).toBe(then);
  });
});

it.each([true, false].flatMap((isBusy) => [0, 1].flatMap((windows) => PLANS.map((plan): [Situation] => [at(isBusy, windows, plan)]))))(
  'the end of some work ends the program only without a window, without other work, and where the person wanted it: %o',
  (situation) => {
    const isWanted = situation.plan === 'when-done' && situation.windows === 0 && !situation.isBusy;
    expect(onWorkEnded(situation)).toBe(isWanted ? 'quit' : 'stay');
  },
);

it('a person who is back takes back that the program ends when it is done, and nothing else', () => {
  expect(PLANS.map(planWhenBack)).toEqual(['none', 'none', 'now']);
});

describe('an answer', () => {
  it.each(ANSWERS.map((answer, button) => [button, answer] as const))('is the button %i: %s', (button, answer) => {
    expect(answerOf(button)).toBe(answer);
  });

  it.each([-1, 3, 99, Number.NaN])('of %d is a way back', (button) => {
    expect(answerOf(button)).toBe('back');
  });
});
