/** From a recipe's choice of network to its description, and to what of it is trained. */
import { SmearlabError } from '../contract/failure.ts';
import type { Normalisations } from '../contract/normalisation.ts';
import type { NetworkChoice } from '../contract/recipe.ts';
import type { NetworkDescription } from '../engine/description.ts';
import { autoencoder } from './autoencoder.ts';
import { CAM16_CLASSES, cam16 } from './cam16.ts';
import { ensemble, isEnsemblesOwn } from './ensemble.ts';
import { wbcResNet } from './wbcResNet.ts';

/**
 * @param size side of the square image in pixels
 * @param classCount how many classes the run tells apart; the autoencoder has none and ignores it
 * @param normalisations part of the network, never of its input: whatever is fed is pixels 0 … 1
 * @throws SmearlabError `image-size`, or `bad-recipe` when the network cannot tell that many classes apart
 */
export function describeNetwork(
  choice: NetworkChoice,
  size: number,
  classCount: number,
  normalisations: Normalisations = {},
): NetworkDescription {
  switch (choice.name) {
    case 'autoencoder':
      return autoencoder(size, normalisations.autoencoder);
    case 'cam16':
      if (classCount !== CAM16_CLASSES) {
        throw new SmearlabError(
          'bad-recipe',
          `The CAM16 CNN tells two classes apart, normal and tumor, but its data set has ${classCount}. Give it a data set of two classes.`,
        );
      }
      return cam16(size, normalisations.cam16);
    case 'wbc':
      return wbcResNet(size, someClasses(choice.name, classCount), normalisations.wbc);
    case 'ensemble':
      return ensemble(size, someClasses(choice.name, classCount), choice.weights, normalisations);
  }
}

/** Which parameters a run of this network trains: all of them, but of an ensemble that is not fine-tuned only its adapter and heads. */
export function trainableIn(choice: NetworkChoice): (parameter: string) => boolean {
  return choice.name === 'ensemble' && !choice.fineTune ? isEnsemblesOwn : () => true;
}

function someClasses(network: string, classCount: number): number {
  if (Number.isInteger(classCount) && classCount > 0) return classCount;
  throw new SmearlabError('bad-recipe', `The ${network} network needs at least one class, but its data set has ${classCount}.`);
}
