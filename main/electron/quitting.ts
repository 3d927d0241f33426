/** When the program ends: never under long work without asking, and always when it was told to. Pure. */

/** `when-done`: the windows are closed, and the program ends with the last work. `now`: work is stopped. */
export type Plan = 'none' | 'when-done' | 'now';

export type Situation = {
  readonly isBusy: boolean;
  /** Open windows, the one that is being closed among them. */
  readonly windows: number;
  readonly plan: Plan;
};

/** In the order of their buttons. */
export const ANSWERS = ['when-done', 'now', 'back'] as const;
export type QuitAnswer = (typeof ANSWERS)[number];

/** The number of a button as a dialog tells it; a dialog closed in another way is a way back. */
export function answerOf(button: number): QuitAnswer {
  return ANSWERS[button] ?? 'back';
}

/** A person closes a window. */
export function onClosingWindow({ isBusy, windows, plan }: Situation): 'close' | 'ask' {
  return isBusy && windows === 1 && plan === 'none' ? 'ask' : 'close';
}

/** Somebody ends the program: a person by menu or keys, or the system. */
export function onQuitting({ isBusy, plan }: Situation): 'quit' | 'ask' {
  return isBusy && plan !== 'now' ? 'ask' : 'quit';
}

/** The last window is closed. On macOS programs stay in the dock until they are ended. */
export function onAllClosed({ isBusy, plan }: Situation, platform: NodeJS.Platform): 'quit' | 'stay' {
  if (plan === 'when-done') return isBusy ? 'stay' : 'quit';
  if (plan === 'now') return 'quit';
  return platform === 'darwin' ? 'stay' : 'quit';
}

/** Some work has ended. */
export function onWorkEnded({ isBusy, windows, plan }: Situation): 'quit' | 'stay' {
  return plan === 'when-done' && windows === 0 && !isBusy ? 'quit' : 'stay';
}

/** A window is opened again: the person is back. */
export function planWhenBack(plan: Plan): Plan {
  return plan === 'when-done' ? 'none' : plan;
}
