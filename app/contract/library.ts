/** The image library as a face sees it: how a folder is imported, pages of images, masks, subsets. */
import { z } from 'zod';
import { sha256Schema, splitSchema } from './words.ts';

/** Names that a person types and a command line takes without quotes being a riddle; also those of subsets. */
export const libraryNameSchema = z
  .string()
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{N} ._+%-]{0,63}$/u,
    'a name begins with a letter or digit and has up to 64 letters, digits, spaces and . _ + % -',
  );

/**
 * `splits`: train/data/<Class>/…, with masks under train/mask/<Class>/…; `classes`: <Class>/… (or data/<Class>/… and mask/<Class>/…);
 * `labels`: any folder with a CSV or JSON file that says what each image shows; `unlabelled`: a folder of images, or train/… and val/….
 */
export const layoutSchema = z.enum(['splits', 'classes', 'labels', 'unlabelled']);
export type LayoutName = z.infer<typeof layoutSchema>;

/** Per cents of the images for train, val and test, where the folder itself has no splits. */
export const splitSharesSchema = z
  .strictObject({ train: z.number().min(0).max(100), val: z.number().min(0).max(100), test: z.number().min(0).max(100) })
  .refine(({ train, val, test }) => Math.abs(train + val + test - 100) < 1e-9, 'the shares of train, val and test add up to 100');
export type SplitShares = z.infer<typeof splitSharesSchema>;

/** How a data set is imported; kept with it, so that a re-scan does the same. */
export const importSettingsSchema = z.strictObject({
  layout: layoutSchema,
  /** The file of labels; relative to the data set's root, with `/` between folders, where it lies in it. */
  labels: z.string().min(1).nullable().default(null),
  /** Null: the folder's own splits; for unlabelled images in one folder about a tenth to val. */
  split: splitSharesSchema.nullable().default(null),
  /** A regular expression over the file's path: what it matches (its first group, where it has one) is the smear or patient. */
  groupBy: z.string().min(1).nullable().default(null),
  seed: z.int().min(0).default(1),
});
export type ImportSettings = z.infer<typeof importSettingsSchema>;

export const importSummarySchema = z.strictObject({
  dataSet: z.int(),
  name: z.string(),
  root: z.string(),
  hash: sha256Schema,
  layout: layoutSchema,
  classes: z.array(z.string()),
  /** Images of the data set now. */
  images: z.int(),
  bySplit: z.strictObject({ train: z.int(), val: z.int(), test: z.int() }),
  masks: z.int(),
  /** What this import found different from the one before. `moved`: of another class, split or group; `back`: had been missing. */
  added: z.int(),
  changed: z.int(),
  moved: z.int(),
  back: z.int(),
  missing: z.int(),
  refused: z.int(),
  warnings: z.array(z.string()),
});
export type ImportSummary = z.infer<typeof importSummarySchema>;

/** Where a mask comes from: drawn or corrected by hand, the lab's own, or proposed by this program. */
export const maskOriginSchema = z.enum(['drawn', 'lab', 'proposed']);
export type MaskOrigin = z.infer<typeof maskOriginSchema>;

/** What became of a proposed mask: it counts for nothing until a person accepts it, and where one rejected it is made anew only if asked to. */
export const proposalStateSchema = z.enum(['proposed', 'accepted', 'rejected']);
export type ProposalState = z.infer<typeof proposalStateSchema>;

/** What an image's best mask is: the first of these that it has. One that is only proposed does not count. */
export const maskStandingSchema = z.enum(['drawn', 'lab', 'accepted', 'proposed']);
export type MaskStanding = z.infer<typeof maskStandingSchema>;

export const proposingSummarySchema = z.strictObject({
  dataSet: z.string(),
  /** Images without any mask that were looked at. */
  images: z.int(),
  proposed: z.int(),
  /** Paths of images in which no stained cell stands out. */
  withoutCell: z.array(z.string()),
  /** Sentences about images that could not be read. */
  unreadable: z.array(z.string()),
});
export type ProposingSummary = z.infer<typeof proposingSummarySchema>;

