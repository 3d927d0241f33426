/** How long whoever gave a wrong PIN waits: nothing at first, then twice as long each time. Kept with the user, so a restart shortens nothing. */

/** Slips of the finger cost nothing. */
const FREE_TRIES = 3;
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 15 * 60_000;

export type WrongTries = { readonly wrong: number /** When the last one was; null: none. */; readonly wrongAt: Date | null };

/** @returns milliseconds until the next try counts; 0: now. A clock that was turned back makes nobody wait longer than the wait itself. */
export function waitOf({ wrong, wrongAt }: WrongTries, now: Date): number {
  if (wrong < FREE_TRIES || wrongAt === null) return 0;
  const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (wrong - FREE_TRIES));
  const passed = now.getTime() - wrongAt.getTime();
  if (!Number.isFinite(passed) || passed < 0) return wait;
  return Math.max(0, wait - passed);
}
