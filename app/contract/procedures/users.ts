/** Procedures about users: who is signed in on this connection, and who there is. */
import { z } from 'zod';
import { change, read } from '../procedure.ts';
import { roleSchema, secretSchema, userNameSchema, userSchema } from '../users.ts';

const nothing = z.strictObject({});
const user = z.strictObject({ user: z.int() });

export const usersProcedures = {
  'users.standing': read(
    'Who is signed in on this connection, and whether there are users at all: without any, everybody may do everything but sign.',
    nothing,
    z.strictObject({ user: userSchema.nullable(), usersAreSetUp: z.boolean() }),
  ),
  'users.list': read('All users, also those who have left.', nothing, z.array(userSchema)),
  'users.signIn': change(
    'Signs in on this connection; after some wrong PINs one has to wait. It ends by itself when nothing is changed for a while.',
    z.strictObject({ name: userNameSchema, secret: secretSchema }),
    userSchema,
  ),
  'users.signOut': change('Signs out on this connection.', nothing, nothing),
  'users.add': change(
    'Adds a user. The first one is an administrator, and is signed in at once.',
    z.strictObject({ name: userNameSchema, role: roleSchema, secret: secretSchema }),
    userSchema,
  ),
  'users.changeRole': change('Gives a user another role. One administrator always stays.', user.extend({ role: roleSchema }), userSchema),
  'users.setActive': change(
    'Lets a user sign in no more, or again. Users are never deleted: what they signed names them.',
    user.extend({ isActive: z.boolean() }),
    userSchema,
  ),
  'users.changeSecret': change(
    'Another PIN or passphrase: one’s own, or as an administrator somebody else’s. `current`: that of who is signed in.',
    user.extend({ secret: secretSchema, current: secretSchema }),
    userSchema,
  ),
} as const;
