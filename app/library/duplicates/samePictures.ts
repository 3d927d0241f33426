/** Which images are the same picture, though their files differ: sets found by fingerprint, each pair verified before it is believed. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { SmearlabError } from '../../contract/failure.ts';
import { alignedLikeness } from './alignment.ts';
import { eachNear, type SignIndex, signIndex } from './bands.ts';
import { type Fingerprint, isPlain } from './fingerprint.ts';
import { Unions } from './unions.ts';
import { TURNS, turned } from './waves.ts';

/** From this likeness on two images are one picture (docs/duplicates.md: how it was chosen). */
export const SAME_LIKENESS = 0.92;
/** Pairs that are below these never come to it. */
const HOPELESS = { asTheyLie: 0.74, begun: 0.78 } as const;
/** How many images are looked up between two looks at whether to stop. */
const AT_ONCE = 256;

export type SearchCount = { readonly images: number; readonly candidates: number; readonly verified: number };

export type SamePictures = {
  /** Indexes of images, each set ascending. */
  readonly sets: readonly (readonly number[])[];
  /** What the search did: images with a fingerprint of their own, pairs that were looked at, pairs that were believed. */
  readonly count: SearchCount;
};

/**
 * @param known pairs that are the same for another reason
 * @throws SmearlabError stopped
 */
export async function samePictures(
  fingerprints: readonly Fingerprint[],
  signal: AbortSignal,
  known: readonly (readonly [number, number])[] = [],
): Promise<SamePictures> {
  const unions = new Unions(fingerprints.length);
  for (const [a, b] of known) unions.join(a, b);
  const own = joinEqual(fingerprints, unions);
  const values = own.map((image) => fingerprints[image] ?? new Int8Array(0));
  const index = signIndex(values);
  let [candidates, verified] = [0, 0];
  for (const [query, fingerprint] of values.entries()) {
    if (query % AT_ONCE === 0) await stopOrGoOn(signal);
    for (const { member, turn } of nearest(index, fingerprint, query)) {
      const [a, b] = [own[query] ?? 0, own[member] ?? 0];
      // Of many frames of one cell not every pair need be compared.
      if (unions.find(a) === unions.find(b)) continue;
      candidates++;
      if (!isSame(fingerprint, values[member] ?? fingerprint, turn)) continue;
      verified++;
      unions.join(a, b);
    }
  }
  return { sets: unions.sets(), count: { images: own.length, candidates, verified } };
}

/** Joins images of equal fingerprints. @returns the first image of each fingerprint that shows something */
function joinEqual(fingerprints: readonly Fingerprint[], unions: Unions): number[] {
  const first = new Map<string, number>();
  for (const [image, fingerprint] of fingerprints.entries()) {
    if (isPlain(fingerprint)) continue;
    const key = Buffer.from(fingerprint.buffer, fingerprint.byteOffset, fingerprint.length).toString('latin1');
    const known = first.get(key);
    if (known === undefined) first.set(key, image);
    else unions.join(known, image);
  }
  return [...first.values()];
}

type Near = { readonly member: number; readonly turn: number; readonly different: number };

/** Each with the turn in which fewest signs differ, the nearest first. */
function nearest(index: SignIndex, fingerprint: Fingerprint, query: number): Near[] {
  const found = new Map<number, Near>();
  for (const turn of TURNS) {
    eachNear(index, turned(fingerprint, turn), (member, different) => {
      if (member !== query && different < (found.get(member)?.different ?? Number.POSITIVE_INFINITY)) {
        found.set(member, { member, turn, different });
      }
    });
  }
  return [...found.values()].sort((a, b) => a.different - b.different || a.member - b.member);
}

function isSame(a: Fingerprint, b: Fingerprint, turn: number): boolean {
  return alignedLikeness(a, b, turn, { ...HOPELESS, enough: SAME_LIKENESS }) >= SAME_LIKENESS;
}

async function stopOrGoOn(signal: AbortSignal): Promise<void> {
  await nextTurn();
  if (signal.aborted) throw new SmearlabError('stopped', 'The search for duplicates was stopped; nothing was changed.');
}
