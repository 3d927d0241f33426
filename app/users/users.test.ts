import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkTrail } from '../audit/checkTrail.ts';
import type { Trail } from '../audit/trail.ts';
import { mayDo, RIGHTS, type Right, roleSchema } from '../contract/users.ts';
import { pageOfAuditRows } from '../store/auditTrail.ts';
import { openStore, type Store } from '../store/store.ts';
import { newPin, resetSecret } from './resetSecret.ts';
import { weaknessOf } from './secretRules.ts';
import { Session } from './session.ts';
import { Users } from './users.ts';

let store: Store;
let users: Users;
let now = 0;
beforeEach(() => {
  store = openStore(':memory:');
  now = Date.UTC(2026, 0, 1);
  const trail: Trail = { store, headFile: null, now: () => new Date(now) };
  // Quick ones: how strong they are in earnest is secret.test.ts's.
  users = new Users(trail, { N: 16, r: 1, p: 1 });
});
afterEach(() => {
  // Whatever was done, the trail holds.
  expect(checkTrail({ store, headFile: null, noted: null }).findings).toEqual([]);
  store.close();
});

const actions = () =>
  pageOfAuditRows(store, { subject: null, offset: 0, limit: 100 })
    .rows.map(({ action }) => action)
    .reverse();

const ADMIN = { name: 'Anna Meier', role: 'administrator', secret: '582913' } as const;

/** @returns the session of the first administrator */
async function administered(): Promise<Session> {
  const session = new Session();
  await users.add(session, ADMIN);
  return session;
}

describe('who may do what', () => {
  const TABLE: readonly [Right, ...boolean[]][] = [
    // no users · nobody · technician · reviewer · administrator
    ['work on slides', true, false, true, true, true],
    ['set what is measured with', true, false, false, true, true],
    ['sign', false, false, false, true, true],
    ['read the trail', true, false, false, true, true],
    ['manage users', true, false, false, false, true],
  ];

  it('is this table, whole', () => {
    expect(TABLE.map(([right]) => right)).toEqual(RIGHTS);
    for (const [right, ...may] of TABLE) {
      const roles = [null, ...roleSchema.options].map((role) => mayDo({ usersAreSetUp: true, role }, right));
      expect([mayDo({ usersAreSetUp: false, role: null }, right), ...roles], right).toEqual(may);
    }
  });

  it.each(RIGHTS)('is said where somebody may not: %s', async (right) => {
    const session = await administered();
    await users.add(session, { name: 'Tom', role: 'technician', secret: '582913' });
    const toms = new Session();
    expect(() => users.assertMay(toms, right)).toThrow('Sign in first.');
    await users.signIn(toms, 'Tom', '582913');
    if (right === 'work on slides') users.assertMay(toms, right);
    else expect(() => users.assertMay(toms, right)).toThrow(/^A technician may not .*\. Ask an? /);
    users.assertMay(session, right);
  });
});

describe('the first user', () => {
  it.each(['technician', 'reviewer'] as const)('is not a %s', async (role) => {
    const added = users.add(new Session(), { ...ADMIN, role });
    await expect(added).rejects.toMatchObject({ kind: 'wrong-usage', message: expect.stringContaining('administrator') });
    expect(users.list()).toEqual([]);
  });

  it('is signed in at once, and is one alone even when two are set up at the same moment', async () => {
    const sessions = [new Session(), new Session()];
    const both = await Promise.allSettled(sessions.map((session, at) => users.add(session, { ...ADMIN, name: `Anna ${at}` })));
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(users.list()).toHaveLength(1);
    expect(sessions.filter((session) => users.signedIn(session) !== null)).toHaveLength(1);
    expect(actions()).toEqual(['user added']);
  });
});

describe('signing in', () => {
  it('is by name without case and the right secret, on this connection alone', async () => {
    await administered();
    const session = new Session();
    expect(await users.signIn(session, 'ANNA meier', ADMIN.secret)).toMatchObject({ name: 'Anna Meier', role: 'administrator' });
    expect(users.actor(session)).toEqual({ kind: 'user', id: 1, name: 'Anna Meier', role: 'administrator' });
    expect(users.actor(new Session())).toEqual({ kind: 'nobody' });
    users.signOut(session);
    expect(users.signedIn(session)).toBeNull();
    expect(actions()).toEqual(['user added', 'signed in', 'signed out']);
  });

  it('says the same of a wrong name and a wrong secret, and records no name that is none: it may be a secret in the wrong field', async () => {
    await administered();
    const session = new Session();
    const refusals = await Promise.allSettled([users.signIn(session, 'Nobody', '582913'), users.signIn(session, 'Anna Meier', '000000')]);
    const sentences = refusals.map((one) => (one.status === 'rejected' ? String(one.reason) : 'signed in'));
    expect(new Set(sentences).size).toBe(1);
    expect(actions()).toEqual(['user added', 'wrong PIN']);
    expect(users.signedIn(session)).toBeNull();
  });

  it('waits after wrong ones, even for the right one, also for many at once, and no longer than said', async () => {
    await administered();
    const session = new Session();
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => users.signIn(session, 'Anna Meier', '999999')));
    const sentences = tries.map((one) => (one.status === 'rejected' ? String(one.reason.message) : ''));
    expect(sentences.filter((sentence) => sentence === 'Too many wrong ones. Try again in 5 seconds.')).toHaveLength(5);
    await expect(users.signIn(session, 'Anna Meier', ADMIN.secret)).rejects.toMatchObject({ kind: 'not-allowed' });
    expect(actions().filter((action) => action === 'wrong PIN')).toHaveLength(3);
    now += 5_000;
    await users.signIn(session, 'Anna Meier', ADMIN.secret);
    expect(users.signedIn(session)).not.toBeNull();
    // They begin anew.
    await expect(users.signIn(session, 'Anna Meier', '999999')).rejects.toThrow('not right');
    await users.signIn(session, 'Anna Meier', ADMIN.secret);
  });

  it('asks the secret again where something is signed', async () => {
    const session = await administered();
    expect(await users.confirm(session, ADMIN.secret)).toMatchObject({ id: 1 });
    await expect(users.confirm(session, 'wrong one')).rejects.toMatchObject({ kind: 'not-allowed' });
    await expect(users.confirm(new Session(), ADMIN.secret)).rejects.toThrow('Sign in first.');
  });
});

