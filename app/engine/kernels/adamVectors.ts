/**
 * The vectors that Adam works on, in one memory of WebAssembly with the code that takes a step: JavaScript has no arithmetic in single
 * precision, and none on four numbers at a time. What lies here needs no copy.
 */
import type { AdamFactors, AdamSettings } from '../adam.ts';
import type { Range } from '../layout.ts';
import { ADAM_STEP } from './adamStep.ts';

/** Of a WebAssembly memory. */
const PAGE = 65_536;
const BYTES = Float32Array.BYTES_PER_ELEMENT;

let compiled: WebAssembly.Module | undefined;

export class AdamVectors {
  readonly parameters: Float32Array;
  readonly gradient: Float32Array;
  readonly m: Float32Array;
  readonly v: Float32Array;
  readonly #step: (...numbers: number[]) => void;

  /** All zeros. @throws RangeError when there is not so much memory */
  constructor(size: number) {
    const pages = Math.max(1, Math.ceil((4 * size * BYTES) / PAGE));
    const memory = new WebAssembly.Memory({ initial: pages, maximum: pages });
    const vector = (place: number) => new Float32Array(memory.buffer, place * size * BYTES, size);
    [this.parameters, this.gradient, this.m, this.v] = [vector(0), vector(1), vector(2), vector(3)];
    compiled ??= new WebAssembly.Module(Buffer.from(ADAM_STEP, 'base64'));
    const { step } = new WebAssembly.Instance(compiled, { vectors: { memory } }).exports;
    if (typeof step !== 'function') throw new TypeError('The kernel of Adam has no step.');
    this.#step = (...numbers) => step(...numbers);
  }

  /** One step of the parameters in this range. */
  step([begin, end]: Range, settings: AdamSettings, { stepSize, epsilon, kept }: AdamFactors): void {
    const { beta1, beta2, weightDecay, decay } = settings;
    const address = (vector: Float32Array, place: number) => vector.byteOffset + place * BYTES;
    const places = [address(this.parameters, begin), address(this.parameters, end)];
    const others = [this.gradient, this.m, this.v].map((vector) => address(vector, begin));
    this.#step(...places, ...others, beta1, 1 - beta1, beta2, 1 - beta2, stepSize, epsilon, kept, decay === 'l2' ? weightDecay : 0);
  }
}
