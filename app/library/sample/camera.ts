/** From a painted field to the bytes a microscope's camera would give: stain, light, focus and noise, each drawn per image. */
import { type Random, randomFor } from '../../random/random.ts';
import type { Canvas } from './canvas.ts';
import type { Camera } from './parameters.ts';

const STRIP = 65_536;
let strip: Float32Array | null = null;

/** Standard normal numbers drawn once per process: a fresh draw for each pixel would cost a third of the whole painting. */
function noiseStrip(): Float32Array {
  if (strip === null) {
    const random = randomFor(0, 'camera noise');
    strip = Float32Array.from({ length: STRIP }, () => random.normal());
  }
  return strip;
}

const LEVELS = 1024;

/** `255 × gain × (light / 255) ^ exponent` for light in [0, 255], from a table. */
function development(gain: number, exponent: number): (light: number) => number {
  const table = Float32Array.from({ length: LEVELS + 1 }, (_, level) => 255 * gain * (level / LEVELS) ** exponent);
  return (light) => table[Math.min(LEVELS, Math.max(0, Math.round((light / 255) * LEVELS)))] ?? 0;
}

/** The photographed field as size × size × 3 bytes. Every draw comes from `random`. */
export function photograph(canvas: Canvas, camera: Camera, random: Random): Uint8Array {
  const strength = random.uniform(...camera.stainStrength);
  const hue = camera.stainHue * random.normal();
  const brightness = random.uniform(...camera.brightness);
  const warmth = camera.colourCast * random.normal();
  const tint = camera.colourCast * 0.3 * random.normal();
  // By Beer and Lambert a thicker stain is a power of the transmitted light; red and blue dyes are taken up unequally.
  const develop = [
    development(brightness * (1 + warmth), Math.max(0.3, strength * (1 + hue))),
    development(brightness * (1 + tint), strength),
    development(brightness * (1 - warmth), Math.max(0.3, strength * (1 - hue))),
  ];
  const developed = canvas.light.map((light, at) => develop[at % 3]?.(light) ?? light);
  const focused = blurred(developed, canvas.size, (random.uniform(...camera.blurPixels) * canvas.size) / 96);
  const noise = random.uniform(...camera.noise);
  const offset = random.integer(0, STRIP - 1);
  const normals = noiseStrip();
  const bytes = new Uint8ClampedArray(focused.length);
  // A clamped array rounds and clips by itself.
  for (let at = 0; at < bytes.length; at++) bytes[at] = (focused[at] ?? 0) + noise * (normals[(at + offset) % STRIP] ?? 0);
  return new Uint8Array(bytes.buffer);
}

/** Gaussian blur of size × size × 3 values, `deviation` in pixels; the border repeats. */
export function blurred(values: Float32Array, size: number, deviation: number): Float32Array {
  const half = Math.ceil(3 * deviation);
  const weights = Array.from({ length: 2 * half + 1 }, (_, at) => Math.exp(-((at - half) ** 2) / (2 * deviation * deviation)));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const kernel = Float64Array.from(weights, (weight) => weight / total);
  return blurredAlong(blurredAlong(values, size, kernel, 'rows'), size, kernel, 'columns');
}

function blurredAlong(values: Float32Array, size: number, kernel: Float64Array, way: 'rows' | 'columns'): Float32Array {
  const half = (kernel.length - 1) / 2;
  const [line, step] = way === 'rows' ? [3 * size, 3] : [3, 3 * size];
  const result = new Float32Array(values.length);
  for (let lineAt = 0; lineAt < size; lineAt++) {
    for (let place = 0; place < size; place++) {
      for (let channel = 0; channel < 3; channel++) {
        const start = lineAt * line + channel;
        let sum = 0;
        for (let tap = 0; tap < kernel.length; tap++) {
          const moved = Math.min(size - 1, Math.max(0, place + tap - half));
          sum += (kernel[tap] ?? 0) * (values[start + moved * step] ?? 0);
        }
        result[start + place * step] = sum;
      }
    }
  }
  return result;
}
