/** Whether a recipe fits the network and the data of its run, asked before hours of training go before the answer. */
import type { RunFile } from '../contract/runFile.ts';
import { describeNetwork } from '../networks/describeNetwork.ts';
import { trainingExamples } from './examples.ts';
import { trainedBy } from './trained.ts';
import { trainingLossOf } from './trainingLoss.ts';

/** @throws SmearlabError `bad-recipe` or `image-size`, naming what does not fit */
export function assertRecipeFits(run: RunFile): void {
  const network = describeNetwork(run.recipe.network, run.recipe.imageSize, run.classes.length);
  trainedBy(run, network);
  trainingLossOf(run, trainingExamples(run));
}
