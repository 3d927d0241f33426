/** The learning rate of each step of a run: a pure function of the recipe, the place in the run and the learning curve so far. */
import type { EpochMetrics } from '../contract/evaluation.ts';
import type { ScheduleRecipe } from '../contract/learning.ts';

/** Where in a run a step is. */
export type Moment = {
  /** From 1. */
  readonly epoch: number;
  readonly epochs: number;
  /** Of this epoch, from 0. */
  readonly step: number;
  readonly stepsPerEpoch: number;
};

/**
 * What the optimizer's own learning rate is multiplied by in this step.
 * @param curve the epochs before this one, which `plateau` decides by
 */
export function learningRateFactor(schedule: ScheduleRecipe, moment: Moment, curve: readonly EpochMetrics[]): number {
  return warmUpFactor(schedule.warmUpEpochs, moment) * factorOf(schedule, moment, curve);
}

/** (step + 1) / steps of the warm-up: torch's LinearLR from 1/steps to 1, multiplied in as its ChainedScheduler does. */
function warmUpFactor(epochs: number, moment: Moment): number {
  const steps = Math.round(epochs * moment.stepsPerEpoch);
  const step = stepsBefore(moment);
  return step >= steps ? 1 : (step + 1) / steps;
}

function factorOf(schedule: ScheduleRecipe, moment: Moment, curve: readonly EpochMetrics[]): number {
  switch (schedule.kind) {
    case 'constant':
      return 1;
    case 'cosine':
      return cosineFactor(schedule.minimumFactor, moment);
    case 'step':
      return schedule.factor ** Math.floor((moment.epoch - 1) / schedule.everyEpochs);
    case 'plateau':
      return plateauFactor(schedule, curve);
  }
}

/** torch's CosineAnnealingLR stepped after each batch, with all the run's steps as T_max (Loshchilov and Hutter, 2017, without restarts). */
function cosineFactor(minimumFactor: number, moment: Moment): number {
  const share = stepsBefore(moment) / (moment.epochs * moment.stepsPerEpoch);
  return minimumFactor + ((1 - minimumFactor) * (1 + Math.cos(Math.PI * share))) / 2;
}

function stepsBefore({ epoch, step, stepsPerEpoch }: Moment): number {
  return (epoch - 1) * stepsPerEpoch + step;
}

/**
 * torch's ReduceLROnPlateau (mode min, relative threshold) played over the curve from its beginning, so that nothing needs to be
 * remembered: on the validation loss, or the training loss where there are no validation images.
 */
function plateauFactor(schedule: ScheduleRecipe & { readonly kind: 'plateau' }, curve: readonly EpochMetrics[]): number {
  let factor = 1;
  let best = Number.POSITIVE_INFINITY;
  let bad = 0;
  let cooling = 0;
  for (const { valLoss, trainLoss } of curve) {
    const loss = valLoss ?? trainLoss;
    const isBetter = loss < best * (1 - schedule.threshold);
    if (isBetter) best = loss;
    bad = isBetter ? 0 : bad + 1;
    if (cooling > 0) {
      cooling--;
      bad = 0;
    }
    if (bad > schedule.patience) {
      factor = Math.max(factor * schedule.factor, schedule.minimumFactor);
      cooling = schedule.cooldown;
      bad = 0;
    }
  }
  return factor;
}
