/** `run.json`: one run as a self-contained file that `smearlab run` executes wherever its images are. */
import { z } from 'zod';
import { recipeSchema } from './recipe.ts';
import { sha256Schema } from './words.ts';

export const RUN_FILE_FORMAT = 'smearlab-run/1';

/** Paths are relative to the data set's root, with `/` between folders on every system. */
export const runImageSchema = z.strictObject({
  sha256: sha256Schema,
  path: z.string().min(1),
  /** null where the data set has no labels. */
  class: z.string().nullable(),
  mask: z.strictObject({ sha256: sha256Schema, path: z.string().min(1) }).nullable(),
});
export type RunImage = z.infer<typeof runImageSchema>;

/** A trained network that this run starts from: another run's kept checkpoint. */
export const inputModelSchema = z.strictObject({
  part: z.enum(['autoencoder', 'cam16', 'wbc']),
  run: z.string(),
  /** Relative to the folder of run.json. */
  checkpoint: z.string(),
});
export type InputModel = z.infer<typeof inputModelSchema>;

export const runFileSchema = z.strictObject({
  format: z.literal(RUN_FILE_FORMAT),
  name: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/),
  recipe: recipeSchema,
  seed: z.int(),
  /** In the order of the network's outputs; empty for the autoencoder. */
  classes: z.array(z.string()),
  dataSet: z.strictObject({ name: z.string(), hash: sha256Schema, root: z.string() }),
  subset: z.strictObject({ percent: z.number().positive().max(100), seed: z.int() }).nullable(),
  inputs: z.array(inputModelSchema),
  images: z.strictObject({ train: z.array(runImageSchema).min(1), val: z.array(runImageSchema) }),
});
export type RunFile = z.infer<typeof runFileSchema>;
