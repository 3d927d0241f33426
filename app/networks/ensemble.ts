/**
 * The weighted ensemble of one subset: a = CAM16 → linear, b = WBC ResNet with masks, c = pRCC encoder → CAM16 → linear.
 * The study leaves open how the encoded image (64 channels, a quarter of the side) becomes one that CAM16 takes (3 channels, full
 * side): here by a learned 1×1 convolution, the adapter, and bilinear upsampling.
 */
import { SmearlabError } from '../contract/failure.ts';
import type { Normalisations } from '../contract/normalisation.ts';
import type { Layout, NetworkDescription } from '../engine/description.ts';
import type { NetworkState } from '../engine/engine.ts';
import { initialState } from '../engine/initialise.ts';
import { entryOf, parameterLayout, statisticsLayout } from '../engine/layout.ts';
import { ENCODED_CHANNELS, ENCODED_REDUCTION, encoder } from './autoencoder.ts';
import { CAM16_CLASSES, cam16Layers } from './cam16.ts';
import { requireImageSize } from './imageSize.ts';
import { conv, linear, normalised, part } from './layers.ts';
import { wbcResNetLayers } from './wbcResNet.ts';

export type EnsembleWeights = readonly [a: number, b: number, c: number];

/** The layers that are the ensemble's own; every other parameter comes from a trained backbone. */
const OWN_LAYERS = ['adapter', 'headA', 'headC'];

/**
 * [3, S, S] → [classes] logits, the weighted sum of the branches' logits. Branches a and c share one CAM16. Each branch normalises the
 * image as its backbone was trained to see it; what CAM16 gets in branch c is no image but what the adapter learns to give it.
 * @param size side of the square image in pixels: a multiple of 4, at least 8
 * @throws SmearlabError `image-size`
 */
export function ensemble(size: number, classes: number, weights: EnsembleWeights, normalisations: Normalisations = {}): NetworkDescription {
  requireImageSize('The ensemble', size, {
    atLeast: 8,
    multipleOf: ENCODED_REDUCTION,
    because: "its pRCC encoder reduces the side to a quarter, which is then enlarged to CAM16's size, and CAM16 halves it three times",
  });
  const [a, b, c] = weights;
  const cam16 = part('cam16', cam16Layers(size));
  return {
    name: 'ensemble',
    input: [3, size, size],
    layers: [
      {
        kind: 'weightedSum',
        branches: [
          { weight: a, layers: [...normalised(normalisations.cam16), cam16, linear('headA', CAM16_CLASSES, classes)] },
          { weight: b, layers: [...normalised(normalisations.wbc), part('wbc', wbcResNetLayers(classes))] },
          {
            weight: c,
            layers: [
              ...normalised(normalisations.autoencoder),
              part('autoencoder', [part('encoder', encoder)]),
              conv('adapter', ENCODED_CHANNELS, 3, { kernel: 1 }),
              { kind: 'upsample', factor: ENCODED_REDUCTION },
              cam16,
              linear('headC', CAM16_CLASSES, classes),
            ],
          },
        ],
      },
    ],
  };
}

/** Whether a parameter belongs to the adapter or a head, which are trained while the backbones are frozen. */
export function isEnsemblesOwn(parameter: string): boolean {
  return OWN_LAYERS.some((layer) => parameter.startsWith(`${layer}.`));
}

export type TrainedPart = { readonly network: NetworkDescription; readonly state: NetworkState };

/** The trained backbones; of the autoencoder only the encoder is used. */
export type EnsembleParts = { readonly autoencoder: TrainedPart; readonly cam16: TrainedPart; readonly wbc: TrainedPart };

type Vector = { readonly layout: Layout; readonly values: Float32Array };

const PART_NAMES = ['autoencoder', 'cam16', 'wbc'] as const;

/**
 * The state an ensemble starts from: trained backbones taken over by parameter name, adapter and heads drawn anew.
 * @param network what `ensemble()` described
 * @param seed of the adapter's and the heads' initial values
 * @throws SmearlabError `bad-run-file` when a backbone lacks a tensor the ensemble needs or has it in another shape
 */
export function stateFromParts(network: NetworkDescription, parts: EnsembleParts, seed: number): NetworkState {
  const state = initialState(network, seed);
  takeOver(parameterLayout(network), state.parameters, (part) => ({
    layout: parameterLayout(part.network),
    values: part.state.parameters,
  }));
  takeOver(statisticsLayout(network), state.statistics, (part) => ({
    layout: statisticsLayout(part.network),
    values: part.state.statistics,
  }));
  return state;

  function takeOver(layout: Layout, values: Float32Array, vectorOf: (part: TrainedPart) => Vector): void {
    for (const entry of layout.entries) {
      if (isEnsemblesOwn(entry.name)) continue;
      const name = PART_NAMES.find((candidate) => entry.name.startsWith(`${candidate}.`));
      if (name === undefined) throw new SmearlabError('internal', `The ensemble's ${entry.name} belongs to no backbone.`);
      const source = vectorOf(parts[name]);
      const tensor = entry.name.slice(name.length + 1);
      const found = source.layout.entries.find((candidate) => candidate.name === tensor);
      if (found === undefined || found.shape.join() !== entry.shape.join()) {
        throw new SmearlabError(
          'bad-run-file',
          `The ensemble needs ${tensor} of the ${name} run as ${entry.shape.join(' × ')}, but that run has ${found === undefined ? 'none' : found.shape.join(' × ')}. Train ${name} with the same image size and classes as the ensemble.`,
        );
      }
      entryOf(values, entry).set(entryOf(source.values, found));
    }
  }
}
