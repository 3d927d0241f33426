/** What was signed of slides, as it was signed; why one was opened again; and the lab's reference ranges. */
import { z } from 'zod';
import type { AuditHead } from '../contract/audit.ts';
import { type ReferenceRanges, referenceRangesSchema } from '../contract/differential.ts';
import { jsonColumn, readAll, readOne, write } from './rows.ts';
import type { Store } from './store.ts';

export type SignedRow = {
  readonly slide: number;
  readonly version: number;
  /** Canonical JSON. */
  readonly document: string;
  readonly hash: string;
  readonly user: number;
  readonly head: AuditHead;
};

const signedSchema = z
  .strictObject({
    ...{ slide_id: z.int(), version: z.int(), document: z.string(), hash: z.string(), user_id: z.int() },
    ...{ head_count: z.int(), head_hash: z.string() },
  })
  .transform(
    (row): SignedRow => ({
      ...{ slide: row.slide_id, version: row.version, document: row.document, hash: row.hash, user: row.user_id },
      head: { count: row.head_count, hash: row.head_hash },
    }),
  );

export function addSignedVersion(store: Store, { slide, version, document, hash, user, head }: SignedRow): void {
  write(store, 'INSERT INTO signed_versions VALUES (?, ?, ?, ?, ?, ?, ?)', [slide, version, document, hash, user, head.count, head.hash]);
}

/** From the first version on. */
export function signedVersionsOf(store: Store, slide: number): SignedRow[] {
  return readAll(store, signedSchema, 'SELECT * FROM signed_versions WHERE slide_id = ? ORDER BY version', [slide]);
}

export function allSignedVersions(store: Store): SignedRow[] {
  return readAll(store, signedSchema, 'SELECT * FROM signed_versions ORDER BY slide_id, version');
}

const recordedSchema = z.strictObject({ slide: z.int(), version: z.int(), hash: z.string() });

/** What the audit trail says was signed. Rows that were altered may say anything: those of no slide are of slide 0. */
export function recordedSignatures(store: Store): z.output<typeof recordedSchema>[] {
  const sql = `SELECT CAST(coalesce(json_extract(subject, '$.id'), 0) AS INTEGER) AS slide,
                 CAST(coalesce(json_extract(after, '$.version'), 0) AS INTEGER) AS version,
                 CAST(coalesce(json_extract(after, '$.hash'), '') AS TEXT) AS hash
               FROM audit_trail WHERE action = 'slide signed' ORDER BY position`;
  return readAll(store, recordedSchema, sql);
}

export type AmendmentRow = {
  readonly slide: number;
  readonly version: number;
  readonly of: number;
  readonly reason: string;
  readonly user: number;
  readonly name: string;
  readonly at: string;
};

const amendmentSchema = z
  .strictObject({
    ...{ slide_id: z.int(), version: z.int(), of_version: z.int(), reason: z.string(), user_id: z.int(), name: z.string() },
    amended_at: z.string(),
  })
  .transform(
    (row): AmendmentRow => ({
      ...{ slide: row.slide_id, version: row.version, of: row.of_version, reason: row.reason, user: row.user_id },
      ...{ name: row.name, at: row.amended_at },
    }),
  );

export function addAmendment(store: Store, { slide, version, of, reason, user, name, at }: AmendmentRow): void {
  write(store, 'INSERT INTO amendments VALUES (?, ?, ?, ?, ?, ?, ?)', [slide, version, of, reason, user, name, at]);
}

/** What a version was opened for; undefined: the first one. */
export function amendmentOf(store: Store, slide: number, version: number): AmendmentRow | undefined {
  return readOne(store, amendmentSchema, 'SELECT * FROM amendments WHERE slide_id = ? AND version = ?', [slide, version]);
}

const rangesSchema = z.strictObject({ ranges: jsonColumn(referenceRangesSchema) });

/** undefined: the lab has set none. */
export function keptRanges(store: Store): ReferenceRanges | undefined {
  return readOne(store, rangesSchema, 'SELECT ranges FROM reference_ranges')?.ranges;
}

export function keepRanges(store: Store, ranges: ReferenceRanges): void {
  const sql = 'INSERT INTO reference_ranges VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET ranges = excluded.ranges';
  write(store, sql, [JSON.stringify(ranges)]);
}
