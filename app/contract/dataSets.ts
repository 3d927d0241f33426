/** Data sets and single images as a face shows them, and how a folder is asked to be imported. */
import { z } from 'zod';
import { imageCardSchema, layoutSchema, libraryNameSchema, maskOriginSchema, proposalStateSchema, splitSharesSchema } from './library.ts';
import { pathSchema, sha256Schema, splitSchema } from './words.ts';

const bySplit = z.strictObject({ train: z.int(), val: z.int(), test: z.int() });

export const dataSetSchema = z.strictObject({
  id: z.int(),
  name: z.string(),
  root: z.string(),
  /** null while an import has not come to its end, and for a moment after a change by hand, until it is made anew. */
  hash: sha256Schema.nullable(),
  /** An import has come to its end. */
  isImported: z.boolean(),
  classes: z.array(z.string()),
  images: z.int(),
  bySplit,
  /** Images with a mask that counts. */
  masks: z.int(),
  /** Proposed masks that wait for a person. */
  proposed: z.int(),
  /** What the last import had to say. */
  warnings: z.array(z.string()),
  /** What `library.undoRelabel` would take back. */
  lastRelabel: z.strictObject({ images: z.int(), class: z.string().nullable() }).nullable(),
});
export type DataSet = z.infer<typeof dataSetSchema>;

export const importPreviewSchema = z.strictObject({
  root: z.string(),
  /** A name that is free. */
  name: z.string(),
  layout: layoutSchema,
  /** With the layout `labels`: the file that says what each image shows, relative to the root. */
  labels: z.string().nullable(),
  /** Files that may be images, by their names. */
  images: z.int(),
  masks: z.int(),
  classes: z.array(z.string()),
  bySplit: bySplit.nullable(),
  warnings: z.array(z.string()),
  /** The name of the data set that lies there already. */
  known: z.string().nullable(),
});
export type ImportPreview = z.infer<typeof importPreviewSchema>;

export const importRequestSchema = z.strictObject({
  root: pathSchema,
  name: libraryNameSchema,
  /** null: found out. */
  layout: layoutSchema.nullable().default(null),
  /** A file that says what each image shows. */
  labels: pathSchema.nullable().default(null),
  split: splitSharesSchema.nullable().default(null),
  groupBy: z.string().min(1).max(1000).nullable().default(null),
  seed: z
    .int()
    .min(0)
    .max(2 ** 31 - 1)
    .nullable()
    .default(null),
});
export type ImportRequest = z.infer<typeof importRequestSchema>;

export const classBalanceSchema = z.strictObject({ class: z.string().nullable(), split: splitSchema, images: z.int() });
export type ClassBalance = z.infer<typeof classBalanceSchema>;

/** One image and its masks. */
export const imageDetailsSchema = z.strictObject({
  ...imageCardSchema.shape,
  dataSet: z.int(),
  /** The whole path of the file. */
  file: z.string(),
  format: z.string(),
  pages: z.int(),
  group: z.string().nullable(),
  /** The class that its folder or list gave it, where a person gave it another. */
  classBefore: z.strictObject({ class: z.string().nullable() }).nullable(),
  masks: z.array(
    z.strictObject({
      origin: maskOriginSchema,
      proposal: proposalStateSchema.nullable(),
      /** Share of the pixels that it calls cell. */
      foreground: z.number().nullable(),
      levels: z.array(z.number()),
      /** Of its file; the version of its address. */
      sha256: sha256Schema,
    }),
  ),
  predictions: z.array(z.strictObject({ run: z.string(), predicted: z.string(), probability: z.number() })),
});
export type ImageDetails = z.infer<typeof imageDetailsSchema>;

export const labelChangeSchema = z.strictObject({ images: z.int(), class: z.string().nullable() });
export type LabelChange = z.infer<typeof labelChangeSchema>;
