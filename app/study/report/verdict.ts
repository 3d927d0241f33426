/** What the numbers say, in sentences computed from them: no difference is claimed that the intervals do not carry. */
import type { StudyRow } from '../../contract/studyResult.ts';
import type { Arm } from '../../contract/words.ts';
import { percent, percentRange, subsetName } from './numbers.ts';

export type Outcome = 'higher' | 'lower' | 'no evidence';

const ARM_NAMES: Readonly<Record<Arm, string>> = {
  plain: 'the plain network',
  masks: 'training with masked copies',
  ensemble: 'the ensemble',
};

/** Whether `row` is more accurate than `base`: only where their 95 % intervals do not even touch. */
export function outcome(row: Pick<StudyRow, 'accuracyInterval'>, base: Pick<StudyRow, 'accuracyInterval'>): Outcome {
  if (row.accuracyInterval[0] > base.accuracyInterval[1]) return 'higher';
  return row.accuracyInterval[1] < base.accuracyInterval[0] ? 'lower' : 'no evidence';
}

function list(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** One sentence on what an arm gives over the plain network, over all subsets that have both; null where none has. */
function armSentence(rows: readonly StudyRow[], arm: Exclude<Arm, 'plain'>): string | null {
  const pairs = rows.flatMap((row) => {
    const base = rows.find((other) => other.subset === row.subset && other.arm === 'plain');
    return row.arm === arm && base !== undefined ? [{ row, base, found: outcome(row, base) }] : [];
  });
  if (pairs.length === 0) return null;
  const told = (found: Outcome, verb: string) => {
    const some = pairs.filter((pair) => pair.found === found);
    const changes = some.map(({ row, base }) => `${subsetName(row.subset)} (${percent(base.accuracy)} → ${percent(row.accuracy)})`);
    return some.length === 0 ? [] : [`${verb} at ${list(changes)}`];
  };
  const without = pairs.filter(({ found }) => found === 'no evidence').map(({ row }) => subsetName(row.subset));
  const none =
    without.length === 0 ? [] : [`there is no evidence of a difference at ${list(without)}, where the 95\u00a0% intervals overlap`];
  const changed = [...told('higher', 'is more accurate'), ...told('lower', 'is less accurate')];
  if (changed.length === 0) return `Between ${ARM_NAMES[arm]} and the plain network ${none[0] ?? ''}.`;
  return `${capital(ARM_NAMES[arm])} ${list(changed)} than the plain network on the same subset${none.length === 0 ? '' : `; ${none[0]}`}.`;
}

/** One sentence on what the smallest subset costs the plain network against the largest; null with fewer than two subsets. */
function subsetSentence(rows: readonly StudyRow[]): string | null {
  const plain = rows.filter(({ arm }) => arm === 'plain').sort((a, b) => a.subset - b.subset);
  const [small, large] = [plain[0], plain.at(-1)];
  if (small === undefined || large === undefined || small.subset === large.subset) return null;
  const range = (row: StudyRow) => `${percent(row.accuracy)} (${percentRange(row.accuracyInterval)})`;
  const numbers = `${range(small)} with ${subsetName(small.subset)} of the training images against ${range(large)} with ${subsetName(large.subset)}`;
  const found = outcome(small, large);
  if (found === 'no evidence') return `The plain network reaches ${numbers}: no evidence of a difference, the 95\u00a0% intervals overlap.`;
  const told = found === 'lower' ? 'training on less costs accuracy' : 'training on less was more accurate';
  return `The plain network reaches ${numbers}: ${told}, the 95\u00a0% intervals do not overlap.`;
}

/** What additional information gives back, and what subsets cost; empty for a study without comparable rows. */
export function verdictSentences(rows: readonly StudyRow[]): string[] {
  return [armSentence(rows, 'ensemble'), armSentence(rows, 'masks'), subsetSentence(rows)].filter((sentence) => sentence !== null);
}
