/** Slides as a face sees them: the cells of one smear, what a model took each for, and what a person says. */
import { z } from 'zod';
import { reliabilitySchema } from './runs.ts';
import { networkNameSchema, pathSchema, sha256Schema } from './words.ts';

const share = z.number().min(0).max(1);

/** What the laboratory calls the sample; it goes on paper, so no line breaks. */
export const accessionSchema = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^\p{Cc}]*$/u, 'an accession number has no line breaks or other control characters');
export const slideNotesSchema = z.string().max(10_000);

/** More cells than a differential count ever has. */
export const MOST_CELLS = 20_000;

/** Why an image may be no single cell in focus (docs/slides.md says how each is measured). */
export const cellFlagSchema = z.enum(['empty', 'several cells', 'out of focus']);
export type CellFlag = z.infer<typeof cellFlagSchema>;

/** Which model is to classify: a finished run of the data folder, or one of a study's output folder (`run` null: its best one). */
export const modelChoiceSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('run'), run: z.int() }),
  z.strictObject({ kind: z.literal('study'), folder: pathSchema, run: z.string().min(1).max(200).nullable().default(null) }),
]);
export type ModelChoice = z.infer<typeof modelChoiceSchema>;

/** The model that a slide was classified with, with all that its probabilities depend on; kept with the slide. */
export const slideModelSchema = z.strictObject({
  /** Of the data folder; null where it came from a study's output folder. */
  run: z.int().nullable(),
  name: z.string(),
  /** That holds run.json and the checkpoint. */
  folder: z.string(),
  network: networkNameSchema,
  /** In the order of the probabilities. */
  classes: z.array(z.string()).min(1),
  imageSize: z.int(),
  /** What it was trained on. */
  dataSet: z.strictObject({ name: z.string(), hash: sha256Schema }),
  /** SHA-256 of the checkpoint's file: these very weights. */
  checkpoint: sha256Schema,
  /** Of the program that classified. */
  version: z.string(),
  /** Logits are divided by it; 1: as the network gives them. */
  temperature: z.number().positive(),
  /** Cells less sure than this are uncertain. */
  threshold: share,
  /** Error among the certain ones on the validation images that the threshold was chosen for; null where a person gave the threshold. */
  targetError: share.nullable(),
  /** Whether each cell was looked at in all eight flips and quarter turns. */
  testTimeAugmentation: z.boolean(),
});
export type SlideModel = z.infer<typeof slideModelSchema>;

export const unreadReasonSchema = z.enum(['unreadable', 'missing', 'changed', 'failed']);

export const cellResultSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('waiting') }),
  z.strictObject({
    kind: z.literal('classified'),
    predicted: z.string(),
    /** Of `predicted`, after the temperature. */
    probability: share,
    /** The second-best class; null where the model knows one class alone. */
    second: z.strictObject({ class: z.string(), probability: share }).nullable(),
    /** In the order of the model's classes. */
    probabilities: z.array(share),
    /** Below the threshold. */
    isBelowThreshold: z.boolean(),
  }),
  /** It could not be looked at; the sentence says why. */
  z.strictObject({ kind: z.literal('unclassified'), reason: unreadReasonSchema, sentence: z.string() }),
]);
export type CellResult = z.infer<typeof cellResultSchema>;

/** What a person says of a cell: a class (also one that the model does not know), or that it is not to be counted. */
export const cellLabelSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('class'), class: z.string().trim().min(1).max(200) }),
  z.strictObject({ kind: z.literal('not counted') }),
]);
export type CellLabel = z.infer<typeof cellLabelSchema>;

export const cellSchema = z.strictObject({
  id: z.int(),
  slide: z.int(),
  /** The whole path of the file. */
  file: z.string(),
  /** Its name to be shown: from the slide's folder on. */
  path: z.string(),
  /** null where the file could not be read. Its thumbnail's address is made of it. */
  sha256: sha256Schema.nullable(),
  /** 0 where the file could not be read. */
  width: z.int(),
  height: z.int(),
  flags: z.array(cellFlagSchema),
  /** An earlier cell of the slide that this is the same picture of. */
  duplicateOf: z.int().nullable(),
  result: cellResultSchema,
  label: cellLabelSchema.nullable(),
});
export type Cell = z.infer<typeof cellSchema>;

