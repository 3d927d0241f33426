/**
 * Finds fingerprints that may be of one picture without comparing all with all: by the signs of their waves, in an index with a table
 * for each of several bands of 16 signs (multi-index hashing: Norouzi, Punjani and Fleet 2012). Two pictures that differ in fewer signs
 * than there are bands agree in one band whole; beyond that a band is also looked up with its weakest signs turned over, because
 * those are the ones that scaling, compression and cutting turn over.
 */
import type { Fingerprint } from './fingerprint.ts';
import { ALL_WAVES, WAVE_COUNT } from './waves.ts';

const WORDS = Math.ceil(WAVE_COUNT / 32);
const BAND_BITS = 16;
const BANDS = 7;
/** Of a band's signs so many, the weakest, are tried both ways. */
const WEAKEST = 4;
/** Signs that may differ: of pictures cut by 3 per cent hardly any differ in more (docs/duplicates.md). */
export const MOST_DIFFERENT = 30;

/**
 * The waves of each band. Those that are even in both directions have the same sign in all pictures with something in the middle, so
 * they tell nothing; of the others the slowest, which change least, make the first band.
 */
const BAND_WAVES: readonly (readonly number[])[] = (() => {
  const speed = ({ plane, u, v }: (typeof ALL_WAVES)[number]) => u + v + (plane === 'luminance' ? 0 : 1);
  const telling = ALL_WAVES.map((wave, index) => ({ wave, index })).filter(({ wave }) => (wave.u | wave.v) & 1);
  const inOrder = telling.sort((a, b) => speed(a.wave) - speed(b.wave)).map(({ index }) => index);
  return Array.from({ length: BANDS }, (_, band) => inOrder.slice(band * BAND_BITS, (band + 1) * BAND_BITS));
})();

function signsOf(values: Int8Array): Uint32Array {
  const words = new Uint32Array(WORDS);
  for (let index = 0; index < WAVE_COUNT; index++) {
    if ((values[index] ?? 0) > 0) words[index >> 5] = (words[index >> 5] ?? 0) | (1 << (index & 31));
  }
  return words;
}

function bandKey(values: Int8Array, waves: readonly number[]): number {
  let key = 0;
  for (let bit = 0; bit < waves.length; bit++) if ((values[waves[bit] ?? 0] ?? 0) > 0) key |= 1 << bit;
  return key;
}

/** The key of a band, and those with its weakest signs turned over. */
function probes(values: Int8Array, waves: readonly number[]): number[] {
  const keys = [bandKey(values, waves)];
  for (const bit of weakest(values, waves))
    for (let known = keys.length - 1; known >= 0; known--) keys.push((keys[known] ?? 0) ^ (1 << bit));
  return keys;
}

/** Bits of the waves that are lowest. Strength and bit in one number are sorted ten times as fast as pairs are. */
function weakest(values: Int8Array, waves: readonly number[]): number[] {
  const strengths = new Uint16Array(waves.length);
  for (let bit = 0; bit < waves.length; bit++) strengths[bit] = Math.abs(values[waves[bit] ?? 0] ?? 0) * BAND_BITS + bit;
  return Array.from(strengths.sort().subarray(0, WEAKEST), (strength) => strength % BAND_BITS);
}

/** Set bits of a 32-bit number (Warren, Hacker's Delight, 5-1). */
function bitCount(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Fingerprints of one band by key: those of key k are `members[starts[k]]` up to before `members[starts[k + 1]]`. */
type Table = { readonly starts: Uint32Array; readonly members: Uint32Array };

export type SignIndex = { readonly signs: Uint32Array; readonly tables: readonly Table[] };

/** @param fingerprints none of them plain */
export function signIndex(fingerprints: readonly Fingerprint[]): SignIndex {
  const signs = new Uint32Array(fingerprints.length * WORDS);
  for (const [index, fingerprint] of fingerprints.entries()) signs.set(signsOf(fingerprint), index * WORDS);
  const tables = BAND_WAVES.map((waves) => tableOf(fingerprints.map((fingerprint) => bandKey(fingerprint, waves))));
  return { signs, tables };
}

/** By counting. */
function tableOf(keys: readonly number[]): Table {
  const starts = new Uint32Array(2 ** BAND_BITS + 1);
  for (const key of keys) starts[key + 1] = (starts[key + 1] ?? 0) + 1;
  for (let key = 0; key < 2 ** BAND_BITS; key++) starts[key + 1] = (starts[key + 1] ?? 0) + (starts[key] ?? 0);
  const next = starts.slice();
  const members = new Uint32Array(keys.length);
  for (const [member, key] of keys.entries()) {
    const at = next[key] ?? 0;
    members[at] = member;
    next[key] = at + 1;
  }
  return { starts, members };
}

/**
 * The fingerprints of the index that differ from one, as it lies, in at most `MOST_DIFFERENT` signs and share a band with it.
 * @param take gets each as often as it is met
 */
export function eachNear({ signs, tables }: SignIndex, values: Int8Array, take: (member: number, different: number) => void): void {
  const own = signsOf(values);
  for (const [band, { starts, members }] of tables.entries()) {
    for (const key of probes(values, BAND_WAVES[band] ?? [])) {
      const end = starts[key + 1] ?? 0;
      for (let at = starts[key] ?? 0; at < end; at++) {
        const member = members[at] ?? 0;
        let different = 0;
        for (let word = 0; word < WORDS; word++) different += bitCount((own[word] ?? 0) ^ (signs[member * WORDS + word] ?? 0));
        if (different <= MOST_DIFFERENT) take(member, different);
      }
    }
  }
}
