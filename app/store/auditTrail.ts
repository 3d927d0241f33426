/** Rows of the audit trail: added at its end, read, never changed. What their hashes are made of is app/audit's. */
import { z } from 'zod';
import {
  type AuditHead,
  type AuditRow,
  actorSchema,
  auditHeadSchema,
  auditRowSchema,
  factsSchema,
  subjectSchema,
} from '../contract/audit.ts';
import { insert, jsonColumn, readAll, readEach, readOne } from './rows.ts';
import type { Store } from './store.ts';

/** A row as it is kept: every field that is JSON as its text, because the hash covers the text. */
export const keptAuditRowSchema = z.strictObject({
  position: z.int(),
  at: z.string(),
  actor: z.string(),
  action: z.string(),
  subject: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  previous: z.string(),
  hash: z.string(),
});
export type KeptAuditRow = z.infer<typeof keptAuditRowSchema>;

const COLUMNS = 'position, at, actor, action, subject, before, after, previous, hash';

/** @throws SmearlabError where it does not follow the last row */
export function addAuditRow(store: Store, row: KeptAuditRow): void {
  const { position, at, actor, action, subject, before, after, previous, hash } = row;
  insert(store, `INSERT INTO audit_trail (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`, [
    ...[position, at, actor, action, subject],
    ...[before, after, previous, hash],
  ]);
}

/** null: the row that says where the trail ends was taken away. */
export function auditHeadOf(store: Store): AuditHead | null {
  return readOne(store, auditHeadSchema, 'SELECT count, hash FROM audit_head') ?? null;
}

/** Every row in order. */
export function eachAuditRow(store: Store): Generator<KeptAuditRow> {
  return readEach(store, keptAuditRowSchema, `SELECT ${COLUMNS} FROM audit_trail ORDER BY position`);
}

const shownSchema = z.strictObject({
  ...auditRowSchema.shape,
  actor: jsonColumn(actorSchema),
  subject: jsonColumn(subjectSchema),
  before: jsonColumn(factsSchema.nullable()).nullable(),
  after: jsonColumn(factsSchema.nullable()).nullable(),
});

/** @param subject the text of one; null: rows of all */
export type AuditPageRequest = { readonly subject: string | null; readonly offset: number; readonly limit: number };

/** Newest first. */
export function pageOfAuditRows(store: Store, { subject, offset, limit }: AuditPageRequest): { total: number; rows: AuditRow[] } {
  const where = subject === null ? '' : 'WHERE subject = ?';
  const values = subject === null ? [] : [subject];
  const shown = 'position, at, actor, action, subject, before, after, hash';
  return {
    total: readOne(store, z.strictObject({ rows: z.int() }), `SELECT count(*) AS rows FROM audit_trail ${where}`, values)?.rows ?? 0,
    rows: readAll(store, shownSchema, `SELECT ${shown} FROM audit_trail ${where} ORDER BY position DESC LIMIT ? OFFSET ?`, [
      ...values,
      limit,
      offset,
    ]),
  };
}
