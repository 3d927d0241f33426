/** Runs as a face shows and compares them. */
import { z } from 'zod';
import { comparisonSchema } from './comparison.ts';
import { classificationReportSchema, confusionMatrixSchema, epochMetricsSchema } from './evaluation.ts';
import { imageCardSchema } from './library.ts';
import { armSchema, networkNameSchema, runStateSchema, sha256Schema } from './words.ts';

export const runArmSchema = z.enum([...armSchema.options, 'pretraining']);
export type RunArm = z.infer<typeof runArmSchema>;

/** One run of the data folder, as a row of a table. */
export const listedRunSchema = z.strictObject({
  id: z.int(),
  name: z.string(),
  /** The id of its study, and what a person called it. */
  study: z.int(),
  studyName: z.string().nullable(),
  network: networkNameSchema,
  arm: runArmSchema,
  dataSet: z.strictObject({ id: z.int(), name: z.string(), hash: sha256Schema }),
  /** What it was trained on; null: all training images. `name` is null where the study drew it for itself. */
  subset: z.strictObject({ name: z.string().nullable(), percent: z.number().nullable() }).nullable(),
  seed: z.int(),
  state: runStateSchema,
  epochs: z.strictObject({ done: z.int(), planned: z.int() }),
  /** On the validation images, of the epoch that is reported (of the last one while it is not finished); null where there is none. */
  scores: z.strictObject({ accuracy: z.number().nullable(), macroF1: z.number().nullable(), loss: z.number().nullable() }),
  seconds: z.number().nullable(),
  engine: z.string().nullable(),
  device: z.string().nullable(),
  startedAt: z.string().nullable(),
  finishedAt: z.string().nullable(),
  /** Why it ended, where it failed. */
  failure: z.string().nullable(),
  tags: z.array(z.string()),
  note: z.string(),
});
export type ListedRun = z.infer<typeof listedRunSchema>;

export const RUN_ORDERS = [
  'finished',
  'name',
  'network',
  'dataSet',
  'subset',
  'seed',
  'state',
  'epochs',
  'accuracy',
  'macroF1',
  'seconds',
] as const;
export const runOrderSchema = z.enum(RUN_ORDERS);
export type RunOrder = z.infer<typeof runOrderSchema>;

/** Which runs; every field narrows them further. */
export const runFilterSchema = z.strictObject({
  /** Part of the name, a tag, the note, the data set or the subset, without regard to case. */
  search: z.string().max(200).default(''),
  networks: z.array(networkNameSchema).default([]),
  states: z.array(runStateSchema).default([]),
  tags: z.array(z.string().max(200)).max(100).default([]),
  study: z.int().nullable().default(null),
});
export type RunFilter = z.infer<typeof runFilterSchema>;

export const runListSchema = z.strictObject({
  /** How many there are, whatever the filter. */
  total: z.int(),
  runs: z.array(listedRunSchema),
  /** Every tag that a run has, in order. */
  tags: z.array(z.string()),
});
export type RunList = z.infer<typeof runListSchema>;

export const tagSchema = z.string().trim().min(1).max(60);
export const noteSchema = z.string().max(10_000);

export const FEWEST_COMPARED = 2;
export const MOST_COMPARED = 6;

/** Each once. */
export const comparedRunsSchema = z
  .array(z.int())
  .min(FEWEST_COMPARED)
  .max(MOST_COMPARED)
  .refine((runs) => new Set(runs).size === runs.length, 'a run is compared with others, not with itself');

