/** What a person is told when a run ends by itself: what happened, what of it is kept, and what to try. Pure. */
import { type FailureKind, SmearlabError } from '../contract/failure.ts';
import type { Recipe } from '../contract/recipe.ts';

export type FailedRun = {
  readonly name: string;
  readonly recipe: Recipe;
  /** Epochs whose checkpoint is on the disk. */
  readonly finishedEpochs: number;
};

const EXPLAINED: ReadonlySet<FailureKind> = new Set(['out-of-memory', 'device-lost', 'diverged']);

/** Whether `runFailure` has more to say of it than it says itself. */
export function isExplained({ kind }: SmearlabError): boolean {
  return EXPLAINED.has(kind);
}

export function runFailure(failure: SmearlabError, run: FailedRun): SmearlabError {
  if (!isExplained(failure)) return failure;
  const { kind, file } = failure;
  return new SmearlabError(kind, sentenceOf(failure, run), { cause: failure, ...(file === undefined ? {} : { file }) });
}

function sentenceOf({ kind, message }: SmearlabError, run: FailedRun): string {
  const { training, imageSize } = run.recipe;
  const where = `after ${run.finishedEpochs} of its ${training.epochs} epochs`;
  if (kind === 'diverged') return `${message} ${keptOf(run)} Try ${calmerRecipes(training).join(', or ')}.`;
  if (kind === 'device-lost') {
    return `The run ${run.name} lost its device ${where}: ${sentence(message)} ${keptOf(run)} Go on with --resume; if the device is lost again, go on without it: --resume --device cpu.`;
  }
  return `The run ${run.name} ran out of memory ${where}: ${sentence(message)} ${keptOf(run)} Close other programs or keep fewer decoded images (--cache 0 keeps none), and go on with --resume. If that is not enough, it needs a smaller batch than ${training.batchSize} images, or smaller images than ${imageSize} px.`;
}

function keptOf({ finishedEpochs }: FailedRun): string {
  if (finishedEpochs === 0) return 'It had finished no epoch yet.';
  return finishedEpochs === 1 ? 'Its first epoch is kept.' : `Its ${finishedEpochs} finished epochs are kept.`;
}

/** What of a recipe keeps steps small, where it does not do so already. */
function calmerRecipes({ optimizer, clipNorm, schedule }: Recipe['training']): string[] {
  return [
    `a lower learningRate (it was ${optimizer.learningRate})`,
    ...(clipNorm === null ? ['a clipNorm of 1'] : []),
    ...(schedule.warmUpEpochs === 0 ? ['a schedule with warmUpEpochs of 1'] : []),
  ];
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
