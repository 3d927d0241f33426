/** Who is signed in on one connection. A workstation is left: who has done nothing for a while is signed out. */

/** Since the last change. Looking at something is no sign that it is still the same person. */
export const IDLE_MS = 20 * 60_000;

type SignedIn = { readonly user: number; readonly at: number };

export class Session {
  #signedIn: SignedIn | undefined;

  /** The user's id; undefined: nobody. */
  userAt(now: Date): number | undefined {
    const signedIn = this.#signedIn;
    if (signedIn === undefined) return undefined;
    if (Math.abs(now.getTime() - signedIn.at) <= IDLE_MS) return signedIn.user;
    this.#signedIn = undefined;
    return undefined;
  }

  signIn(user: number, now: Date): void {
    this.#signedIn = { user, at: now.getTime() };
  }

  /** Something was changed by who is signed in. */
  used(now: Date): void {
    const user = this.userAt(now);
    if (user !== undefined) this.#signedIn = { user, at: now.getTime() };
  }

  signOut(): void {
    this.#signedIn = undefined;
  }
}
