/** The layers of a functional tf.layers model with their weights, as its JSON names them. */
import { SmearlabError } from '../../contract/failure.ts';

/** Where a tensor comes from: the n-th call of a layer. */
export type Reference = readonly [layer: string, call: number];

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type LayerConfig = Readonly<Record<string, Json>>;

export type LayerWeight = { readonly name: string; readonly shape: readonly number[]; readonly values: Float32Array };

/** The weights of a layer, asked for when it is written. */
export type Weights = () => readonly LayerWeight[];

type LayerJson = {
  readonly class_name: string;
  readonly name: string;
  readonly config: LayerConfig;
  /** One list of inputs for each call. */
  readonly inbound_nodes: (readonly Json[])[];
};

const NONE: Weights = () => [];

export class LayersGraph {
  readonly #layers = new Map<string, LayerJson>();
  readonly #weights: LayerWeight[] = [];
  #count = 0;

  get layers(): readonly LayerJson[] {
    return [...this.#layers.values()];
  }

  /** In the order of the layers, called `layer/kernel` and so on. */
  get weights(): readonly LayerWeight[] {
    return this.#weights;
  }

  input(name: string, shape: readonly number[]): Reference {
    const config = { name, dtype: 'float32', sparse: false, batch_input_shape: [null, ...shape] };
    this.#layers.set(name, { class_name: 'InputLayer', name, config, inbound_nodes: [] });
    return [name, 0];
  }

  /** Calls the layer of this name; the first call writes it, with its weights. Throws `internal` when a later one is of another layer. */
  named(className: string, name: string, config: LayerConfig, inputs: readonly Reference[], weights = NONE): Reference {
    const whole = { name, trainable: true, dtype: 'float32', ...config };
    let layer = this.#layers.get(name);
    if (layer === undefined) {
      layer = { class_name: className, name, config: whole, inbound_nodes: [] };
      this.#layers.set(name, layer);
      for (const weight of weights()) this.#weights.push({ ...weight, name: `${name}/${weight.name}` });
    } else if (JSON.stringify([layer.class_name, layer.config]) !== JSON.stringify([className, whole])) {
      throw new SmearlabError('internal', `The layer ${name} is used twice, and not alike: it cannot be exported.`);
    }
    layer.inbound_nodes.push(inputs.map(([from, call]) => [from, call, 0, {}]));
    return [name, layer.inbound_nodes.length - 1];
  }

  /** A layer of its own, called `stem` and a number. */
  fresh(className: string, stem: string, config: LayerConfig, inputs: readonly Reference[], weights = NONE): Reference {
    let name: string;
    do name = `${stem}_${++this.#count}`;
    while (this.#layers.has(name));
    return this.named(className, name, config, inputs, weights);
  }
}
