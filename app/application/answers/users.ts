/** Answers about users. */
import type { usersProcedures } from '../../contract/procedures/users.ts';
import type { Answers, Desk } from '../answer.ts';

export function usersAnswers({ users, tell }: Desk): Answers<keyof typeof usersProcedures> {
  const told = <T>(answer: T): T => {
    tell({ name: 'users' });
    return answer;
  };
  return {
    'users.standing': (_, { session }) => ({ user: users.signedIn(session), usersAreSetUp: users.standing(session).usersAreSetUp }),
    'users.list': () => users.list(),
    // A wrong PIN changes the trail as well.
    'users.signIn': ({ name, secret }, { session }) => users.signIn(session, name, secret).finally(() => tell({ name: 'users' })),
    'users.signOut': (_, { session }) => {
      users.signOut(session);
      return told({});
    },
    'users.add': async (asked, { session }) => told(await users.add(session, asked)),
    'users.changeRole': ({ user, role }, { session }) => told(users.changeRole(session, user, role)),
    'users.setActive': ({ user, isActive }, { session }) => told(users.setActive(session, user, isActive)),
    'users.changeSecret': async ({ user, ...secrets }, { session }) => told(await users.changeSecret(session, user, secrets)),
  };
}
