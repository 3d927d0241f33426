/** Procedures about slides: opening, classifying, review, and what the models' probabilities mean. */
import { z } from 'zod';
import { explanationSchema } from '../explanation.ts';
import { libraryNameSchema } from '../library.ts';
import { change, long, read } from '../procedure.ts';
import {
  accessionSchema,
  calibrationSchema,
  cellFilterSchema,
  cellLabelSchema,
  cellOrderSchema,
  cellPageSchema,
  cellSchema,
  MOST_CELLS,
  MOST_CELLS_OF_A_PAGE,
  modelChoiceSchema,
  possibleModelSchema,
  sentToLibrarySchema,
  slideDetailsSchema,
  slideNotesSchema,
  slideSchema,
  targetErrorSchema,
} from '../slides.ts';
import { pathSchema } from '../words.ts';

const nothing = z.strictObject({});
const slide = z.strictObject({ slide: z.int() });

/** A folder with all that is in it, or files one by one. */
const cellsOf = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('folder'), folder: pathSchema }),
  z.strictObject({ kind: z.literal('files'), files: z.array(pathSchema).min(1).max(MOST_CELLS) }),
]);

export const slidesProcedures = {
  'slides.list': read('All slides, the latest opened first.', nothing, z.array(slideSchema)),
  'slides.get': read('All that is known of a slide but its cells.', slide, slideDetailsSchema),
  'slides.open': long(
    'Opens a slide: reads its images, finds the same picture twice and what is no single cell. Stopped, nothing is left of it.',
    z.strictObject({ cells: cellsOf, accession: accessionSchema, notes: slideNotesSchema.default('') }),
    slideDetailsSchema,
  ),
  'slides.describe': change(
    'Gives a slide that is not signed another accession number or notes.',
    slide.extend({ accession: accessionSchema, notes: slideNotesSchema }),
    nothing,
  ),
  'slides.remove': change('Forgets a slide that is not signed; its images stay.', slide, nothing),
  'slides.cells': read(
    'One page of the cells of a slide under a filter and order.',
    slide.extend({
      filter: cellFilterSchema.default({}),
      sort: cellOrderSchema.default('review'),
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(MOST_CELLS_OF_A_PAGE).default(MOST_CELLS_OF_A_PAGE),
    }),
    cellPageSchema,
  ),
  'slides.cell': read('One cell.', z.strictObject({ cell: z.int() }), cellSchema),
  'slides.classify': long(
    'Classifies the cells of a slide; each result is kept as it comes. `model` null: goes on, or once more, with the model that it was begun with. ' +
      'With another model, or other settings, it begins anew; what a person said stays. `threshold` null: the one chosen for the model.',
    slide.extend({
      model: modelChoiceSchema.nullable(),
      testTimeAugmentation: z.boolean().default(false),
      threshold: z.number().min(0).max(1).nullable().default(null),
    }),
    slideDetailsSchema,
  ),
  'slides.label': change(
    'Says what cells of one slide are (null: takes back what a person said). Labels are of slides in review.',
    slide.extend({ cells: z.array(z.int()).min(1).max(MOST_CELLS), label: cellLabelSchema.nullable() }),
    z.strictObject({ cells: z.int() }),
  ),
  'slides.undo': change(
    'Takes the last labelling that stands back, whole; answers which cells are as they were before, or null.',
    slide,
    z.strictObject({ cells: z.array(z.int()) }).nullable(),
  ),
  'slides.explain': read(
    "Where the slide's model found what speaks for a class in a cell; null: for what it takes the cell for.",
    z.strictObject({ cell: z.int(), class: z.string().max(200).nullable() }),
    explanationSchema,
  ),
  'slides.sendToLibrary': long(
    'Copies cells that a person labelled into a data set of the library, for the next training; `which`: only those that the model had wrong, or all.',
    slide.extend({ dataSet: libraryNameSchema, which: z.enum(['corrected', 'labelled']).default('corrected') }),
    sentToLibrarySchema,
  ),
  'slides.models': read('The finished runs of the data folder that can classify, the latest first.', nothing, z.array(possibleModelSchema)),
  'slides.modelsOfStudy': read(
    "The finished runs of a study's output folder that can classify, the best first.",
    z.strictObject({ folder: pathSchema }),
    z.array(possibleModelSchema),
  ),
  'slides.calibration': read(
    'What the probabilities of a run mean on its validation images. `targetError` null: as it was saved, else as it would be by default.',
    z.strictObject({ run: z.int(), targetError: targetErrorSchema.nullable().default(null) }),
    calibrationSchema,
  ),
  'slides.calibrate': change(
    'Fits the temperature of a run on its validation images, chooses the threshold for this error, and keeps both for the slides to come.',
    z.strictObject({ run: z.int(), targetError: targetErrorSchema }),
    calibrationSchema,
  ),
} as const;
