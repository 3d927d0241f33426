/** A new PIN for somebody who forgot theirs, made by whoever has the data folder in their hands. */
import { randomInt } from 'node:crypto';
import { recorded, type Trail } from '../audit/trail.ts';
import type { Actor } from '../contract/audit.ts';
import { SmearlabError } from '../contract/failure.ts';
import { findUserCalled, listUsers, setSecret } from '../store/users.ts';
import { hashSecret } from './secret.ts';
import { weaknessOf } from './secretRules.ts';

/** @returns the new PIN, which is kept nowhere but as its hash @throws SmearlabError wrong-usage for nobody of this name */
export async function resetSecret(trail: Trail, actor: Actor, name: string): Promise<string> {
  const user = findUserCalled(trail.store, name);
  if (user === undefined) {
    const names = listUsers(trail.store).map((one) => one.name);
    throw new SmearlabError('wrong-usage', `There is no user ${name} (${names.join(', ') || 'there are none'}).`);
  }
  const pin = newPin(user.name);
  const kept = await hashSecret(pin);
  recorded(trail, actor, (tell) => {
    setSecret(trail.store, user.id, kept);
    const facts = { name: user.name, role: user.role, isActive: user.isActive };
    tell({ action: 'PIN made anew', subject: { kind: 'user', id: user.id }, before: facts, after: facts });
  });
  return pin;
}

/** Eight random digits that nobody would guess at once. */
export function newPin(name: string): string {
  for (;;) {
    const pin = String(randomInt(10 ** 8)).padStart(8, '0');
    if (weaknessOf(pin, name) === undefined) return pin;
  }
}
