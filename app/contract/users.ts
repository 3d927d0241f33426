/** Users of one data folder, and who may do what. A lab that signs nothing needs none. */
import { z } from 'zod';

/** A technician classifies and labels, a reviewer also signs, an administrator also manages users. */
export const roleSchema = z.enum(['technician', 'reviewer', 'administrator']);
export type Role = z.infer<typeof roleSchema>;

/** It goes on paper beside a signature, so no line breaks. */
export const userNameSchema = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'a name has no line breaks or other control characters');

/** As it is given: whether it is good enough for a new one is said when it is set (app/users/secretRules.ts). */
export const secretSchema = z.string().min(1).max(200);

export const userSchema = z.strictObject({
  id: z.int(),
  name: z.string(),
  role: roleSchema,
  /** One who has left can no longer sign in; the name stays beside what was signed. */
  isActive: z.boolean(),
  createdAt: z.string(),
});
export type User = z.infer<typeof userSchema>;

export const RIGHTS = ['work on slides', 'set what is measured with', 'sign', 'read the trail', 'manage users'] as const;
export type Right = (typeof RIGHTS)[number];

const ROLES_WITH: Readonly<Record<Right, readonly Role[]>> = {
  'work on slides': ['technician', 'reviewer', 'administrator'],
  /** Thresholds of models and reference ranges: they decide what a count says. */
  'set what is measured with': ['reviewer', 'administrator'],
  /** And amend what was signed. */
  sign: ['reviewer', 'administrator'],
  'read the trail': ['reviewer', 'administrator'],
  'manage users': ['administrator'],
};

/** `usersAreSetUp` false: there is no user yet. `role`: of who is signed in; null: nobody. */
export type Standing = { readonly usersAreSetUp: boolean; readonly role: Role | null };

/** While there are no users everybody may do everything but sign; setting up the first user is among it. */
export function mayDo({ usersAreSetUp, role }: Standing, right: Right): boolean {
  if (!usersAreSetUp) return right !== 'sign';
  return role !== null && ROLES_WITH[right].includes(role);
}
