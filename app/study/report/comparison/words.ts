/** What a report of compared runs calls things, in English as all reports are. */
import type { Comparison } from '../../../contract/comparison.ts';
import type { ListedRun, RunArm, RunComparison } from '../../../contract/runs.ts';
import type { NetworkName } from '../../../contract/words.ts';
import { subsetName } from '../numbers.ts';

export const NETWORK_NAMES: Readonly<Record<NetworkName, string>> = {
  autoencoder: 'Autoencoder',
  cam16: 'CAM16',
  wbc: 'WBC',
  ensemble: 'Ensemble',
};

export const ARM_NAMES: Readonly<Record<RunArm, string>> = {
  plain: 'plain',
  masks: 'with masks',
  ensemble: 'ensemble',
  pretraining: 'pre-training',
};

export function subsetWords({ subset }: Pick<ListedRun, 'subset'>): string {
  if (subset === null) return 'all training images';
  return subset.name ?? `${subsetName(subset.percent ?? 100)} of the training images`;
}

/** @param first the baseline */
export function verdictSentence(verdict: Comparison['verdict'], first: string, second: string): string {
  switch (verdict) {
    case 'no evidence of a difference':
      return `Between ${second} and the baseline ${first} there is no evidence of a difference.`;
    case 'the first is better':
      return `The baseline ${first} is better than ${second}, beyond what chance explains.`;
    case 'the second is better':
      return `${second} is better than the baseline ${first}, beyond what chance explains.`;
    case 'the measures disagree':
      return `Of ${second} and the baseline ${first} one has the better macro-F1, the other is right more often.`;
  }
}

type Apart = Extract<RunComparison['judged'], { kind: 'apart' }>;

export function apartSentence({ why, runs }: Apart): string {
  const names = runs.join(', ');
  switch (why) {
    case 'unfinished':
      return `Scores are not compared: not finished is ${names}.`;
    case 'no classes':
      return `Scores are not compared: no classes are told apart by ${names}.`;
    case 'other images':
      return `Scores are not compared: on other images than the baseline was judged ${names}, so a difference would say nothing about the networks.`;
    case 'other classes':
      return `Scores are not compared: other classes than the baseline's are told apart by ${names}.`;
  }
}
