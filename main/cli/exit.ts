/** How a command ends: what it says on an error, and its exit status. */
import { asFailure, type FailureKind } from '../../app/contract/failure.ts';

export const EXIT_STATUS = { finished: 0, failed: 1, wrongUsage: 2, stopped: 130 } as const;

/** What a person corrects on the command line or in the recipe file. */
const USAGE_KINDS: readonly FailureKind[] = ['wrong-usage', 'bad-recipe', 'image-size'];

/** 2 for wrong usage, 130 after Ctrl-C, 1 for the rest. */
export function exitStatusOf(error: unknown): number {
  const { kind } = asFailure(error);
  if (USAGE_KINDS.includes(kind)) return EXIT_STATUS.wrongUsage;
  return kind === 'stopped' ? EXIT_STATUS.stopped : EXIT_STATUS.failed;
}

/** One sentence on stderr; the stack as well where it was nobody's fault but ours. */
export function sayFailure(error: unknown): void {
  const failure = asFailure(error);
  console.error(failure.kind === 'stopped' ? failure.message : `smearlab: ${failure.message}`);
  if (failure.kind === 'internal') console.error(failure.cause ?? failure);
}
