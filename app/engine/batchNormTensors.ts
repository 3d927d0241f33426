/** The tensors of a network by full name, and what of them a batch norm works with; the same for every engine. */
import { SmearlabError } from '../contract/failure.ts';
import type { Layer } from './description.ts';

export type BatchNormTensors<Tensor> = {
  readonly weight: Tensor;
  readonly bias: Tensor;
  readonly runningMean: Tensor;
  readonly runningVariance: Tensor;
  readonly epsilon: number;
  readonly momentum: number;
};

/** @throws SmearlabError internal */
export function namedTensor<Tensor>(tensors: ReadonlyMap<string, Tensor>, name: string): Tensor {
  const tensor = tensors.get(name);
  if (tensor === undefined) throw new SmearlabError('internal', `The network has no tensor named ${name}.`);
  return tensor;
}

type Tensors<Tensor> = { readonly parameters: ReadonlyMap<string, Tensor>; readonly statistics: ReadonlyMap<string, Tensor> };

/** @throws SmearlabError internal */
export function batchNormTensors<Tensor>(
  { parameters, statistics }: Tensors<Tensor>,
  { epsilon, momentum }: Layer & { kind: 'batchNorm' },
  name: string,
): BatchNormTensors<Tensor> {
  return {
    weight: namedTensor(parameters, `${name}.weight`),
    bias: namedTensor(parameters, `${name}.bias`),
    runningMean: namedTensor(statistics, `${name}.running_mean`),
    runningVariance: namedTensor(statistics, `${name}.running_var`),
    epsilon,
    momentum,
  };
}