describe('changes of users', () => {
  it('are an administrator’s, and one always stays', async () => {
    const session = await administered();
    const bo = await users.add(session, { name: 'Bo', role: 'reviewer', secret: '582913' });
    await expect(users.add(session, { name: 'bo', role: 'reviewer', secret: '582913' })).rejects.toMatchObject({ kind: 'already-there' });
    expect(() => users.changeRole(session, 1, 'reviewer')).toThrow('the only administrator');
    expect(() => users.setActive(session, 1, false)).toThrow('the only administrator');
    users.changeRole(session, bo.id, 'administrator');
    users.changeRole(session, 1, 'technician');
    expect(() => users.changeRole(session, 1, 'administrator')).toThrow('A technician may not change users.');
    expect(() => users.setActive(session, 99, false)).toThrow('A technician may not');
    expect(actions()).toEqual(['user added', 'user added', 'role changed', 'role changed']);
  });

  it('end the session of who is deactivated, who is never deleted', async () => {
    const session = await administered();
    const bo = await users.add(session, { name: 'Bo', role: 'technician', secret: '582913' });
    const bos = new Session();
    await users.signIn(bos, 'Bo', '582913');
    expect(users.setActive(session, bo.id, false).isActive).toBe(false);
    expect(users.signedIn(bos)).toBeNull();
    await expect(users.signIn(bos, 'Bo', '582913')).rejects.toThrow('not right');
    users.setActive(session, bo.id, true);
    await users.signIn(bos, 'Bo', '582913');
    expect(() => store.database.exec('DELETE FROM users')).toThrow('never deleted');
    expect(() => users.setActive(session, 99, true)).toThrow('no such user');
  });

  it('of a secret ask for that of who changes it, and leave nothing of it in the trail', async () => {
    const session = await administered();
    const bo = await users.add(session, { name: 'Bo', role: 'technician', secret: '582913' });
    const bos = new Session();
    await users.signIn(bos, 'Bo', '582913');
    const change = (by: Session, id: number, secret: string, current: string) => users.changeSecret(by, id, { secret, current });
    await expect(change(bos, bo.id, '730184', 'guessed')).rejects.toMatchObject({ kind: 'not-allowed' });
    await expect(change(bos, 1, '730184', '582913')).rejects.toThrow('may not change users');
    await expect(change(bos, bo.id, '111111', '582913')).rejects.toMatchObject({ kind: 'wrong-usage' });
    await change(bos, bo.id, '730184', '582913');
    await change(session, bo.id, '910273', ADMIN.secret);
    await users.signIn(new Session(), 'Bo', '910273');
    const everything = JSON.stringify(store.database.prepare('SELECT * FROM audit_trail').all());
    for (const secret of ['582913', '730184', '910273', 'guessed', 'scrypt']) expect(everything).not.toContain(secret);
  });
});

describe('a forgotten PIN', () => {
  it('is made anew by whoever has the data folder, which is recorded, and ends the waiting', async () => {
    await administered();
    const tries = [1, 2, 3].map(() => users.signIn(new Session(), 'Anna Meier', '999999'));
    await Promise.allSettled(tries);
    const trail: Trail = { store, headFile: null, now: () => new Date(now) };
    const pin = await resetSecret(trail, { kind: 'command', account: 'lab' }, 'anna meier');
    const session = new Session();
    await users.signIn(session, 'Anna Meier', pin);
    const [, row] = pageOfAuditRows(store, { subject: null, offset: 0, limit: 2 }).rows;
    expect(row).toMatchObject({ action: 'PIN made anew', actor: { kind: 'command', account: 'lab' } });
    expect(JSON.stringify(store.database.prepare('SELECT * FROM audit_trail').all())).not.toContain(pin);
    await expect(resetSecret(trail, { kind: 'command', account: 'lab' }, 'Nobody')).rejects.toThrow(
      'There is no user Nobody (Anna Meier).',
    );
  });

  it('is eight digits that are good enough', () => {
    const pins = Array.from({ length: 200 }, () => newPin('Anna'));
    for (const pin of pins) expect(pin).toMatch(/^\d{8}$/);
    expect(pins.filter((pin) => weaknessOf(pin, 'Anna') !== undefined)).toEqual([]);
    expect(new Set(pins).size).toBeGreaterThan(190);
  });
});