/**
 * What a cell is in the count. `counted`: as a class; `uncertain`: below the threshold or flagged, until a person says what it is;
 * `not counted`: a person said so; `duplicate`: the same picture as another cell of the slide.
 */
export const CELL_STANDINGS = ['uncertain', 'unclassified', 'waiting', 'counted', 'duplicate', 'not counted'] as const;
export const cellStandingSchema = z.enum(CELL_STANDINGS);
export type CellStanding = z.infer<typeof cellStandingSchema>;

/** The one place that says what a cell counts as: a person's word goes before everything, then duplicates, then the model's. */
export function standingOf({ label, duplicateOf, result, flags }: Pick<Cell, 'label' | 'duplicateOf' | 'result' | 'flags'>): CellStanding {
  if (label !== null) return label.kind === 'class' ? 'counted' : 'not counted';
  if (duplicateOf !== null) return 'duplicate';
  if (result.kind !== 'classified') return result.kind;
  return result.isBelowThreshold || flags.length > 0 ? 'uncertain' : 'counted';
}

/** The class that a cell is counted as; null where it is not counted. */
export function countedAs(cell: Pick<Cell, 'label' | 'duplicateOf' | 'result' | 'flags'>): string | null {
  if (standingOf(cell) !== 'counted') return null;
  if (cell.label?.kind === 'class') return cell.label.class;
  return cell.result.kind === 'classified' ? cell.result.predicted : null;
}

/** A person's label that says something else than the model did. */
export function isCorrected({ label, result }: Pick<Cell, 'label' | 'result'>): boolean {
  return label?.kind === 'class' && !(result.kind === 'classified' && result.predicted === label.class);
}

export const slideStateSchema = z.discriminatedUnion('kind', [
  /** Its cells are there. */
  z.strictObject({ kind: z.literal('open') }),
  /** Begun: `isRunning` false after a stop or the program's end, until it is gone on with. */
  z.strictObject({ kind: z.literal('classifying'), model: slideModelSchema, isRunning: z.boolean() }),
  /** Each cell was classified or could not be. */
  z.strictObject({ kind: z.literal('review'), model: slideModelSchema, classifiedAt: z.string() }),
  /** Frozen. */
  z.strictObject({
    kind: z.literal('signed'),
    model: slideModelSchema,
    classifiedAt: z.string(),
    signedAt: z.string(),
    signedBy: z.string(),
    meaning: z.string(),
  }),
]);
export type SlideState = z.infer<typeof slideStateSchema>;
export type SlideStateKind = SlideState['kind'];

/** How many cells there are of each standing; together all of the slide's. */
export const standingCountsSchema = z.record(cellStandingSchema, z.int().min(0));
export type StandingCounts = z.infer<typeof standingCountsSchema>;

export const slideSchema = z.strictObject({
  id: z.int(),
  accession: z.string(),
  notes: z.string(),
  /** Where its cells lie; null where files were chosen one by one. */
  folder: z.string().nullable(),
  openedAt: z.string(),
  /** 1; each amendment of a signed slide is one more. */
  version: z.int().min(1),
  state: slideStateSchema,
  cells: z.int(),
  standings: standingCountsSchema,
});
export type Slide = z.infer<typeof slideSchema>;

export const slideDetailsSchema = z.strictObject({
  ...slideSchema.shape,
  /** Those of the model, then others that a person gave, by name. */
  classes: z.array(z.string()),
  /** Counted cells of each class, in the order of `classes`. */
  counts: z.array(z.strictObject({ class: z.string(), cells: z.int(), /** Of which a person said so. */ byPerson: z.int() })),
  flags: z.array(z.strictObject({ flag: cellFlagSchema, cells: z.int() })),
  /** Labels of a person that differ from the model's, and those of them that lie in the library already. */
  corrected: z.int(),
  inLibrary: z.int(),
  /** What `slides.undo` would take back. */
  lastLabelling: z.strictObject({ cells: z.int(), label: cellLabelSchema.nullable() }).nullable(),
  warnings: z.array(z.string()),
});
export type SlideDetails = z.infer<typeof slideDetailsSchema>;

