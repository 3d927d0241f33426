/** What was signed of slides, read again, and whether it is still what was signed. */
import { hashOfText } from '../../audit/canonicalJson.ts';
import { checkTrail, type TrailToCheck } from '../../audit/checkTrail.ts';
import type { AuditCheck, AuditFinding } from '../../contract/audit.ts';
import { SmearlabError } from '../../contract/failure.ts';
import { type SignedSlide, type SignedVersion, signedSlideSchema } from '../../contract/signing.ts';
import { allSignedVersions, recordedSignatures, type SignedRow, signedVersionsOf } from '../../store/signatures.ts';
import { readSlide } from '../../store/slides.ts';
import type { Store } from '../../store/store.ts';

/** From the first on. @throws SmearlabError as `readSigned` */
export function listVersions(store: Store, slide: number): SignedVersion[] {
  readSlide(store, slide);
  return signedVersionsOf(store, slide).map((row) => {
    const { signature, amendment } = documentOf(row);
    return { version: row.version, signature, amendment, hash: row.hash, head: row.head };
  });
}

/** @throws SmearlabError wrong-usage for a version that was not signed, damaged-database for one that is not as it was signed */
export function readSigned(store: Store, slide: number, version: number): SignedSlide & Pick<SignedVersion, 'hash' | 'head'> {
  const row = signedVersionsOf(store, slide).find((one) => one.version === version);
  if (row === undefined) throw new SmearlabError('wrong-usage', `Version ${version} of this slide was not signed. Choose another one.`);
  return { ...documentOf(row), hash: row.hash, head: row.head };
}

function documentOf({ slide, version, document, hash }: SignedRow): SignedSlide {
  const isWhole = hashOfText(document) === hash;
  const parsed = signedSlideSchema.safeParse(isWhole ? JSON.parse(document) : null);
  if (parsed.success) return parsed.data;
  const sentence = `Version ${version} of slide ${slide} is not as it was signed. Look for what was altered with smearlab audit verify.`;
  throw new SmearlabError('damaged-database', sentence);
}

/** Looks through the whole audit trail, and whether each signed version is what the trail says was signed, and all of them are there. */
export function checkEverything(of: TrailToCheck): AuditCheck {
  const { rows, hash, findings } = checkTrail(of);
  const signed = allSignedVersions(of.store);
  return { rows, hash, signatures: signed.length, findings: [...findings, ...signatureFindings(signed, recordedSignatures(of.store))] };
}

type Recorded = { readonly slide: number; readonly version: number; readonly hash: string };

/** @param recorded what the trail says */
export function signatureFindings(signed: readonly SignedRow[], recorded: readonly Recorded[]): AuditFinding[] {
  const key = ({ slide, version }: { readonly slide: number; readonly version: number }) => `${slide} ${version}`;
  const whole = new Set(signed.filter(({ document, hash }) => hashOfText(document) === hash).map((row) => `${key(row)} ${row.hash}`));
  const told = new Set(recorded.map((row) => `${key(row)} ${row.hash}`));
  const wrong = [
    ...recorded.filter((row) => !whole.has(`${key(row)} ${row.hash}`)),
    ...signed.filter((row) => !told.has(`${key(row)} ${row.hash}`)),
  ];
  const named = new Map(wrong.map((row) => [key(row), { kind: 'signed document' as const, slide: row.slide, version: row.version }]));
  return [...named.values()];
}
