/** The audit trail as a face sees it: who changed what, when, what was there before and after; and what a check of it finds. */
import { z } from 'zod';
import { roleSchema } from './users.ts';
import { sha256Schema } from './words.ts';

/** Who did it. `nobody`: no users are set up, or nobody is signed in yet; `command`: the account of the operating system that a command was started under. */
export const actorSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('user'), id: z.int(), name: z.string(), role: roleSchema }),
  z.strictObject({ kind: z.literal('command'), account: z.string() }),
  z.strictObject({ kind: z.literal('nobody') }),
]);
export type Actor = z.infer<typeof actorSchema>;

/** What it was done to. */
export const subjectSchema = z.strictObject({ kind: z.enum(['user', 'slide', 'model', 'settings']), id: z.int().nullable() });
export type Subject = z.infer<typeof subjectSchema>;

/** What is known of one state, as JSON. */
export const factsSchema = z.record(z.string(), z.json());
export type Facts = z.infer<typeof factsSchema>;

export const auditRowSchema = z.strictObject({
  /** 1, 2, 3, … without gaps. */
  position: z.int(),
  at: z.string(),
  actor: actorSchema,
  /** Such as "cells labelled"; of a newer program also one that is not known here. */
  action: z.string(),
  subject: subjectSchema,
  /** null: it was not there. */
  before: factsSchema.nullable(),
  /** null: it is there no more. */
  after: factsSchema.nullable(),
  hash: sha256Schema,
});
export type AuditRow = z.infer<typeof auditRowSchema>;

/** How long the trail is and the hash of its last row, which speaks for all rows before it. */
export const auditHeadSchema = z.strictObject({ count: z.int().min(0), hash: sha256Schema });
export type AuditHead = z.infer<typeof auditHeadSchema>;

/** A place where a head is kept: beside the trail, in a file of the data folder, or what a person noted (such as from a signed report). */
export const headPlaceSchema = z.enum(['database', 'file', 'noted']);
export type HeadPlace = z.infer<typeof headPlaceSchema>;

export const auditFindingSchema = z.discriminatedUnion('kind', [
  /** What the row says is not what its hash was made of. */
  z.strictObject({ kind: z.literal('altered'), position: z.int() }),
  /** Rows between others. */
  z.strictObject({ kind: z.literal('missing'), from: z.int(), to: z.int() }),
  /** The row names another one before it than is there: one of the two was put in, replaced or moved. */
  z.strictObject({ kind: z.literal('not joined'), position: z.int() }),
  /** The end is missing; so it looks as well when an older copy of the database was put back. */
  z.strictObject({ kind: z.literal('cut'), from: z.int(), to: z.int(), place: headPlaceSchema }),
  /** Rows past the end. */
  z.strictObject({ kind: z.literal('added'), from: z.int(), to: z.int() }),
  /** The row has another hash than was kept for it. */
  z.strictObject({ kind: z.literal('other head'), position: z.int(), place: headPlaceSchema }),
  z.strictObject({ kind: z.literal('no head'), place: headPlaceSchema }),
  /** What was signed is not what the trail says was signed. */
  z.strictObject({ kind: z.literal('signed document'), slide: z.int(), version: z.int() }),
]);
export type AuditFinding = z.infer<typeof auditFindingSchema>;

export const auditCheckSchema = z.strictObject({
  rows: z.int(),
  /** Of the last row. */
  hash: sha256Schema.nullable(),
  /** Signed versions that were looked at. */
  signatures: z.int(),
  findings: z.array(auditFindingSchema),
});
export type AuditCheck = z.infer<typeof auditCheckSchema>;

/** A finding as a sentence. */
export function auditFindingSentence(finding: AuditFinding): string {
  switch (finding.kind) {
    case 'altered':
      return `Row ${finding.position} was altered.`;
    case 'missing':
      return `${rowsOf(finding)} missing.`;
    case 'not joined':
      return `Row ${finding.position} does not follow the row before it: one of them was put in, replaced or moved.`;
    case 'cut':
      return `${rowsOf(finding)} missing at the end, as ${PLACES[finding.place]} shows. An older copy of the database that was put back looks the same.`;
    case 'added':
      return `${rowsOf(finding)} there without having been written by Smearlab.`;
    case 'other head':
      return `Row ${finding.position} is not the one that ${PLACES[finding.place]} names: it and what came before were written anew.`;
    case 'no head':
      return `${capitalised(PLACES[finding.place])} is missing or cannot be read: whether the trail ends too early cannot be seen from it.`;
    case 'signed document':
      return `Version ${finding.version} of slide ${finding.slide} is not as it was signed.`;
  }
}

const PLACES: Readonly<Record<HeadPlace, string>> = {
  database: 'the head kept beside the trail',
  file: 'the head kept in audit-head.json',
  noted: 'the head that was noted',
};

function rowsOf({ from, to }: { readonly from: number; readonly to: number }): string {
  return from === to ? `Row ${from} is` : `Rows ${from} to ${to} are`;
}

function capitalised(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
