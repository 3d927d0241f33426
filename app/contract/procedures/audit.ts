/** Procedures about the audit trail. */
import { z } from 'zod';
import { auditCheckSchema, auditHeadSchema, auditRowSchema, subjectSchema } from '../audit.ts';
import { read } from '../procedure.ts';

export const MOST_ROWS_OF_A_PAGE = 500;

export const auditProcedures = {
  'audit.list': read(
    'One page of the audit trail, the newest row first; `subject` null: of everything.',
    z.strictObject({
      subject: subjectSchema.nullable().default(null),
      offset: z.int().min(0).default(0),
      limit: z.int().min(1).max(MOST_ROWS_OF_A_PAGE).default(100),
    }),
    z.strictObject({ total: z.int(), rows: z.array(auditRowSchema) }),
  ),
  'audit.verify': read(
    'Looks through the whole audit trail and all that was signed for anything altered, missing or put in. `noted`: a head that somebody has on paper.',
    z.strictObject({ noted: auditHeadSchema.nullable().default(null) }),
    auditCheckSchema,
  ),
} as const;
