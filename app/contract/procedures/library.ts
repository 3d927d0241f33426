/** Procedures about data sets and their images. */
import { z } from 'zod';
import {
  classBalanceSchema,
  dataSetSchema,
  imageDetailsSchema,
  importPreviewSchema,
  importRequestSchema,
  labelChangeSchema,
} from '../dataSets.ts';
import { findingSchema, moveSchema } from '../findings.ts';
import {
  imageCardSchema,
  imagePageSchema,
  importSummarySchema,
  MOST_IMAGES_OF_A_PAGE,
  pageRequestSchema,
  predictingRunSchema,
} from '../library.ts';
import { change, long, read } from '../procedure.ts';
import { pathSchema } from '../words.ts';

const nothing = z.strictObject({});
const dataSet = z.strictObject({ dataSet: z.int() });

/** More images than a person selects one by one; all that a filter lets through are named by the filter. */
export const MOST_IMAGES_OF_A_CHANGE = 5000;
const imageIds = z.array(z.int()).min(1).max(MOST_IMAGES_OF_A_CHANGE);

export const libraryProcedures = {
  'library.dataSets': read('All data sets in order of name.', nothing, z.array(dataSetSchema)),
  'library.preview': read(
    'What a folder holds, before it is imported: its files are counted, none is opened.',
    z.strictObject({ root: pathSchema }),
    importPreviewSchema,
  ),
  'library.import': long('Takes a folder in as a data set; the images stay where they are.', importRequestSchema, importSummarySchema),
  'library.rescan': long("Looks at a data set's folder again.", dataSet, importSummarySchema),
  'library.sample': long(
    'Makes the synthetic sample in the data folder and imports its cells, so that there is something to look at.',
    nothing,
    importSummarySchema,
  ),
  'library.forget': change(
    'Takes a data set out of the library; the lab’s files stay, and so do data sets that runs or slides refer to (refused with a sentence).',
    dataSet,
    nothing,
  ),
  'library.page': read('One page of images under a filter and order.', pageRequestSchema, imagePageSchema),
  'library.ids': read(
    'The ids of a stretch of images under a filter and order, such as between two clicks.',
    pageRequestSchema.extend({ limit: z.int().min(1).max(MOST_IMAGES_OF_A_CHANGE) }),
    z.array(z.int()),
  ),
  'library.balance': read('How many images each class has in each split.', dataSet, z.array(classBalanceSchema)),
  'library.runs': read('The runs that predicted images of a data set, the latest first.', dataSet, z.array(predictingRunSchema)),
  'library.image': read('All that is known of one image.', z.strictObject({ id: z.int() }), imageDetailsSchema),
  'library.cards': read(
    'Images by path, such as those that a finding or a move names; paths that are not in the data set are left out.',
    z.strictObject({ dataSet: z.int(), paths: z.array(z.string()).min(1).max(MOST_IMAGES_OF_A_PAGE) }),
    z.array(imageCardSchema),
  ),
  'library.relabel': change(
    'Gives images of one data set another class (null: none), also for every later import.',
    z.strictObject({ dataSet: z.int(), images: imageIds, class: z.string().min(1).max(200).nullable() }),
    labelChangeSchema,
  ),
  'library.undoRelabel': change('Takes the last relabelling that stands back, whole.', dataSet, labelChangeSchema.nullable()),
  'library.check': long(
    'Looks for leakage, duplicates, damage, missing and changed files.',
    z.strictObject({ dataSet: z.int(), contents: z.boolean().default(false) }),
    z.array(findingSchema),
  ),
  'library.moves': long('The moves between splits after which nothing lies in two.', dataSet, z.array(moveSchema)),
  'library.moveApart': long('Carries those moves out in the database; no file is touched.', dataSet, z.array(moveSchema)),
} as const;
