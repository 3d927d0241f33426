/** Procedures about subsets. */
import { z } from 'zod';
import { libraryNameSchema, savedSubsetSchema, subsetSettingsSchema } from '../library.ts';
import { change, read } from '../procedure.ts';

const seed = z
  .int()
  .min(0)
  .max(2 ** 31 - 1);
const drawing = z.strictObject({ dataSet: z.int(), settings: subsetSettingsSchema, seed });

/** What a subset would have of one class: how many are drawn of how many there are for training. */
export const subsetCountSchema = z.strictObject({
  class: z.string().nullable(),
  training: z.int(),
  drawn: z.int(),
  /** Of the drawn ones. */
  masks: z.int(),
});
export type SubsetCount = z.infer<typeof subsetCountSchema>;

export const subsetsProcedures = {
  'subsets.list': read('The saved subsets of a data set.', z.strictObject({ dataSet: z.int() }), z.array(savedSubsetSchema)),
  'subsets.count': read(
    'What a subset would have, without drawing it; `inside` and `contains`: saved subsets of the same seed it nests with.',
    drawing,
    z.strictObject({
      counts: z.array(subsetCountSchema),
      warnings: z.array(z.string()),
      inside: z.array(z.string()),
      contains: z.array(z.string()),
    }),
  ),
  'subsets.save': change(
    'Draws a subset and saves it by name; `replace` lets the name stand for it from now on.',
    drawing.extend({ name: libraryNameSchema, replace: z.boolean().default(false) }),
    savedSubsetSchema,
  ),
  'subsets.forget': change('Forgets a saved subset that no run was made with.', z.strictObject({ id: z.int() }), z.strictObject({})),
  'subsets.files': read(
    'The list of a subset’s files as CSV, which can be imported again.',
    z.strictObject({ id: z.int() }),
    z.strictObject({ name: z.string(), csv: z.string() }),
  ),
} as const;
