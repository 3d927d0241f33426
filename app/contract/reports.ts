/** Reports: what they are of, and where they lie when they are written. */
import { z } from 'zod';
import { comparedRunsSchema } from './runs.ts';

export const reportedSchema = z.discriminatedUnion('kind', [
  /** Runs side by side, each against the baseline, which is one of them. */
  z.strictObject({ kind: z.literal('comparison'), runs: comparedRunsSchema, baseline: z.int() }),
  z.strictObject({ kind: z.literal('study'), study: z.int() }),
]);
export type Reported = z.infer<typeof reportedSchema>;

export const reportIdSchema = z.string().regex(/^[0-9a-f]{16}$/);
export const reportFormSchema = z.enum(['html', 'pdf']);
export type ReportForm = z.infer<typeof reportFormSchema>;

export const writtenReportSchema = z.strictObject({
  /** By which it is asked for: see `report` of media.ts. */
  id: reportIdSchema,
  /** The whole path of its folder on the computer that Smearlab runs on. */
  folder: z.string(),
  /** Its files there, by name. */
  html: z.string(),
  pdf: z.string(),
});
export type WrittenReport = z.infer<typeof writtenReportSchema>;
