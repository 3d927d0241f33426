/** A sweep: recipes that are held against each other by cross-validation inside the training images, and what came of it. */
import { z } from 'zod';
import { imageSizeSchema } from './recipe.ts';

/** Keys of a recipe's training, as a recipe file has them, and `maskedCopies`; what is wrong in them is found when a recipe is made of them. */
export const changesSchema = z.record(z.string().min(1), z.json());
export type Changes = z.infer<typeof changesSchema>;

/** A key, or a way to one such as `optimizer.learningRate`, and the values to try. */
const overSchema = z
  .record(z.string().min(1), z.array(z.json()).min(1))
  .refine((over) => Object.keys(over).length > 0, 'at least one key must be searched over');

const nameSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'a name is of small letters, digits and dashes, at most 40');

const searchSchema = z.discriminatedUnion('kind', [
  /** The base, then each step added to the one before. */
  z.strictObject({
    kind: z.literal('ladder'),
    steps: z
      .array(z.strictObject({ name: nameSchema, set: changesSchema }))
      .min(1)
      .refine(
        (steps) => new Set(['base', ...steps.map(({ name }) => name)]).size === steps.length + 1,
        'each step needs a name of its own',
      ),
  }),
  /** All combinations. */
  z.strictObject({ kind: z.literal('grid'), over: overSchema }),
  /** All combinations for a few epochs, then the best share of them for more, and so on (Jamieson and Talwalkar, 2016). */
  z.strictObject({
    kind: z.literal('halving'),
    over: overSchema,
    epochs: z
      .array(z.int().min(1).max(100_000))
      .min(2)
      .refine((epochs) => epochs.every((count, at) => at === 0 || count > (epochs[at - 1] ?? 0)), 'each round needs more epochs'),
    keep: z.number().positive().lt(1).default(0.5),
  }),
]);

/** What `smearlab sweep FILE` reads. */
export const sweepSchema = z.strictObject({
  /** Of the training images; the validation images are never looked at. */
  percent: z.number().positive().max(100).default(100),
  /** Which subset of that size; `each`: every seed draws its own, so that a small one's luck is averaged as well. */
  subsetSeed: z.union([z.int().min(0), z.literal('each')]).default(1),
  folds: z.int().min(2).max(20).default(3),
  /** Each draws the folds, the first weights and the order of the images. */
  seeds: z
    .array(z.int().min(0))
    .min(1)
    .max(100)
    .refine((seeds) => new Set(seeds).size === seeds.length, 'each seed once')
    .default([1]),
  imageSize: imageSizeSchema.default(96),
  base: changesSchema.default({}),
  search: searchSchema,
});
export type Sweep = z.infer<typeof sweepSchema>;

const scoresSchema = z.strictObject({
  seed: z.int(),
  /** Over the predictions of all folds together, each image predicted once. */
  macroF1: z.number(),
  /** Macro-F1 of the classes but the one with the fewest images. */
  macroF1WithoutRarest: z.number(),
  accuracy: z.number(),
});
export type SeedScores = z.infer<typeof scoresSchema>;

const endsSchema = z.strictObject({ low: z.number(), high: z.number() });

/** Each interval is null where it says nothing: over one seed, or where no seed's folds are all there. */
const estimateSchema = z.strictObject({
  value: z.number(),
  /** Student's 95 % interval over the seeds. */
  overSeeds: endsSchema.nullable(),
  /** The 95 % percentile interval over resampled images. */
  overImages: endsSchema.nullable(),
});
export type Estimate = z.infer<typeof estimateSchema>;

export const candidateResultSchema = z.strictObject({
  name: z.string(),
  /** What it says that the base does not, or the candidate before it on a ladder. */
  says: z.string(),
  /** From 1; higher than 1 only where candidates are halved. */
  round: z.int(),
  epochs: z.int(),
  /** Of the seeds whose folds are all finished. */
  seeds: z.array(scoresSchema),
  /** Runs that diverged. */
  diverged: z.array(z.string()),
  /** Mean over the seeds. Null where no seed is whole. */
  macroF1: estimateSchema.nullable(),
  /** Over the seeds only. */
  macroF1WithoutRarest: estimateSchema.nullable(),
  /** Less the candidate before it on a ladder, else less the first: mean over the seeds both have. */
  difference: estimateSchema.nullable(),
  differenceTo: z.string().nullable(),
  /** Training and validation of all its runs. */
  seconds: z.number(),
});
export type CandidateResult = z.infer<typeof candidateResultSchema>;

export const sweepResultSchema = z.strictObject({
  sweep: sweepSchema,
  classes: z.array(z.string()),
  rarestClass: z.string(),
  images: z.int(),
  candidates: z.array(candidateResultSchema),
});
export type SweepResult = z.infer<typeof sweepResultSchema>;
