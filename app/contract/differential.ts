/** The differential count of a slide: how many cells of each class, how sure that is, and how it lies to what is usual. */
import { z } from 'zod';

const share = z.number().min(0).max(1);
const perCent = z.number().min(0).max(100);

/** What is usual in a class, in per cent of the counted cells; both ends belong to it. */
export const referenceRangeSchema = z
  .strictObject({ class: z.string().trim().min(1).max(200), low: perCent, high: perCent })
  .refine(({ low, high }) => low <= high, 'a range begins below its end');
export type ReferenceRange = z.infer<typeof referenceRangeSchema>;

export const referenceRangesSchema = z.strictObject({
  /** Where they come from; it stands below the table on paper. */
  source: z.string().trim().min(1).max(300),
  ranges: z
    .array(referenceRangeSchema)
    .max(50)
    .refine((ranges) => new Set(ranges.map((range) => classKey(range.class))).size === ranges.length, 'a class has one range'),
});
export type ReferenceRanges = z.infer<typeof referenceRangesSchema>;

/** Of adults, until the lab sets its own (docs/signing.md). */
export const ADULT_RANGES: ReferenceRanges = {
  source: 'Dacie and Lewis, Practical Haematology, 10th ed. 2006: adults',
  ranges: [
    { class: 'Neutrophil', low: 40, high: 80 },
    { class: 'Lymphocyte', low: 20, high: 40 },
    { class: 'Monocyte', low: 2, high: 10 },
    { class: 'Eosinophil', low: 1, high: 6 },
    { class: 'Basophil', low: 0, high: 2 },
  ],
};

/** Folders are called "Neutrophil", "neutrophils" or "NEUTROPHIL": one class. */
export function classKey(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase().replace(/s$/, '');
}

/**
 * `low`, `high`: the whole interval lies outside; `possibly …`: the share does, but the interval reaches in, so more cells might say otherwise.
 */
export const comparisonSchema = z.enum(['low', 'possibly low', 'inside', 'possibly high', 'high']);
export type Comparison = z.infer<typeof comparisonSchema>;

export const classCountSchema = z.strictObject({
  class: z.string(),
  cells: z.int().min(0),
  /** Of which a person said so. */
  byPerson: z.int().min(0),
  /** Of the counted cells; null where none is counted. */
  share: share.nullable(),
  /** The exact 95 % interval of the share. */
  low: share,
  high: share,
  range: z.strictObject({ low: perCent, high: perCent }).nullable(),
  /** null without a range or without cells. */
  comparison: comparisonSchema.nullable(),
});
export type ClassCount = z.infer<typeof classCountSchema>;

export const differentialSchema = z.strictObject({
  /** What the shares are of. */
  counted: z.int().min(0),
  /** The classes of the model in its order, then others that a person gave. */
  classes: z.array(classCountSchema),
  /** Not counted, each for its reason. */
  uncertain: z.int().min(0),
  unclassified: z.int().min(0),
  waiting: z.int().min(0),
  notCounted: z.int().min(0),
  duplicates: z.int().min(0),
  /** Where the ranges come from. */
  source: z.string(),
});
export type Differential = z.infer<typeof differentialSchema>;
