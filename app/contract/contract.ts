/**
 * The one door into the application: every procedure that a face may call, by name. Whoever wants to know what Smearlab can be asked
 * reads the files of `procedures/`; each procedure says what it does, what it takes and what it answers.
 */
import type { z } from 'zod';
import { applicationProcedures } from './procedures/application.ts';
import { auditProcedures } from './procedures/audit.ts';
import { libraryProcedures } from './procedures/library.ts';
import { masksProcedures } from './procedures/masks.ts';
import { runsProcedures } from './procedures/runs.ts';
import { settingsProcedures } from './procedures/settings.ts';
import { signingProcedures } from './procedures/signing.ts';
import { slidesProcedures } from './procedures/slides.ts';
import { subsetsProcedures } from './procedures/subsets.ts';
import { trainingProcedures } from './procedures/training.ts';
import { usersProcedures } from './procedures/users.ts';

export const CONTRACT = {
  ...applicationProcedures,
  ...settingsProcedures,
  ...libraryProcedures,
  ...masksProcedures,
  ...subsetsProcedures,
  ...trainingProcedures,
  ...runsProcedures,
  ...slidesProcedures,
  ...signingProcedures,
  ...usersProcedures,
  ...auditProcedures,
} as const;

export type ProcedureName = keyof typeof CONTRACT;
/** What a caller gives: fields with a default may be left out. */
export type AskedOf<Name extends ProcedureName> = z.input<(typeof CONTRACT)[Name]['input']>;
/** What the application is given. */
export type InputOf<Name extends ProcedureName> = z.output<(typeof CONTRACT)[Name]['input']>;
export type OutputOf<Name extends ProcedureName> = z.output<(typeof CONTRACT)[Name]['output']>;

export function isProcedureName(name: string): name is ProcedureName {
  return Object.hasOwn(CONTRACT, name);
}
