/** Users as they are kept. Nothing here decides who may do what, and every change of it is recorded (app/users). */
import { z } from 'zod';
import { type Role, roleSchema, type User } from '../contract/users.ts';
import { flagColumn, insert, readAll, readOne, write } from './rows.ts';
import type { Store } from './store.ts';

export type UserRow = User & {
  /** What is kept of the secret. */
  readonly secret: string;
  readonly wrong: number;
  readonly wrongAt: Date | null;
};

const rowSchema = z
  .strictObject({
    ...{ id: z.int(), name: z.string(), key: z.string(), role: roleSchema, is_active: flagColumn, secret: z.string() },
    ...{ wrong: z.int(), wrong_at: z.string().nullable(), created_at: z.string() },
  })
  .transform(
    (row): UserRow => ({
      ...{ id: row.id, name: row.name, role: row.role, isActive: row.is_active, createdAt: row.created_at },
      ...{ secret: row.secret, wrong: row.wrong, wrongAt: row.wrong_at === null ? null : new Date(row.wrong_at) },
    }),
  );

/** Names are the same that differ in case or in how their accents are typed. */
function keyOf(name: string): string {
  return name.normalize('NFKC').toLowerCase();
}

/** In the order of their names. */
export function listUsers(store: Store): UserRow[] {
  return readAll(store, rowSchema, 'SELECT * FROM users ORDER BY key');
}

export function findUser(store: Store, id: number): UserRow | undefined {
  return readOne(store, rowSchema, 'SELECT * FROM users WHERE id = ?', [id]);
}

export function findUserCalled(store: Store, name: string): UserRow | undefined {
  return readOne(store, rowSchema, 'SELECT * FROM users WHERE key = ?', [keyOf(name)]);
}

export type NewUser = { readonly name: string; readonly role: Role; readonly secret: string; readonly createdAt: string };

/** @returns its id */
export function addUser(store: Store, { name, role, secret, createdAt }: NewUser): number {
  const sql = 'INSERT INTO users (name, key, role, secret, created_at) VALUES (?, ?, ?, ?, ?)';
  return insert(store, sql, [name, keyOf(name), role, secret, createdAt]);
}

export function setRole(store: Store, id: number, role: Role): void {
  write(store, 'UPDATE users SET role = ? WHERE id = ?', [role, id]);
}

/** Another secret also ends the waiting after wrong ones. */
export function setSecret(store: Store, id: number, secret: string): void {
  write(store, 'UPDATE users SET secret = ?, wrong = 0, wrong_at = NULL WHERE id = ?', [secret, id]);
}

export function setActive(store: Store, id: number, isActive: boolean): void {
  write(store, 'UPDATE users SET is_active = ? WHERE id = ?', [isActive ? 1 : 0, id]);
}

export function setWrongTries(store: Store, id: number, wrong: number, wrongAt: Date | null): void {
  write(store, 'UPDATE users SET wrong = ?, wrong_at = ? WHERE id = ?', [wrong, wrongAt?.toISOString() ?? null, id]);
}