/** Which cells of a slide; every field narrows them further. */
export const cellFilterSchema = z.strictObject({
  standings: z.array(cellStandingSchema).min(1).optional(),
  /** What the model took them for. */
  predicted: z.string().min(1).max(200).optional(),
  /** What they are in the gallery: a person's class, else the model's; also those that are uncertain. null: neither. */
  shownAs: z.string().min(1).max(200).nullable().optional(),
  flag: cellFlagSchema.optional(),
  isCorrected: z.boolean().optional(),
});
export type CellFilter = z.infer<typeof cellFilterSchema>;

export const MOST_CELLS_OF_A_PAGE = 500;
export const cellPageSchema = z.strictObject({ total: z.int(), cells: z.array(cellSchema) });
export type CellPage = z.infer<typeof cellPageSchema>;

/** `review`: uncertain ones first, the least sure before all; then unclassified ones; then by class. `path`: as the files are called. */
export const cellOrderSchema = z.enum(['review', 'path', 'probability']);
export type CellOrder = z.infer<typeof cellOrderSchema>;

/** The class that a gallery puts a cell under. */
export function shownAs({ label, result }: Pick<Cell, 'label' | 'result'>): string | null {
  if (label?.kind === 'class') return label.class;
  return result.kind === 'classified' ? result.predicted : null;
}

const reliability = reliabilitySchema.extend({
  /** Mean −log probability of what they are. */
  loss: z.number(),
});

/** What a run's probabilities mean, measured on its validation images (Guo et al. 2017). */
export const calibrationSchema = z.strictObject({
  run: z.int().nullable(),
  images: z.int(),
  temperature: z.number().positive(),
  before: reliability,
  after: reliability,
  /** Error among the certain ones that is aimed at. */
  targetError: share,
  threshold: share,
  /** At the threshold: share of the images that are certain, and the error among them. */
  coverage: share,
  error: share,
  /** Whether any threshold reaches the target on these images; else it is 1 and every cell is uncertain. */
  isReached: z.boolean(),
  /** Risk against coverage, from the surest on; thinned to some hundred points. */
  curve: z.array(z.strictObject({ coverage: share, error: share, threshold: share })),
  /** null while it is only proposed. */
  savedAt: z.string().nullable(),
});
export type Calibration = z.infer<typeof calibrationSchema>;

/** What an unfitted model aims at: one wrong cell of fifty among those that are certain. */
export const DEFAULT_TARGET_ERROR = 0.02;
export const targetErrorSchema = z.number().min(0).max(0.5);

/** A finished run that can classify. */
export const possibleModelSchema = z.strictObject({
  /** null where it lies in a study's output folder. */
  run: z.int().nullable(),
  name: z.string(),
  studyName: z.string().nullable(),
  network: networkNameSchema,
  classes: z.array(z.string()),
  dataSet: z.strictObject({ name: z.string(), hash: sha256Schema }),
  imageSize: z.int(),
  finishedAt: z.string().nullable(),
  macroF1: z.number().nullable(),
  /** Validation images that it predicted; none: it cannot be calibrated. */
  validated: z.int(),
  /** What was saved for it. */
  calibration: z.strictObject({ temperature: z.number(), threshold: z.number(), targetError: z.number() }).nullable(),
});
export type PossibleModel = z.infer<typeof possibleModelSchema>;

export const sentToLibrarySchema = z.strictObject({ dataSet: z.int(), name: z.string(), images: z.int(), alreadyThere: z.int() });
export type SentToLibrary = z.infer<typeof sentToLibrarySchema>;
