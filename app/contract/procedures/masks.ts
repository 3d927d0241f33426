/** Procedures about masks. The pixels themselves are fetched by address (media.ts). */
import { z } from 'zod';
import { maskCoverageSchema, maskStandingSchema, proposingSummarySchema } from '../library.ts';
import { change, long, read } from '../procedure.ts';
import { MOST_IMAGES_OF_A_CHANGE } from './library.ts';

const dataSet = z.strictObject({ dataSet: z.int() });
const image = z.strictObject({ image: z.int() });
const standing = z.strictObject({ mask: maskStandingSchema.nullable() });

/** A PNG of a mask at the size of any image that can be read is far smaller. */
const MOST_BASE64 = 48_000_000;

export const masksProcedures = {
  'masks.coverage': read('How far masks reach, by class and split.', dataSet, z.array(maskCoverageSchema)),
  'masks.propose': long(
    'Proposes masks for images that have none; `again`: also where a proposal was rejected.',
    dataSet.extend({ again: z.boolean().default(false) }),
    proposingSummarySchema,
  ),
  'masks.judge': change(
    'Accepts or rejects proposed masks, or lets them wait again.',
    z.strictObject({
      images: z.array(z.int()).min(1).max(MOST_IMAGES_OF_A_CHANGE),
      verdict: z.enum(['accepted', 'rejected', 'proposed']),
    }),
    z.strictObject({ images: z.int() }),
  ),
  'masks.save': change(
    "Keeps a mask that a person drew, which counts in place of the lab's: a PNG, bright where the cell is, at the image's size.",
    image.extend({ png: z.base64().min(1).max(MOST_BASE64) }),
    standing,
  ),
  'masks.forget': change('Takes a drawn mask back.', image, standing),
} as const;