/** How well proposals agree with masks made by experts: Dice, 0 to 1. `nucleus` is null where the masks tell no nucleus apart. */
export const agreementSchema = z.strictObject({ mean: z.number(), least: z.number(), tenth: z.number() });
export type Agreement = z.infer<typeof agreementSchema>;
export const proposerEvaluationSchema = z.strictObject({
  folder: z.string(),
  part: z.enum(['all', 'even', 'odd']),
  /** One row for each class, and at last one over all images, with `class` null. */
  rows: z.array(
    z.strictObject({
      class: z.string().nullable(),
      images: z.int(),
      cell: agreementSchema,
      nucleus: agreementSchema.nullable(),
    }),
  ),
  withoutCell: z.array(z.string()),
});
export type ProposerEvaluation = z.infer<typeof proposerEvaluationSchema>;

/** Which images of a data set; every field narrows them further. */
export const imageFilterSchema = z.strictObject({
  dataSet: z.int(),
  /** null stands for images without a label. */
  classes: z.array(z.string().nullable()).min(1).optional(),
  splits: z.array(splitSchema).min(1).optional(),
  /** `with`: one that counts; `without`: none that does; or what the best mask is. */
  mask: z.enum(['with', 'without', ...maskStandingSchema.options]).optional(),
  subset: z.int().optional(),
  /**
   * Images that a run predicted (`library.runs`); those that it took for a class; those that it took for what they are labelled now, or for
   * something else.
   */
  prediction: z
    .strictObject({ run: z.int(), predicted: z.string().min(1).max(200).optional(), isRight: z.boolean().optional() })
    .optional(),
  /** Part of the path, without regard to the case of A to Z. */
  search: z.string().min(1).max(200).optional(),
});
export type ImageFilter = z.infer<typeof imageFilterSchema>;

export const MOST_IMAGES_OF_A_PAGE = 500;

export const pageRequestSchema = z.strictObject({
  filter: imageFilterSchema,
  /** Ties go by path. */
  sort: z.strictObject({ by: z.enum(['path', 'class', 'bytes', 'modified']), descending: z.boolean() }),
  offset: z.int().min(0),
  limit: z.int().min(1).max(MOST_IMAGES_OF_A_PAGE),
});
export type PageRequest = z.infer<typeof pageRequestSchema>;

/** What a grid shows of an image; its thumbnail is asked for by `sha256`. */
export const imageCardSchema = z.strictObject({
  id: z.int(),
  path: z.string(),
  sha256: sha256Schema,
  class: z.string().nullable(),
  split: splitSchema,
  width: z.int(),
  height: z.int(),
  bytes: z.int(),
  mask: maskStandingSchema.nullable(),
});
export type ImageCard = z.infer<typeof imageCardSchema>;

/** `total`: how many images the filter lets through, over all pages. */
export const imagePageSchema = z.strictObject({ total: z.int(), images: z.array(imageCardSchema) });
export type ImagePage = z.infer<typeof imagePageSchema>;

/** A run that predicted images of a data set. */
export const predictingRunSchema = z.strictObject({
  id: z.int(),
  name: z.string(),
  /** Images of the data set that it predicted. */
  images: z.int(),
  /** What it tells apart, in the order of its outputs. */
  classes: z.array(z.string()),
  /** null while it goes on. */
  finishedAt: z.string().nullable(),
});
export type PredictingRun = z.infer<typeof predictingRunSchema>;

/** How far the masks of one class in one split reach. */
export const maskCoverageSchema = z.strictObject({
  class: z.string().nullable(),
  split: splitSchema,
  images: z.int(),
  drawn: z.int(),
  lab: z.int(),
  accepted: z.int(),
  /** Proposals that wait for a person. */
  proposed: z.int(),
  /** Mean share of the pixels that masks that count call cell; null where there is none. */
  meanForeground: z.number().nullable(),
});
export type MaskCoverage = z.infer<typeof maskCoverageSchema>;

/** What is drawn of each class: a percentage, or a number of images; never fewer than `floor`, as far as there are so many. */
export const subsetSettingsSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('percent'), percent: z.number().positive().max(100), floor: z.int().min(0).default(1) }),
  z.strictObject({ kind: z.literal('count'), count: z.int().min(1), floor: z.int().min(0).default(1) }),
]);
export type SubsetSettings = z.infer<typeof subsetSettingsSchema>;

/** A saved subset; `isCurrent` is false when the data set has changed since it was drawn. */
export const savedSubsetSchema = z.strictObject({
  id: z.int(),
  name: z.string(),
  dataSet: z.string(),
  settings: subsetSettingsSchema,
  seed: z.int(),
  images: z.int(),
  isCurrent: z.boolean(),
});
export type SavedSubset = z.infer<typeof savedSubsetSchema>;
