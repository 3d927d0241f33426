/** Procedures about runs: which there are, and how they compare. */
import { z } from 'zod';
import { explanationSchema } from '../explanation.ts';
import { change, read } from '../procedure.ts';
import { reportedSchema, reportIdSchema, writtenReportSchema } from '../reports.ts';
import {
  comparedRunsSchema,
  galleryPageSchema,
  gallerySchema,
  imageHistorySchema,
  MOST_IMAGES_OF_A_GALLERY,
  noteSchema,
  runComparisonSchema,
  runFilterSchema,
  runListSchema,
  runOrderSchema,
  settingsSchema,
  studyComparisonSchema,
  studyListSchema,
  tagSchema,
} from '../runs.ts';

const nothing = z.strictObject({});

export const runsProcedures = {
  'runs.list': read(
    'The runs of the data folder under a filter and order.',
    z.strictObject({
      filter: runFilterSchema.prefault({}),
      sort: z.strictObject({ by: runOrderSchema, descending: z.boolean() }).default({ by: 'finished', descending: true }),
    }),
    runListSchema,
  ),
  'runs.tag': change(
    'Gives runs a tag, or takes it from them.',
    z.strictObject({ runs: z.array(z.int()).min(1).max(10_000), tag: tagSchema, isOn: z.boolean() }),
    nothing,
  ),
  'runs.note': change('Keeps what a person writes about a run.', z.strictObject({ run: z.int(), note: noteSchema }), nothing),
  'runs.settings': read('What differs between runs, and what does not.', z.strictObject({ runs: comparedRunsSchema }), settingsSchema),
  'runs.compare': read(
    'Runs side by side, each against the baseline, which is one of them.',
    z.strictObject({ runs: comparedRunsSchema, baseline: z.int() }),
    runComparisonSchema,
  ),
  'runs.studies': read('The studies that have runs on subsets, the latest first.', nothing, studyListSchema),
  'runs.study': read(
    'The arms of a study side by side, with the published ones.',
    z.strictObject({ study: z.int() }),
    studyComparisonSchema,
  ),
  'runs.gallery': read(
    'One page of images by what runs took them for, those that the first run was surest of first.',
    z.strictObject({ gallery: gallerySchema, offset: z.int().min(0), limit: z.int().min(1).max(MOST_IMAGES_OF_A_GALLERY) }),
    galleryPageSchema,
  ),
  'runs.explain': read(
    'Where the network of a finished run found what speaks for a class in an image; null: for what it takes the image for.',
    z.strictObject({ run: z.int(), image: z.int(), class: z.string().max(200).nullable() }),
    explanationSchema,
  ),
  'runs.report': change(
    'Writes what is shown of compared runs, or of a study, into `reports/` of the data folder: as a page and as a PDF.',
    reportedSchema,
    writtenReportSchema,
  ),
  'runs.showReport': change(
    "Shows a written report in the system's own window for files.",
    z.strictObject({ report: reportIdSchema }),
    nothing,
  ),
  'runs.history': read('What all runs took an image for.', z.strictObject({ image: z.int() }), imageHistorySchema),
} as const;
