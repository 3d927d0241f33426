/** `run.json`: one run as a self-contained file that `smearlab run` executes wherever its images are. */
import { z } from 'zod';
import { recipeSchema } from './recipe.ts';
import { sha256Schema } from './words.ts';

export const RUN_FILE_FORMAT = 'smearlab-run/1';
/** Of a run with masks that lie in a data folder: older programs, which would look for them among the lab's images, refuse it. */
export const RUN_FILE_FORMAT_2 = 'smearlab-run/2';
/** Of a run of one network that starts from a run of the same: older programs, which would start it anew, refuse it. */
export const RUN_FILE_FORMAT_3 = 'smearlab-run/3';

const runMaskSchema = z.strictObject({
  sha256: sha256Schema,
  path: z.string().min(1),
  /** A mask that was drawn or accepted lies in the data folder, and its path starts from there. */
  place: z.literal('data folder').optional(),
});

/** Paths are relative to the data set's root, with `/` between folders on every system. */
export const runImageSchema = z.strictObject({
  sha256: sha256Schema,
  path: z.string().min(1),
  /** null where the data set has no labels. */
  class: z.string().nullable(),
  mask: runMaskSchema.nullable(),
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

const runFileKeys = z.strictObject({
  format: z.enum([RUN_FILE_FORMAT, RUN_FILE_FORMAT_2, RUN_FILE_FORMAT_3]),
  name: z.string().regex(/^[a-z0-9][a-z0-9.-]*$/),
  recipe: recipeSchema,
  seed: z.int(),
  /** In the order of the network's outputs; empty for the autoencoder. */
  classes: z.array(z.string()),
  dataSet: z.strictObject({ name: z.string(), hash: sha256Schema, root: z.string() }),
  /** Where masks that were drawn or accepted lay when the run was planned. */
  dataFolder: z.string().optional(),
  subset: z.strictObject({ percent: z.number().positive().max(100), seed: z.int() }).nullable(),
  inputs: z.array(inputModelSchema),
  images: z.strictObject({ train: z.array(runImageSchema).min(1), val: z.array(runImageSchema) }),
});

export const runFileSchema = runFileKeys
  .refine((run) => run.format !== RUN_FILE_FORMAT || !hasMasksOfDataFolder(run), {
    error: `masks of a data folder are there from ${RUN_FILE_FORMAT_2} on`,
    path: ['format'],
  })
  .refine((run) => run.format === RUN_FILE_FORMAT_3 || !isFineTuned(run), {
    error: `a network that starts from a run of its own kind is there from ${RUN_FILE_FORMAT_3} on`,
    path: ['format'],
  });
export type RunFile = z.infer<typeof runFileSchema>;

/** Whether some of its masks were drawn or accepted, so that a data folder is needed beside the images. */
export function hasMasksOfDataFolder({ images }: Pick<z.infer<typeof runFileKeys>, 'images'>): boolean {
  return [...images.train, ...images.val].some(({ mask }) => mask?.place === 'data folder');
}

/** Whether it goes on with a trained network of its own kind. */
export function isFineTuned({ recipe, inputs }: Pick<z.infer<typeof runFileKeys>, 'recipe' | 'inputs'>): boolean {
  return recipe.network.name !== 'ensemble' && inputs.length > 0;
}
