/** What a check of a library found, and the moves that it proposes. */
import { z } from 'zod';
import { splitSchema } from './words.ts';

/** `serious`: the library, or numbers made from it, cannot be trusted as it is. `note`: nothing need be done if it is meant. */
export const severitySchema = z.enum(['serious', 'warning', 'note']);
export type Severity = z.infer<typeof severitySchema>;

/** `dataSet` null: of the library as a whole. `files`: all paths, where the sentence names but a few. */
export const findingSchema = z.strictObject({
  check: z.string(),
  severity: severitySchema,
  dataSet: z.string().nullable(),
  sentence: z.string(),
  files: z.array(z.string()).readonly(),
  /** Where files are the same in one way or another: those that are, together. */
  sets: z.array(z.array(z.string()).readonly()).readonly().optional(),
});
export type Finding = z.infer<typeof findingSchema>;

/** One image that would change its split, and with which one it belongs. */
export const moveSchema = z.strictObject({
  path: z.string(),
  class: z.string().nullable(),
  from: splitSchema,
  to: splitSchema,
  because: z.string(),
});
export type SplitMove = z.infer<typeof moveSchema>;
