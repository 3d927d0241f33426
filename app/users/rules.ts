/** What is refused, and what the person at the screen is told. */
import { SmearlabError } from '../contract/failure.ts';
import { mayDo, type Right, type Standing, type User } from '../contract/users.ts';

export function notAllowed(sentence: string): SmearlabError {
  return new SmearlabError('not-allowed', sentence);
}

/** @throws SmearlabError not-allowed, with what to do */
export function assertRight(standing: Standing, right: Right): void {
  if (mayDo(standing, right)) return;
  if (!standing.usersAreSetUp) throw notAllowed('Whoever signs has a name here. Set up users first: the first one is an administrator.');
  if (standing.role === null) throw notAllowed('Sign in first.');
  throw notAllowed(
    `A ${standing.role} may not ${WORDS[right]}. Ask ${right === 'manage users' ? 'an administrator' : 'a reviewer or an administrator'}.`,
  );
}

const WORDS: Readonly<Record<Right, string>> = {
  'work on slides': 'work on slides',
  'set what is measured with': 'change thresholds or reference ranges',
  sign: 'sign or amend slides',
  'read the trail': 'read the audit trail',
  'manage users': 'change users',
};

/** @param changed a user as it would be @throws SmearlabError wrong-usage where nobody could change users any more */
export function assertStaysAdministered(users: readonly User[], changed: User): void {
  const after = users.map((user) => (user.id === changed.id ? changed : user));
  if (after.some(({ role, isActive }) => role === 'administrator' && isActive)) return;
  throw new SmearlabError('wrong-usage', `${changed.name} is the only administrator. Make somebody else one first.`);
}
