/** Changes that are recorded: a change and the rows that tell of it are one transaction, so that neither is ever there without the other. */
import type { Actor, AuditHead, Facts, Subject } from '../contract/audit.ts';
import { SmearlabError } from '../contract/failure.ts';
import { addAuditRow, auditHeadOf } from '../store/auditTrail.ts';
import type { Store } from '../store/store.ts';
import { canonicalJson, type Json } from './canonicalJson.ts';
import { hashOfRow } from './chain.ts';
import { writeHeadFile } from './headFile.ts';

/** What is done to what there is; facts are what a person would want to read years later. */
export type AuditEntry = {
  readonly action: string;
  readonly subject: Subject;
  /** null: it was not there. */
  readonly before: Facts | null;
  readonly after: Facts | null;
};

/** @returns where the trail ends now */
export type TellTrail = (entry: AuditEntry) => AuditHead;

export type Trail = {
  readonly store: Store;
  /** Where the head is kept besides the database; null: nowhere. */
  readonly headFile: string | null;
  readonly now: () => Date;
};

/**
 * Does `work` and records what it tells, all of it or nothing; then keeps the new head in its file. The rows are on the disk when this
 * returns: a power cut must not look like an end that was cut off.
 * @throws SmearlabError what `work` throws, and what writing throws
 */
export function recorded<T>(trail: Trail, actor: Actor, work: (tell: TellTrail) => T): T {
  const { store, headFile } = trail;
  // Inside another transaction the rows could still be taken back, after the file has them.
  if (store.database.inTransaction) throw new SmearlabError('internal', 'A recorded change must be a transaction of its own.');
  let head: AuditHead | null = null;
  store.database.pragma('synchronous = FULL');
  try {
    const result = store.transaction(() =>
      work((entry) => {
        head = addEntry(trail, actor, entry);
        return head;
      }),
    );
    if (head !== null && headFile !== null) writeHeadFile(headFile, head);
    return result;
  } finally {
    store.database.pragma('synchronous = NORMAL');
  }
}

function addEntry({ store, now }: Trail, actor: Actor, { action, subject, before, after }: AuditEntry): AuditHead {
  const end = auditHeadOf(store);
  if (end === null)
    throw new SmearlabError('damaged-database', 'The audit trail has lost its end. Put a backup of the database in its place.');
  const row = {
    ...{ position: end.count + 1, at: now().toISOString(), action, previous: end.hash },
    actor: canonicalJson(actor),
    subject: subjectText(subject),
    before: factsText(before),
    after: factsText(after),
  };
  const hash = hashOfRow(row);
  addAuditRow(store, { ...row, hash });
  return { count: row.position, hash };
}

/** As the trail is searched for it. */
export function subjectText(subject: Subject): string {
  return canonicalJson(subject);
}

function factsText(facts: Facts | null): string | null {
  // Facts are JSON, whose type zod has with lists that may be changed.
  return facts === null ? null : canonicalJson(facts satisfies Json);
}
