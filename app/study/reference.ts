/** The study's own published results, the built-in reference rows of every comparison. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type ConfusionMatrix, confusionMatrixSchema } from '../contract/evaluation.ts';
import { SmearlabError } from '../contract/failure.ts';
import { accuracy, macroF1 } from '../evaluation/classificationReport.ts';

export type ReferenceRow = {
  /** Per cent of the training images. */
  readonly subset: number;
  readonly arm: 'plain' | 'ensemble';
  /** Images the confusion matrix covers. */
  readonly images: number;
  /** Recomputed from the matrix, as is macroF1. */
  readonly accuracy: number;
  readonly macroF1: number;
  readonly confusion: ConfusionMatrix;
  /** What a reader of this row must know. */
  readonly note?: string;
};

export type StudyReference = {
  readonly classes: readonly string[];
  readonly rows: readonly ReferenceRow[];
  readonly cam16: {
    readonly classes: readonly string[];
    readonly accuracy: number;
    readonly macroF1: number;
    readonly confusion: ConfusionMatrix;
  };
  readonly autoencoder: { readonly validationMse: number };
};

const FILE = new URL('../../resources/study-reference.json', import.meta.url);

/** Validation images of the study. */
export const VALIDATION_IMAGES = 1728;

const fileSchema = z.strictObject({
  classes: z.array(z.string()),
  rowsAre: z.literal('actual'),
  columnsAre: z.literal('predicted'),
  rows: z.array(
    z.strictObject({
      subset: z.string().regex(/^WBC-\d+$/),
      arm: z.enum(['plain', 'ensemble']),
      printedAccuracy: z.number(),
      images: z.int(),
      confusion: confusionMatrixSchema,
    }),
  ),
  cam16: z.strictObject({ classes: z.array(z.string()), printedAccuracy: z.number(), confusion: confusionMatrixSchema }),
  autoencoder: z.strictObject({ validationMse: z.number() }),
});

/** @throws SmearlabError `internal` when the file that ships with the application is damaged */
export function studyReference(): StudyReference {
  return referenceFrom(readFileSync(FILE, 'utf8'));
}

/** The reference from the text of its file; accuracies and F1 are computed here, never copied from print. */
export function referenceFrom(text: string): StudyReference {
  const { classes, rows, cam16, autoencoder } = parsed(text);
  return {
    classes,
    rows: rows.map(({ subset, arm, confusion }) => {
      const images = confusion.flat().reduce((total, count) => total + count, 0);
      const row = {
        subset: Number(subset.slice('WBC-'.length)),
        arm,
        images,
        accuracy: accuracy(confusion),
        macroF1: macroF1(confusion),
        confusion,
      };
      if (images === VALIDATION_IMAGES) return row;
      return { ...row, note: `Its confusion matrix covers ${images} images, not ${VALIDATION_IMAGES}.` };
    }),
    cam16: { classes: cam16.classes, accuracy: accuracy(cam16.confusion), macroF1: macroF1(cam16.confusion), confusion: cam16.confusion },
    autoencoder,
  };
}

function parsed(text: string): z.infer<typeof fileSchema> {
  try {
    return fileSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new SmearlabError('internal', 'resources/study-reference.json is damaged. Install the application again.', {
      cause,
      file: fileURLToPath(FILE),
    });
  }
}
