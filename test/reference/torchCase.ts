/** The numbers that make_torch.py and these tests make alike, so that neither weights nor images need to be committed. */
import type { Layout, NetworkDescription } from '../../app/engine/description.ts';
import type { NetworkState } from '../../app/engine/engine.ts';
import { entryOf, parameterLayout, statisticsLayout } from '../../app/engine/layout.ts';

export const SIZE = 32;
export const BATCH = 4;

/** 32-bit FNV-1a of an ASCII name. */
function fnv1a(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}

/** Element i of `name` as a 32-bit integer: MurmurHash3's finaliser over fnv1a("seed/name") + i · 0x9E3779B9 (modulo 2³²). */
export function hashed(seed: number, name: string): (i: number) => number {
  const start = fnv1a(`${seed}/${name}`);
  return (i) => {
    let x = (start + Math.imul(i, 0x9e3779b9)) | 0;
    x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
    x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
    return (x ^ (x >>> 16)) >>> 0;
  };
}

/** The state every case starts from: kernels in ±1/√fan-in, norms' weights and running variances .5–1.5, the rest ±.1. */
export function hashedState(network: NetworkDescription, seed: number): NetworkState {
  return { parameters: hashedVector(parameterLayout(network), seed), statistics: hashedVector(statisticsLayout(network), seed) };
}

/**
 * Adam takes a step's direction from a gradient's sign, so from about half of all starts that differ in last digits some weight goes the
 * other way within ten steps, whatever the engine. What is wrong with an engine would show from every start, so one of these must follow
 * float64's way.
 */
export const STARTS = 12;

/** The weights changed in their last digits, another way for each start; as they are for the first. */
export function startState(network: NetworkDescription, seed: number, start: number): NetworkState {
  const state = hashedState(network, seed);
  if (start === 0) return state;
  const hash = hashed(seed, `start.${start}`);
  return { ...state, parameters: state.parameters.map((value, i) => value * (1 + (hash(i) >>> 31 === 1 ? -3e-7 : 3e-7))) };
}

function hashedVector(layout: Layout, seed: number): Float32Array {
  const vector = new Float32Array(layout.size);
  for (const entry of layout.entries) {
    const [low, high] = boundsOf(entry.name, entry.shape);
    const hash = hashed(seed, entry.name);
    const values = entryOf(vector, entry);
    for (let i = 0; i < values.length; i++) values[i] = low + (high - low) * (hash(i) / 2 ** 32);
  }
  return vector;
}

function boundsOf(name: string, shape: readonly number[]): readonly [number, number] {
  if (shape.length > 1) {
    const bound = 1 / Math.sqrt(shape.slice(1).reduce((product, side) => product * side, 1));
    return [-bound, bound];
  }
  return name.endsWith('.weight') || name.endsWith('.running_var') ? [0.5, 1.5] : [-0.1, 0.1];
}

/** [batch, 3, size, size] bright smears with one dark cell each, in whole 255ths; the last a masked copy (black background) if asked for. */
export function hashedImages(seed: number, step: number, maskedCopy: boolean): Float32Array {
  const pixels = new Float32Array(BATCH * 3 * SIZE * SIZE);
  const hash = hashed(seed, `images.${step}`);
  for (let i = 0; i < pixels.length; i++) {
    const x = i % SIZE;
    const y = Math.floor(i / SIZE) % SIZE;
    const c = Math.floor(i / SIZE ** 2) % 3;
    const b = Math.floor(i / (3 * SIZE ** 2));
    const noise = hash(i) % 26;
    const inCell = (y - 12 - 2 * b) ** 2 + (x - 14 - (step % 5)) ** 2 < (6 + b) ** 2;
    const background = b === BATCH - 1 && maskedCopy ? 0 : 222 + noise;
    pixels[i] = (inCell ? 64 + 26 * c + noise : background) / 255;
  }
  return pixels;
}

/** One-hot [batch, class]. */
export function hashedTargets(step: number, classes: number): Float32Array {
  const targets = new Float32Array(BATCH * classes);
  for (let image = 0; image < BATCH; image++) targets[image * classes + ((3 * image + step) % classes)] = 1;
  return targets;
}
