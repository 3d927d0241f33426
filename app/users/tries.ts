/** Tries at a PIN: one at a time, so that many at once are no way around the waiting; wrong ones are counted and recorded. */
import { recorded, type Trail } from '../audit/trail.ts';
import type { SmearlabError } from '../contract/failure.ts';
import { findUser, setWrongTries, type UserRow } from '../store/users.ts';
import { waitOf } from './backOff.ts';
import { notAllowed } from './rules.ts';
import { isSecret } from './secret.ts';

export class Tries {
  readonly #trail: Trail;
  #last: Promise<unknown> = Promise.resolve();

  constructor(trail: Trail) {
    this.#trail = trail;
  }

  /**
   * @param row undefined: there is no such user, which takes as long to say and reads the same
   * @param action what a right secret is recorded as; null: the caller records what it is for
   * @throws SmearlabError not-allowed
   */
  confirm(row: UserRow | undefined, secret: string, action: string | null): Promise<UserRow> {
    const turn = this.#last.then(() => this.#confirm(row, secret, action));
    // The next one's turn comes whether this one was right or not; who asked is told.
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  async #confirm(row: UserRow | undefined, secret: string, action: string | null): Promise<UserRow> {
    const { store, now } = this.#trail;
    const user = row === undefined ? undefined : findUser(store, row.id);
    if (user === undefined || !user.isActive) {
      await isSecret(secret, null);
      throw refused();
    }
    const wait = waitOf(user, now());
    // Not even looked at, and not recorded: a try that does not count must not make the trail longer.
    if (wait > 0) throw notAllowed(`Too many wrong ones. Try again in ${inWords(wait)}.`);
    const isRight = await isSecret(secret, user.secret);
    const subject = { kind: 'user', id: user.id } as const;
    if (!isRight) {
      recorded(this.#trail, { kind: 'nobody' }, (tell) => {
        setWrongTries(store, user.id, user.wrong + 1, now());
        tell({ action: 'wrong PIN', subject, before: { wrong: user.wrong }, after: { wrong: user.wrong + 1 } });
      });
      throw refused();
    }
    if (user.wrong > 0 || action !== null) {
      recorded(this.#trail, { kind: 'user', id: user.id, name: user.name, role: user.role }, (tell) => {
        setWrongTries(store, user.id, 0, null);
        tell({ action: action ?? 'PIN confirmed', subject, before: { wrong: user.wrong }, after: { wrong: 0 } });
      });
    }
    return user;
  }
}

function refused(): SmearlabError {
  return notAllowed('The name or the PIN is not right.');
}

function inWords(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1000);
  if (seconds <= 90) return seconds === 1 ? '1 second' : `${seconds} seconds`;
  return `${Math.ceil(seconds / 60)} minutes`;
}
