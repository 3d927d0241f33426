/** The kinds of Electron that the same specs run on. */
import { describe, it } from 'vitest';
import { realElectron } from './electronProgram.ts';
import type { Kind } from './program.ts';
import { standIn } from './standInProgram.ts';

/** Describes the same on each kind; one that is not here is skipped as a whole, by a name that says what is missing. */
export function onEachKind(who: string, specs: (kind: Kind) => void, kinds: readonly Kind[] = [standIn, realElectron]): void {
  for (const kind of kinds) {
    if (kind.missing === undefined) describe(`${who} in ${kind.name}`, () => specs(kind));
    else it.skip(`${who} in ${kind.name} (${kind.missing})`);
  }
}
