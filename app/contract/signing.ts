/** What is signed: a slide as it was at that moment, whole, so that it can be read when program, model and images are long gone. */
import { z } from 'zod';
import { auditHeadSchema } from './audit.ts';
import { differentialSchema } from './differential.ts';
import { cellFlagSchema, cellLabelSchema, cellStandingSchema, slideModelSchema } from './slides.ts';
import { roleSchema } from './users.ts';
import { sha256Schema } from './words.ts';

/** What a signature says of who gives it. */
export const signatureMeaningSchema = z.enum(['responsibility', 'review', 'approval']);
export type SignatureMeaning = z.infer<typeof signatureMeaningSchema>;

/** Why something is done that is not the usual way; it is read years later, so a word alone is none. */
export const reasonSchema = z.string().trim().min(10, 'a reason has at least ten characters').max(2000);

export const signedCellSchema = z.strictObject({
  path: z.string(),
  sha256: sha256Schema.nullable(),
  flags: z.array(cellFlagSchema),
  /** What the model took it for and how sure it was; null where it could not be classified. */
  predicted: z.strictObject({ class: z.string(), probability: z.number().min(0).max(1) }).nullable(),
  /** Why it could not be classified. */
  reason: z.string().nullable(),
  /** What a person said. */
  label: cellLabelSchema.nullable(),
  standing: cellStandingSchema,
  /** The class it is counted as. */
  countedAs: z.string().nullable(),
});
export type SignedCell = z.infer<typeof signedCellSchema>;

/** A slide with its count: what reports are made of, signed or not. */
export const countedSlideSchema = z.strictObject({
  program: z.strictObject({ name: z.string(), version: z.string() }),
  slide: z.strictObject({
    id: z.int(),
    version: z.int().min(1),
    accession: z.string(),
    notes: z.string(),
    folder: z.string().nullable(),
    openedAt: z.iso.datetime(),
    classifiedAt: z.iso.datetime(),
  }),
  model: slideModelSchema,
  count: differentialSchema,
  cells: z.array(signedCellSchema),
});
export type CountedSlide = z.infer<typeof countedSlideSchema>;

export const signatureSchema = z.strictObject({
  user: z.int(),
  name: z.string(),
  role: roleSchema,
  meaning: signatureMeaningSchema,
  signedAt: z.iso.datetime(),
  /** Why it was signed with cells that are uncertain or could not be classified; null: there were none. */
  waiver: z.string().nullable(),
});
export type Signature = z.infer<typeof signatureSchema>;

export const amendmentSchema = z.strictObject({
  /** The version before, and the hash of what was signed then. */
  of: z.int().min(1),
  hash: sha256Schema,
  reason: z.string(),
  name: z.string(),
  at: z.iso.datetime(),
});
export type Amendment = z.infer<typeof amendmentSchema>;

/** The document whose canonical JSON is signed and kept. */
export const signedSlideSchema = z.strictObject({
  form: z.literal('smearlab signed slide 1'),
  counted: countedSlideSchema,
  /** null: the first version. */
  amendment: amendmentSchema.nullable(),
  signature: signatureSchema,
});
export type SignedSlide = z.infer<typeof signedSlideSchema>;

/** What a report is made of. */
export type ReportedSlide = {
  readonly counted: CountedSlide;
  /** null: not signed. */
  readonly signed: {
    readonly amendment: Amendment | null;
    readonly signature: Signature;
    /** Of the signed document. */
    readonly hash: string;
    /** Where the audit trail ended with this signature: noted on paper, it shows a trail that was cut or written anew. */
    readonly head: z.infer<typeof auditHeadSchema>;
  } | null;
};

/** A signed version as lists show it. */
export const signedVersionSchema = z.strictObject({
  version: z.int(),
  signature: signatureSchema,
  amendment: amendmentSchema.nullable(),
  hash: sha256Schema,
  head: auditHeadSchema,
});
export type SignedVersion = z.infer<typeof signedVersionSchema>;

export const REPORT_FORMATS = ['pdf', 'csv', 'json', 'fhir'] as const;
export const reportFormatSchema = z.enum(REPORT_FORMATS);
export type ReportFormat = z.infer<typeof reportFormatSchema>;
