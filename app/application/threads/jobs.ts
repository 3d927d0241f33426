/**
 * What threads of the application do, so that the one that answers faces is never kept: what each takes and gives. Ids, paths,
 * findings and small pictures cross, never whole images; nothing here writes to the database, which has one writer.
 */
import { z } from 'zod';
import { augmentationSchema, mixupSchema } from '../../contract/augmentation.ts';
import { findingSchema } from '../../contract/findings.ts';
import { galleryPageSchema, gallerySchema, runComparisonSchema, studyComparisonSchema } from '../../contract/runs.ts';
import { calibrationSchema, modelChoiceSchema, possibleModelSchema, slideModelSchema, unreadReasonSchema } from '../../contract/slides.ts';
import { trainingOrderSchema, trainingPlanSchema } from '../../contract/training.ts';
import { sha256Schema, splitSchema } from '../../contract/words.ts';
import { maskFactsSchema } from '../../store/masks.ts';

function job<Input extends z.ZodType, Output extends z.ZodType>(input: Input, output: Output) {
  return { input, output };
}

const seen = z.strictObject({ id: z.int(), path: z.string(), sha256: sha256Schema });

const seenImage = z.object({
  ...{ id: z.int(), path: z.string(), sha256: z.string(), class: z.string().nullable() },
  ...{ split: splitSchema, group: z.string().nullable() },
});

const measures = { contrast: z.number(), purity: z.number(), nucleus: z.number(), second: z.number(), blur: z.number() };
const cellLook = z.discriminatedUnion('kind', [
  z.strictObject({
    ...{ kind: z.literal('seen'), sha256: sha256Schema, width: z.int(), height: z.int(), measures: z.strictObject(measures) },
    fingerprint: z.custom<Int8Array>((value) => value instanceof Int8Array),
  }),
  z.strictObject({ kind: z.literal('unread'), reason: unreadReasonSchema, sentence: z.string() }),
]);

export const JOBS = {
  /** Looks for a cell in one image and keeps the file of the mask that it proposes. */
  propose: job(
    z.strictObject({
      /** The data folder. */
      folder: z.string(),
      root: z.string(),
      image: seen.extend({ bytes: z.int(), width: z.int(), height: z.int() }),
    }),
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('proposed'), mask: maskFactsSchema }),
      z.strictObject({ kind: z.literal('without cell') }),
      z.strictObject({ kind: z.literal('unreadable'), sentence: z.string() }),
    ]),
  ),
  /** What images look like; null where one cannot be read. */
  fingerprints: job(
    z.strictObject({ /** The file of the thumbnails. */ thumbnails: z.string(), root: z.string(), images: z.array(seen) }),
    z.array(z.custom<Int8Array>((value) => value instanceof Int8Array).nullable()),
  ),
  /** The hash of a data set where it is due, without keeping it. */
  hash: job(
    z.strictObject({ folder: z.string(), dataSet: z.int() }),
    z.strictObject({ dataSetId: z.int(), changes: z.int(), hash: sha256Schema }).nullable(),
  ),
  /** All that is wrong with a data set and its library. */
  check: job(z.strictObject({ folder: z.string(), dataSet: z.string(), contents: z.boolean() }), z.array(findingSchema)),
  /** The moves after which nothing of a data set lies in two splits. */
  moves: job(
    z.strictObject({ folder: z.string(), dataSet: z.string() }),
    z.array(z.object({ dataSet: z.string(), image: seenImage, to: splitSchema, lot: z.int(), because: z.string() })),
  ),
  /** What the network sees of images by a recipe's augmentation, as data addresses of small PNG files. */
  preview: job(
    z.strictObject({
      images: z.array(z.strictObject({ file: z.string(), mask: z.string().nullable() })),
      variation: z.strictObject({ augmentation: augmentationSchema.nullable(), mixup: mixupSchema.nullable() }),
      ...{ imageSize: z.int(), seed: z.int(), epochs: z.int() },
    }),
    z.array(
      z.object({
        ...{ name: z.string(), isMaskedCopy: z.boolean(), original: z.string() },
        variants: z.array(z.object({ address: z.string(), words: z.array(z.string()) })),
      }),
    ),
  ),
  /** Runs side by side, and whether the difference is real. */
  compareRuns: job(z.strictObject({ folder: z.string(), runs: z.array(z.int()), baseline: z.int() }), runComparisonSchema),
  gallery: job(z.strictObject({ folder: z.string(), gallery: gallerySchema, offset: z.int(), limit: z.int() }), galleryPageSchema),
  compareStudy: job(z.strictObject({ folder: z.string(), study: z.int() }), studyComparisonSchema),
  /** What an order would come to. */
  plan: job(z.strictObject({ folder: z.string(), order: trainingOrderSchema }), trainingPlanSchema),
  /** What files of cells hold, when a slide is opened. */
  lookAtCells: job(z.strictObject({ files: z.array(z.string()) }), z.array(cellLook)),
  /** What the probabilities of a run mean. */
  calibrate: job(z.strictObject({ folder: z.string(), run: z.int(), targetError: z.number().nullable() }), calibrationSchema),
  /** The model that a slide is to be classified with. */
  slideModel: job(
    z.strictObject({
      ...{ folder: z.string(), choice: modelChoiceSchema, testTimeAugmentation: z.boolean(), threshold: z.number().nullable() },
    }),
    slideModelSchema,
  ),
  modelsOfStudy: job(z.strictObject({ folder: z.string() }), z.array(possibleModelSchema)),
  /** Paints the synthetic sample into a folder; gives that of its cells. */
  sample: job(z.strictObject({ folder: z.string(), seed: z.int() }), z.string()),
} as const;

export type JobName = keyof typeof JOBS;
export type JobInput<Name extends JobName> = z.output<(typeof JOBS)[Name]['input']>;
export type JobOutput<Name extends JobName> = z.output<(typeof JOBS)[Name]['output']>;
