/** `slide.json`: a classified slide as a file, with all that its counts hang on. */
import { z } from 'zod';
import { cellFlagSchema, cellLabelSchema, cellResultSchema, cellStandingSchema, slideDetailsSchema, slideModelSchema } from './slides.ts';
import { sha256Schema } from './words.ts';

export const SLIDE_FILE_FORMAT = 'smearlab-slide/1';

export const slideFileSchema = z.strictObject({
  format: z.literal(SLIDE_FILE_FORMAT),
  /** Nothing of it is a diagnosis. */
  use: z.literal('research use only'),
  program: z.strictObject({ name: z.string(), version: z.string() }),
  ...slideDetailsSchema.pick({ accession: true, notes: true, folder: true, openedAt: true, version: true, standings: true, counts: true })
    .shape,
  state: z.enum(['open', 'classifying', 'review', 'signed']),
  classifiedAt: z.string().nullable(),
  /** null while nothing is classified. */
  model: slideModelSchema.nullable(),
  warnings: z.array(z.string()),
  cells: z.array(
    z.strictObject({
      path: z.string(),
      sha256: sha256Schema.nullable(),
      flags: z.array(cellFlagSchema),
      /** Path of the earlier cell that it is the same picture of. */
      duplicateOf: z.string().nullable(),
      result: cellResultSchema,
      label: cellLabelSchema.nullable(),
      standing: cellStandingSchema,
      countedAs: z.string().nullable(),
    }),
  ),
});
export type SlideFile = z.infer<typeof slideFileSchema>;
