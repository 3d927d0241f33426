/** Which parameters a run trains: what its network leaves to training, but for what the recipe freezes by name. */
import { SmearlabError } from '../contract/failure.ts';
import type { RunFile } from '../contract/runFile.ts';
import type { NetworkDescription } from '../engine/description.ts';
import { parameterLayout } from '../engine/layout.ts';
import { trainableIn } from '../networks/describeNetwork.ts';

/**
 * A frozen name is that of a layer or part, `layer1` or `layer1.0.conv1`, or of a single parameter, `fc.bias`.
 * @throws SmearlabError `bad-recipe` naming what is not in the network, or when nothing is left to train
 */
export function trainedBy(
  { recipe, name: runName }: Pick<RunFile, 'recipe' | 'name'>,
  network: NetworkDescription,
): (parameter: string) => boolean {
  const { freeze } = recipe.training;
  const parameters = parameterLayout(network).entries.map(({ name }) => name);
  const unknown = freeze.find((layer) => !parameters.some((parameter) => isWithin(layer, parameter)));
  if (unknown !== undefined) {
    const layers = [...new Set(parameters.map((parameter) => parameter.split('.', 1)[0]))];
    throw new SmearlabError(
      'bad-recipe',
      `The recipe freezes ${unknown}, but the ${network.name} network has no layer of that name. Its layers are ${layers.join(', ')}.`,
    );
  }
  const isLeft = trainableIn(recipe.network);
  const isTrained = (parameter: string) => isLeft(parameter) && !freeze.some((layer) => isWithin(layer, parameter));
  if (!parameters.some(isTrained)) {
    throw new SmearlabError('bad-recipe', `The recipe freezes all that the run ${runName} could train. Leave at least one layer free.`);
  }
  return isTrained;
}

function isWithin(layer: string, parameter: string): boolean {
  return parameter === layer || parameter.startsWith(`${layer}.`);
}
