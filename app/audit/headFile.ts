/** The head of the audit trail in a file beside the database, so that an end that was cut off in the database alone is seen. */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AuditHead, auditHeadSchema } from '../contract/audit.ts';
import { writeFailure } from '../contract/failure.ts';

export function headFileOf(dataFolder: string): string {
  return join(dataFolder, 'audit-head.json');
}

/** Written whole or not at all. @throws SmearlabError disk-full, not-writable */
export function writeHeadFile(file: string, head: AuditHead): void {
  const part = `${file}.${process.pid}.part`;
  try {
    writeFileSync(part, `${JSON.stringify(head)}\n`, { flush: true });
    renameSync(part, file);
  } catch (error) {
    throw writeFailure(error, file);
  }
}

/** null: not there, or none; what that means is said by whoever checks the trail. */
export function readHeadFile(file: string): AuditHead | null {
  try {
    return auditHeadSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}
