/** Procedures about training: orders, their queue, runs while they are trained, and recipes by name. */
import { z } from 'zod';
import { libraryNameSchema } from '../library.ts';
import { change, read } from '../procedure.ts';
import { imageSizeSchema } from '../recipe.ts';
import {
  keptRecipeSchema,
  possibleInputSchema,
  previewSchema,
  queueSchema,
  runRecipeSchema,
  savedRecipeSchema,
  trainingOrderSchema,
  trainingPlanSchema,
  watchedRunSchema,
} from '../training.ts';
import { networkNameSchema } from '../words.ts';

const nothing = z.strictObject({});
const entry = z.strictObject({ entry: z.int() });

export const trainingProcedures = {
  'training.queue': read('All that waits, goes on and has ended.', nothing, queueSchema),
  'training.plan': read(
    'What an order would come to: its runs with their images, and what must be known about the data. Nothing is changed.',
    z.strictObject({ order: trainingOrderSchema }),
    trainingPlanSchema,
  ),
  'training.add': change(
    'Puts an order at the end of the queue; it begins when its turn comes, by the images as they are then.',
    z.strictObject({ order: trainingOrderSchema }),
    z.strictObject({ entry: z.int() }),
  ),
  'training.move': change(
    'Puts what waits or is paused before another one, or at the end.',
    entry.extend({ before: z.int().nullable() }),
    nothing,
  ),
  'training.pause': change('Pauses it: the batch under way ends, and its last finished epoch is what it goes on from.', entry, nothing),
  'training.resume': change('Lets what is paused, stopped or failed wait for its turn again.', entry, nothing),
  'training.stop': change('Ends it; finished runs and epochs are kept.', entry, nothing),
  'training.remove': change('Takes it out of the queue where it does not go on; runs that it has finished stay.', entry, nothing),
  'training.hold': change('While held, nothing new begins; what goes on goes on.', z.strictObject({ isHeld: z.boolean() }), nothing),
  'training.run': read('A run with its curve and what each epoch found.', z.strictObject({ run: z.int() }), watchedRunSchema),
  'training.inputs': read(
    'The finished runs that a network on this data set may start from, the latest first.',
    z.strictObject({ dataSet: z.int(), imageSize: imageSizeSchema, network: networkNameSchema.default('ensemble') }),
    z.array(possibleInputSchema),
  ),
  'recipes.list': read('The recipes kept by name, in order of name.', nothing, z.array(savedRecipeSchema)),
  'recipes.save': change(
    'Keeps a recipe by name; `replace` lets the name stand for it from now on.',
    z.strictObject({ name: libraryNameSchema, content: keptRecipeSchema, replace: z.boolean().default(false) }),
    savedRecipeSchema,
  ),
  'recipes.copy': change(
    'Keeps the same recipe by another name as well.',
    z.strictObject({ name: libraryNameSchema, as: libraryNameSchema }),
    savedRecipeSchema,
  ),
  'recipes.rename': change(
    'Gives a recipe another name.',
    z.strictObject({ name: libraryNameSchema, as: libraryNameSchema }),
    savedRecipeSchema,
  ),
  'recipes.remove': change('Forgets a recipe; runs by it stay as they are.', z.strictObject({ name: libraryNameSchema }), nothing),
  'recipes.preview': read(
    'What the network would see of some training images of a data set, epoch by epoch; `images` null: some of each class.',
    z.strictObject({
      dataSet: z.int(),
      images: z.array(z.int()).min(1).max(12).nullable().default(null),
      recipe: runRecipeSchema,
      seed: z
        .int()
        .min(0)
        .max(2 ** 31 - 1)
        .default(1),
      epochs: z.int().min(1).max(12).default(4),
      maskedCopies: z.boolean().default(false),
    }),
    previewSchema,
  ),
} as const;
