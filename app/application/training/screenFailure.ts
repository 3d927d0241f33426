/** Why training ended, in words for a screen: what is said on a command line names options that a screen does not have. Pure. */
import { asFailure, type FailureKind, SmearlabError } from '../../contract/failure.ts';
import type { Failure } from '../../contract/work.ts';

/** What a person can do about it here. */
const ADVICE: Partial<Record<FailureKind, string>> = {
  diverged: 'Finished epochs are kept. Add it again by another recipe: a lower learning rate, clipped gradients, or a warm-up.',
  'out-of-memory':
    'Finished epochs are kept. Close other programs and resume it; if that is not enough, add it again with a smaller batch or smaller images.',
  'device-lost': 'Finished epochs are kept. Resume it; if the device is lost again, add it again for the processor.',
  engine: 'Finished epochs are kept. Resume it; if it ends again, update the graphics driver, or add it again for the processor.',
};

export function screenFailure(error: unknown): Failure {
  const failure = asFailure(error);
  const { kind, file } = failure;
  const advice = ADVICE[kind];
  const said = advice === undefined ? failure.message : `${whatHappened(failure)} ${advice}`;
  return { kind, sentence: withoutOptions(said), file: file ?? null };
}

/** The first sentence of what was said first: the ones around it say how to go on from a command line. */
function whatHappened(failure: SmearlabError): string {
  if (failure.cause instanceof SmearlabError) return whatHappened(failure.cause);
  const [first = failure.message] = failure.message.split(/(?<=\.) (?=[A-Z])/, 1);
  return /[.!?]$/.test(first) ? first : `${first}.`;
}

function withoutOptions(sentence: string): string {
  return sentence
    .replace(/go on with --resume/g, 'resume it')
    .replace(/choose another --out for a new one/g, 'add it again')
    .replace(/ with --out\b/g, '');
}