/** What a run was made with, in a recipe's own words (`training.optimizer.learningRate`), one value for each run. */
export const settingSchema = z.strictObject({
  name: z.string(),
  values: z.array(z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type Setting = z.infer<typeof settingSchema>;
/** Those in which the runs differ, and those that are the same for all, of which one value is said. */
export const settingsSchema = z.strictObject({ differing: z.array(settingSchema), same: z.array(settingSchema) });
export type RunSettings = z.infer<typeof settingsSchema>;

const interval = z.strictObject({ low: z.number(), high: z.number() });
export type Interval = z.infer<typeof interval>;
const points = z.array(z.tuple([z.number(), z.number()]));

export const classIntervalsSchema = z.strictObject({ precision: interval, recall: interval, f1: interval });
/** Less the baseline's. */
const scoreDifference = z.strictObject({ value: z.number(), low: z.number(), high: z.number() });
export type ScoreDifference = z.infer<typeof scoreDifference>;
export const classDifferencesSchema = z.strictObject({ precision: scoreDifference, recall: scoreDifference, f1: scoreDifference });

export const rankCurveSchema = z.strictObject({ points, area: z.number() });
/** Of one class against the others; null where no image is of the class, or all are. */
export const classCurvesSchema = z.strictObject({ roc: rankCurveSchema, precisionRecall: rankCurveSchema }).nullable();

export const reliabilitySchema = z.strictObject({
  bins: z.array(z.strictObject({ low: z.number(), high: z.number(), images: z.int(), confidence: z.number(), accuracy: z.number() })),
  expectedCalibrationError: z.number(),
});

export const judgedRunSchema = z.strictObject({
  run: z.int(),
  report: classificationReportSchema,
  /** Wilson's 95 % interval. */
  accuracyInterval: interval,
  /** 95 % bootstrap intervals over the images, as are those of the classes, in class order. */
  macroF1Interval: interval,
  intervals: z.array(classIntervalsSchema),
  confusion: confusionMatrixSchema,
  /** In class order. */
  curves: z.array(classCurvesSchema),
  reliability: reliabilitySchema,
});
export type JudgedRun = z.infer<typeof judgedRunSchema>;

/** A run against the baseline. */
export const againstSchema = z.strictObject({
  run: z.int(),
  /** First: the baseline. */
  comparison: comparisonSchema,
  /** In class order. */
  perClass: z.array(classDifferencesSchema),
  /** Over the seeds that runs by the baseline's recipe and by this one's both have; null with fewer than two. */
  overSeeds: z.strictObject({ seeds: z.array(z.int()), value: z.number(), low: z.number(), high: z.number() }).nullable(),
});
export type Against = z.infer<typeof againstSchema>;

/** Finished runs that differ by their seed alone, with at least one of them chosen. */
export const seedGroupSchema = z.strictObject({
  /** Those that are compared. */
  chosen: z.array(z.int()),
  runs: z.array(z.strictObject({ run: z.int(), seed: z.int(), macroF1: z.number().nullable() })),
  /** Of the validation macro-F1 and loss over these runs, epoch by epoch, as long as all of them went on. */
  bands: z.array(
    z.strictObject({
      epoch: z.int(),
      macroF1: z.strictObject({ low: z.number(), mean: z.number(), high: z.number() }).nullable(),
      loss: z.strictObject({ low: z.number(), mean: z.number(), high: z.number() }).nullable(),
    }),
  ),
});
export type SeedGroup = z.infer<typeof seedGroupSchema>;

/** Why runs are not judged together. */
export const apartSchema = z.enum(['unfinished', 'no classes', 'other images', 'other classes']);

export const runComparisonSchema = z.strictObject({
  baseline: z.int(),
  /** One for each run, in the order asked for. */
  curves: z.array(z.strictObject({ run: z.int(), epochs: z.array(epochMetricsSchema) })),
  settings: settingsSchema,
  seedGroups: z.array(seedGroupSchema),
  judged: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('together'),
      classes: z.array(z.string()),
      images: z.int(),
      runs: z.array(judgedRunSchema),
      against: z.array(againstSchema),
    }),
    /** `runs`: those that stand in the way, by name. */
    z.strictObject({ kind: z.literal('apart'), why: apartSchema, runs: z.array(z.string()) }),
  ]),
});
export type RunComparison = z.infer<typeof runComparisonSchema>;
export type JudgedTogether = Extract<RunComparison['judged'], { kind: 'together' }>;

export const studyListSchema = z.array(
  z.strictObject({
    id: z.int(),
    name: z.string().nullable(),
    createdAt: z.string(),
    state: runStateSchema,
    runs: z.int(),
    finished: z.int(),
  }),
);

/** A study's arms side by side, subset by subset. */
export const studyComparisonSchema = z.strictObject({
  study: z.int(),
  rows: z.array(
    z.strictObject({
      run: z.int(),
      name: z.string(),
      /** Per cent of the training images. */
      subset: z.number(),
      arm: armSchema,
      images: z.int(),
      accuracy: z.number(),
      accuracyInterval: interval,
      macroF1: z.number(),
      /** First: the plain run of the same subset; null for itself and where there is none. */
      againstPlain: comparisonSchema.nullable(),
    }),
  ),
  /** What the study published, on its own images; `images`: those its matrix covers. */
  published: z.array(z.strictObject({ subset: z.number(), arm: armSchema, images: z.int(), accuracy: z.number(), macroF1: z.number() })),
  /** Validation images of the published study. */
  publishedImages: z.int(),
});
export type StudyComparison = z.infer<typeof studyComparisonSchema>;

const runId = z.int();
/** Which images of compared runs. Classes by name. */
export const gallerySchema = z.discriminatedUnion('kind', [
  /** Of one cell of a run's confusion matrix. */
  z.strictObject({ kind: z.literal('cell'), run: runId, actual: z.string().max(200), predicted: z.string().max(200) }),
  /** That one run has right and another wrong. */
  z.strictObject({ kind: z.literal('one right'), right: runId, wrong: runId }),
  z.strictObject({ kind: z.literal('both wrong'), runs: z.tuple([runId, runId]) }),
]);
export type Gallery = z.infer<typeof gallerySchema>;

export const MOST_IMAGES_OF_A_GALLERY = 200;

/** What one run said of an image: the class it took it for, how sure it was, and what probability it gave the class that it is labelled. */
const answerSchema = z.strictObject({ run: z.int(), predicted: z.string(), probability: z.number(), ofActual: z.number() });
export const galleryImageSchema = z.strictObject({ image: imageCardSchema, actual: z.string(), answers: z.array(answerSchema) });
export type GalleryImage = z.infer<typeof galleryImageSchema>;
export const galleryPageSchema = z.strictObject({ total: z.int(), images: z.array(galleryImageSchema) });
export type GalleryPage = z.infer<typeof galleryPageSchema>;

/** An image over all runs that predicted it, the latest first. */
export const imageHistorySchema = z.strictObject({
  image: imageCardSchema,
  /** Those of its data set, for their colours. */
  classes: z.array(z.string()),
  answers: z.array(
    answerSchema.extend({
      name: z.string(),
      network: networkNameSchema,
      seed: z.int(),
      finishedAt: z.string().nullable(),
      actual: z.string(),
    }),
  ),
});
export type ImageHistory = z.infer<typeof imageHistorySchema>;
