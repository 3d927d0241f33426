/** The users of a data folder: who is signed in, what they may do, and changes of users, each of which is recorded. */
import { recorded, type Trail } from '../audit/trail.ts';
import type { Actor, Facts } from '../contract/audit.ts';
import { SmearlabError } from '../contract/failure.ts';
import type { Right, Role, Standing, User } from '../contract/users.ts';
import { addUser, findUser, findUserCalled, listUsers, setActive, setRole, setSecret, type UserRow } from '../store/users.ts';
import { assertRight, assertStaysAdministered, notAllowed } from './rules.ts';
import { hashSecret, SCRYPT_COST, type ScryptCost } from './secret.ts';
import { weaknessOf } from './secretRules.ts';
import type { Session } from './session.ts';
import { Tries } from './tries.ts';

export class Users {
  readonly #trail: Trail;
  readonly #tries: Tries;
  readonly #cost: ScryptCost;

  /** @param cost another one than is kept with older PINs leaves those readable */
  constructor(trail: Trail, cost: ScryptCost = SCRYPT_COST) {
    this.#trail = trail;
    this.#cost = cost;
    this.#tries = new Tries(trail);
  }

  list(): User[] {
    return listUsers(this.#trail.store).map(shown);
  }

  /** Who is signed in; null: nobody. */
  signedIn(session: Session): User | null {
    const id = session.userAt(this.#trail.now());
    const row = id === undefined ? undefined : findUser(this.#trail.store, id);
    return row?.isActive === true ? shown(row) : null;
  }

  standing(session: Session): Standing {
    return { usersAreSetUp: listUsers(this.#trail.store).length > 0, role: this.signedIn(session)?.role ?? null };
  }

  actor(session: Session): Actor {
    const user = this.signedIn(session);
    return user === null ? { kind: 'nobody' } : { kind: 'user', id: user.id, name: user.name, role: user.role };
  }

  /** @throws SmearlabError not-allowed, with what to do */
  assertMay(session: Session, right: Right): void {
    assertRight(this.standing(session), right);
  }

  /** @throws SmearlabError not-allowed for a wrong secret, for nobody, and while who gave wrong ones has to wait */
  async signIn(session: Session, name: string, secret: string): Promise<User> {
    const row = await this.#tries.confirm(findUserCalled(this.#trail.store, name), secret, 'signed in');
    session.signIn(row.id, this.#trail.now());
    return shown(row);
  }

  signOut(session: Session): void {
    const actor = this.actor(session);
    session.signOut();
    if (actor.kind !== 'user') return;
    recorded(this.#trail, actor, (tell) =>
      tell({ action: 'signed out', subject: { kind: 'user', id: actor.id }, before: null, after: null }),
    );
  }

  /**
   * That who is signed in is still the one at the keyboard: signing asks for the secret anew.
   * @throws SmearlabError as `signIn`
   */
  async confirm(session: Session, secret: string): Promise<User> {
    const user = this.signedIn(session);
    if (user === null) throw notAllowed('Sign in first.');
    return shown(await this.#tries.confirm(findUser(this.#trail.store, user.id), secret, null));
  }

  /**
   * The first user is an administrator, and is signed in at once.
   * @throws SmearlabError not-allowed, already-there, or wrong-usage for a secret that is guessed at once
   */
  async add(session: Session, { name, role, secret }: { name: string; role: Role; secret: string }): Promise<User> {
    this.assertMay(session, 'manage users');
    const kept = await hashStrong(secret, name, this.#cost);
    const { store, now } = this.#trail;
    const actor = this.actor(session);
    const user = recorded(this.#trail, actor, (tell) => {
      // Asked again: meanwhile somebody else may have become the first, or have taken the name.
      this.assertMay(session, 'manage users');
      const isFirst = listUsers(store).length === 0;
      if (isFirst && role !== 'administrator') {
        throw new SmearlabError('wrong-usage', 'The first user is an administrator, who then adds the others.');
      }
      if (findUserCalled(store, name) !== undefined) throw new SmearlabError('already-there', `There is a user called ${name} already.`);
      const added = known(findUser(store, addUser(store, { name, role, secret: kept, createdAt: now().toISOString() })));
      tell({ action: 'user added', subject: { kind: 'user', id: added.id }, before: null, after: factsOf(added) });
      return { ...added, isFirst };
    });
    if (user.isFirst) session.signIn(user.id, now());
    return shown(user);
  }

  /** @throws SmearlabError not-allowed, wrong-usage for the last administrator */
  changeRole(session: Session, id: number, role: Role): User {
    return this.#change(session, id, 'role changed', { role }, () => setRole(this.#trail.store, id, role));
  }

  /** @throws SmearlabError not-allowed, wrong-usage for the last administrator */
  setActive(session: Session, id: number, isActive: boolean): User {
    return this.#change(session, id, isActive ? 'user activated' : 'user deactivated', { isActive }, () =>
      setActive(this.#trail.store, id, isActive),
    );
  }

  /**
   * One's own, or as an administrator somebody else's.
   * @param current the secret of who is signed in
   * @throws SmearlabError as `confirm`, and wrong-usage for a secret that is guessed at once
   */
  async changeSecret(session: Session, id: number, { secret, current }: { secret: string; current: string }): Promise<User> {
    const own = await this.confirm(session, current);
    if (own.id !== id) this.assertMay(session, 'manage users');
    const { store } = this.#trail;
    const before = known(findUser(store, id));
    const kept = await hashStrong(secret, before.name, this.#cost);
    recorded(this.#trail, this.actor(session), (tell) => {
      setSecret(store, id, kept);
      tell({ action: 'PIN changed', subject: { kind: 'user', id }, before: factsOf(before), after: factsOf(before) });
    });
    return shown(before);
  }

  #change(session: Session, id: number, action: string, change: Partial<UserRow>, work: () => void): User {
    this.assertMay(session, 'manage users');
    const { store } = this.#trail;
    return recorded(this.#trail, this.actor(session), (tell) => {
      const before = known(findUser(store, id));
      assertStaysAdministered(listUsers(store), { ...before, ...change });
      work();
      const after = known(findUser(store, id));
      tell({ action, subject: { kind: 'user', id }, before: factsOf(before), after: factsOf(after) });
      return shown(after);
    });
  }
}

async function hashStrong(secret: string, name: string, cost: ScryptCost): Promise<string> {
  const weakness = weaknessOf(secret, name);
  if (weakness !== undefined) throw new SmearlabError('wrong-usage', `${weakness} Choose another one.`);
  return hashSecret(secret, cost);
}

function known(row: UserRow | undefined): UserRow {
  if (row === undefined) throw new SmearlabError('wrong-usage', 'There is no such user.');
  return row;
}

/** What the trail says of a user: never anything of the secret. */
function factsOf({ name, role, isActive }: User): Facts {
  return { name, role, isActive };
}

function shown({ id, name, role, isActive, createdAt }: UserRow): User {
  return { id, name, role, isActive, createdAt };
}
