/** What of a network a training step moves. */
import type { NetworkDescription } from './description.ts';
import type { TrainingOptions } from './engine.ts';
import { statisticsLayout } from './layout.ts';

type Trainable = Pick<TrainingOptions, 'trainable'>;

/** Whether a batch norm uses its batch's statistics: when any of its parameters is trained. */
export function trainsBatchNorm(name: string, { trainable }: Trainable): boolean {
  return trainable(`${name}.weight`) || trainable(`${name}.bias`);
}

/** Whether any batch norm of the network does. */
export function hasTrainedBatchNorm(network: NetworkDescription, options: Trainable): boolean {
  const means = statisticsLayout(network).entries.filter(({ name }) => name.endsWith('.running_mean'));
  return means.some(({ name }) => trainsBatchNorm(name.slice(0, -'.running_mean'.length), options));
}

/** Whether a step moves this parameter or running statistic. */
export function isTrained(name: string, options: Trainable): boolean {
  const batchNorm = /^(.*)\.running_(?:mean|var)$/.exec(name)?.[1];
  return batchNorm === undefined ? options.trainable(name) : trainsBatchNorm(batchNorm, options);
}
