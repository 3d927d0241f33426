/** Procedures about the count of a slide, signing it, and its reports. */
import { z } from 'zod';
import { differentialSchema, referenceRangesSchema } from '../differential.ts';
import { change, read } from '../procedure.ts';
import { languageSchema } from '../settings.ts';
import { reasonSchema, reportFormatSchema, signatureMeaningSchema, signedSlideSchema, signedVersionSchema } from '../signing.ts';
import { secretSchema } from '../users.ts';
import { sha256Schema } from '../words.ts';

const slide = z.strictObject({ slide: z.int() });
const nothing = z.strictObject({});
const version = z.int().min(1);

export const signingProcedures = {
  'slides.count': read(
    'The differential count of a slide as it is at this moment, and whether it may be signed.',
    slide,
    z.strictObject({
      count: differentialSchema,
      /** What `slides.sign` is given back, so that nothing is signed that nobody has seen. */
      seen: sha256Schema,
      signing: z.discriminatedUnion('may', [
        z.strictObject({ may: z.literal('yes') }),
        z.strictObject({ may: z.literal('with a waiver'), sentence: z.string() }),
        z.strictObject({ may: z.literal('no'), sentence: z.string() }),
      ]),
    }),
  ),
  'slides.sign': change(
    'Signs a slide and freezes it. `secret`: that of who is signed in, asked anew. `waiver`: why cells stay open, where some are.',
    slide.extend({ seen: sha256Schema, meaning: signatureMeaningSchema, waiver: reasonSchema.nullable(), secret: secretSchema }),
    signedVersionSchema,
  ),
  'slides.amend': change(
    'Opens a signed slide again as its next version; what was signed stays as it is.',
    slide.extend({ reason: reasonSchema, secret: secretSchema }),
    nothing,
  ),
  'slides.versions': read('The signed versions of a slide, the first one first.', slide, z.array(signedVersionSchema)),
  'slides.signed': read(
    'What was signed as one version of a slide, whole.',
    slide.extend({ version }),
    z.strictObject({ document: signedSlideSchema, hash: sha256Schema }),
  ),
  'slides.report': read(
    'A report of a slide as a file; `version` null: as it is at this moment, signed or not.',
    slide.extend({
      version: version.nullable(),
      format: reportFormatSchema,
      language: languageSchema,
      /** IANA's name; null: that of the computer on which Smearlab runs. */
      timeZone: z.string().max(100).nullable().default(null),
    }),
    z.strictObject({ name: z.string(), mediaType: z.string(), base64: z.base64() }),
  ),
  'slides.ranges': read(
    'The reference ranges in per cent; `isOwn`: the lab has set them.',
    nothing,
    z.strictObject({ ranges: referenceRangesSchema, isOwn: z.boolean() }),
  ),
  'slides.setRanges': change(
    'Sets the reference ranges that counts are held against. What is signed already stays as it was.',
    z.strictObject({ ranges: referenceRangesSchema }),
    nothing,
  ),
} as const;
