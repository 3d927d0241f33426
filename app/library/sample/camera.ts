/** From a painted field to the bytes a microscope's camera would give: stain, light, focus and noise, each drawn per image. */
import type { Random } from '../../random/random.ts';
import type { Canvas } from './canvas.ts';
import type { Camera } from './parameters.ts';

/** The photographed field as size × size × 3 bytes. Every draw comes from `random`. */
export function photograph(canvas: Canvas, camera: Camera, random: Random): Uint8Array {
  const strength = random.uniform(...camera.stainStrength);
  const hue = camera.stainHue * random.normal();
  const brightness = random.uniform(...camera.brightness);
  // By Beer and Lambert a thicker stain is a power of the transmitted light; red and blue dyes are taken up unequally.
  const exponents = [strength * (1 + hue), strength, strength * (1 - hue)].map((exponent) => Math.max(0.3, exponent));
  const gains = [0, 1, 2].map(() => brightness * (1 + camera.colourCast * random.normal()));
  const developed = canvas.light.map((value, at) => {
    const channel = at % 3;
    return 255 * (gains[channel] ?? 1) * (Math.max(0, value) / 255) ** (exponents[channel] ?? 1);
  });
  const focused = blurred(developed, canvas.size, (random.uniform(...camera.blurPixels) * canvas.size) / 96);
  const noise = random.uniform(...camera.noise);
  return Uint8Array.from(focused, (value) => Math.round(Math.min(255, Math.max(0, value + noise * random.normal()))));
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
  const step = way === 'rows' ? 3 : 3 * size;
  const result = new Float32Array(values.length);
  for (let at = 0; at < values.length; at++) {
    const pixel = Math.floor(at / 3);
    const place = way === 'rows' ? pixel % size : Math.floor(pixel / size);
    let sum = 0;
    for (let tap = 0; tap < kernel.length; tap++) {
      const moved = Math.min(size - 1, Math.max(0, place + tap - half));
      sum += (kernel[tap] ?? 0) * (values[at + (moved - place) * step] ?? 0);
    }
    result[at] = sum;
  }
  return result;
}
