/** Looks through a whole audit trail for anything that was altered past the program. */
import type { AuditHead } from '../contract/audit.ts';
import { auditHeadOf, eachAuditRow } from '../store/auditTrail.ts';
import type { Store } from '../store/store.ts';
import { type ChainCheck, checkChain, type KeptHead } from './chain.ts';
import { readHeadFile } from './headFile.ts';

export type TrailToCheck = {
  readonly store: Store;
  /** null: the head is kept in no file. */
  readonly headFile: string | null;
  /** What a person noted or has on paper. */
  readonly noted: AuditHead | null;
};

/** @throws SmearlabError damaged-database for a database that cannot be read at all */
export function checkTrail({ store, headFile, noted }: TrailToCheck): ChainCheck {
  const heads: KeptHead[] = [{ place: 'database', head: auditHeadOf(store) }];
  if (headFile !== null) heads.push({ place: 'file', head: readHeadFile(headFile) });
  if (noted !== null) heads.push({ place: 'noted', head: noted });
  return checkChain(eachAuditRow(store), heads);
}
