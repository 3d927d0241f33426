/** Vectors by name, each in host memory until a session's output on the device replaces it. */
import { type InferenceSession, Tensor } from 'onnxruntime-node';
import { SmearlabError } from '../../../contract/failure.ts';

export class VectorStore {
  readonly #tensors: Map<string, Tensor>;

  /** @param vectors taken over, not copied */
  constructor(vectors: Iterable<readonly [string, Float32Array]>) {
    this.#tensors = new Map([...vectors].map(([name, values]) => [name, new Tensor('float32', values, [values.length])]));
  }

  get all(): ReadonlyMap<string, Tensor> {
    return this.#tensors;
  }

  get(name: string): Tensor | undefined {
    return this.#tensors.get(name);
  }

  /** These vectors as a session is fed them. @throws SmearlabError when one is not there */
  feeds(names: Iterable<string>): Record<string, Tensor> {
    return Object.fromEntries([...names].map((name) => [name, this.#tensor(name)]));
  }

  /** @param outputs for each vector to replace, the session's output that does */
  replace(outputs: Iterable<readonly [name: string, output: string]>, results: InferenceSession.ReturnType): void {
    for (const [name, output] of outputs) {
      const tensor = results[output];
      if (tensor === undefined) throw new SmearlabError('engine', `ONNX Runtime gave no ${name}. Report this with the log.`);
      this.drop(name);
      this.#tensors.set(name, tensor);
    }
  }

  /** Frees the memory of one vector. */
  drop(name: string): void {
    this.#tensors.get(name)?.dispose();
    this.#tensors.delete(name);
  }

  dispose(): void {
    for (const name of [...this.#tensors.keys()]) this.drop(name);
  }

  #tensor(name: string): Tensor {
    const tensor = this.#tensors.get(name);
    if (tensor === undefined) throw new SmearlabError('internal', `There is no vector called ${name}.`);
    return tensor;
  }
}
