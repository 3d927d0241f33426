/** How the rows of the audit trail hang together: each one's hash covers all it says and the hash of the row before. */
import type { AuditFinding, AuditHead, HeadPlace } from '../contract/audit.ts';
import { hashOfJson } from './canonicalJson.ts';

/** A row, whose fields of JSON are texts. */
export type ChainRow = {
  readonly position: number;
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly previous: string;
  readonly hash: string;
};

/** What the first row has in place of the hash of the row before it. */
export const NOTHING_BEFORE = '0'.repeat(64);

/** SHA-256 over the canonical JSON of everything in the row but the hash itself. */
export function hashOfRow({ position, at, actor, action, subject, before, after, previous }: Omit<ChainRow, 'hash'>): string {
  return hashOfJson({ position, at, actor, action, subject, before, after, previous });
}

/** A head, as it was kept at some place: `head` null where that place has none that can be read. */
export type KeptHead = { readonly place: HeadPlace; readonly head: AuditHead | null };

export type ChainCheck = { readonly rows: number; readonly hash: string | null; readonly findings: AuditFinding[] };

/**
 * Goes through all rows in the order of their positions, and holds the end against the heads that were kept. The database's own head is
 * written with each row; that of the file and one that a person noted may be older, so the row they name is looked for.
 */
export function checkChain(rows: Iterable<ChainRow>, heads: readonly KeptHead[]): ChainCheck {
  const findings: AuditFinding[] = [];
  const wanted = new Set(heads.flatMap(({ head }) => (head === null ? [] : [head.count])));
  const hashAt = new Map<number, string>([[0, NOTHING_BEFORE]]);
  let last: ChainRow | undefined;
  let count = 0;
  for (const row of rows) {
    findings.push(...findingsOf(row, last));
    if (wanted.has(row.position)) hashAt.set(row.position, row.hash);
    last = row;
    count++;
  }
  const end = last?.position ?? 0;
  const ends = heads.flatMap(({ place, head }) => endFindings(place, head, end, hashAt));
  return { rows: count, hash: last?.hash ?? null, findings: [...findings, ...withoutRepeats(ends)] };
}

function findingsOf(row: ChainRow, last: ChainRow | undefined): AuditFinding[] {
  const next = (last?.position ?? 0) + 1;
  const found: AuditFinding[] = [];
  if (row.position > next) found.push({ kind: 'missing', from: next, to: row.position - 1 });
  if (hashOfRow(row) !== row.hash) found.push({ kind: 'altered', position: row.position });
  // Past a gap it cannot follow the row before it.
  else if (row.position === next && row.previous !== (last?.hash ?? NOTHING_BEFORE)) {
    found.push({ kind: 'not joined', position: row.position });
  }
  if (row.position < 1) found.push({ kind: 'added', from: row.position, to: row.position });
  return found;
}

function endFindings(place: HeadPlace, head: AuditHead | null, end: number, hashAt: ReadonlyMap<number, string>): AuditFinding[] {
  // Before the first row there is nothing whose end could be missing.
  if (head === null) return end === 0 ? [] : [{ kind: 'no head', place }];
  if (head.count > end) return [{ kind: 'cut', from: end + 1, to: head.count, place }];
  if (place === 'database' && head.count < end) return [{ kind: 'added', from: head.count + 1, to: end }];
  const hash = hashAt.get(head.count);
  // A row that is not there was named as missing already.
  return hash === undefined || hash === head.hash ? [] : [{ kind: 'other head', position: head.count, place }];
}

/** The same end may be missed by several heads: the first one says so. */
function withoutRepeats(findings: readonly AuditFinding[]): AuditFinding[] {
  const isSame = (one: AuditFinding, other: AuditFinding) =>
    one.kind === 'cut' && other.kind === 'cut' && one.from === other.from && one.to === other.to;
  return findings.filter((finding, at) => !findings.slice(0, at).some((earlier) => isSame(earlier, finding)));
}
