/** Signing a slide, which freezes it, and amending one, which opens its next version; the versions before stay as they were signed. */
import { canonicalJson, hashOfJson, hashOfText } from '../../audit/canonicalJson.ts';
import { recorded, type Trail } from '../../audit/trail.ts';
import { SmearlabError } from '../../contract/failure.ts';
import type { Amendment, SignatureMeaning, SignedSlide, SignedVersion } from '../../contract/signing.ts';
import type { User } from '../../contract/users.ts';
import { addAmendment, addSignedVersion, amendmentOf, signedVersionsOf } from '../../store/signatures.ts';
import { amendSlide, readSlide, signSlide } from '../../store/slides.ts';
import type { Store } from '../../store/store.ts';
import { readCountedSlide } from '../countedSlide.ts';
import { signableOf } from './signable.ts';

export type Signing = {
  readonly slide: number;
  /** Hash of the counted slide that the person has before them: nothing else is signed. */
  readonly seen: string;
  readonly meaning: SignatureMeaning;
  /** Why it is signed with open cells; not kept where there are none. */
  readonly waiver: string | null;
};

/**
 * @param user whose PIN was asked just now
 * @throws SmearlabError wrong-usage where it may not be signed, changed-file where it has changed since it was looked at
 */
export function signVersion(trail: Trail, user: User, { slide, seen, meaning, waiver }: Signing): SignedVersion {
  const { store, now } = trail;
  return recorded(trail, actorOf(user), (tell) => {
    const row = readSlide(store, slide);
    const counted = readCountedSlide(store, slide);
    const signable = signableOf(row.state.kind, counted.count);
    if (signable.may === false || (signable.may !== true && waiver === null)) {
      throw new SmearlabError('wrong-usage', `The slide ${row.accession} cannot be signed. ${signable.sentence}`);
    }
    if (hashOfJson(counted) !== seen) {
      throw new SmearlabError(
        'changed-file',
        `The slide ${row.accession} has changed since you looked at it. Look at its count again, then sign.`,
      );
    }
    const signedAt = now().toISOString();
    const signature: SignedVersion['signature'] = {
      ...{ user: user.id, name: user.name, role: user.role, meaning, signedAt },
      waiver: signable.may === true ? null : waiver,
    };
    const amendment = readAmendment(store, slide, row.version);
    const document: SignedSlide = { form: 'smearlab signed slide 1', counted, amendment, signature };
    const text = canonicalJson(document);
    const hash = hashOfText(text);
    signSlide(store, slide, { signedBy: user.name, meaning, signedAt });
    const head = tell({
      ...{ action: 'slide signed', subject: { kind: 'slide', id: slide }, before: { version: row.version, state: 'review' } },
      after: { version: row.version, state: 'signed', meaning, waiver: signature.waiver, hash },
    });
    addSignedVersion(store, { slide, version: row.version, document: text, hash, user: user.id, head });
    return { version: row.version, signature, amendment, hash, head };
  });
}

/** @throws SmearlabError wrong-usage for a slide that is not signed */
export function amendVersion(trail: Trail, user: User, { slide, reason }: { slide: number; reason: string }): void {
  const { store, now } = trail;
  recorded(trail, actorOf(user), (tell) => {
    amendSlide(store, slide);
    const { version } = readSlide(store, slide);
    const last = signedVersionsOf(store, slide).at(-1);
    if (last === undefined)
      throw new SmearlabError('damaged-database', 'What was signed of this slide is missing. Put a backup in its place.');
    addAmendment(store, { ...{ slide, version, of: last.version, reason }, user: user.id, name: user.name, at: now().toISOString() });
    tell({
      ...{ action: 'slide amended', subject: { kind: 'slide', id: slide } },
      before: { version: last.version, state: 'signed', hash: last.hash },
      after: { version, state: 'review', reason },
    });
  });
}

function readAmendment(store: Store, slide: number, version: number): Amendment | null {
  const row = amendmentOf(store, slide, version);
  if (row === undefined) return null;
  const before = signedVersionsOf(store, slide).find((one) => one.version === row.of);
  if (before === undefined)
    throw new SmearlabError('damaged-database', 'What was signed of this slide is missing. Put a backup in its place.');
  return { of: row.of, hash: before.hash, reason: row.reason, name: row.name, at: row.at };
}

function actorOf({ id, name, role }: User) {
  return { kind: 'user', id, name, role } as const;
}
