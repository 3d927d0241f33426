/** Findings arranged for the screen. Pure. */
import type { Finding, Severity } from '../../app/contract/findings.ts';
import { severitySchema } from '../../app/contract/findings.ts';
import { MOST_IMAGES_OF_A_PAGE } from '../../app/contract/library.ts';

export type FindingGroup = { readonly severity: Severity; readonly findings: readonly Finding[] };

/** The gravest first; within one severity as the check gave them. */
export function bySeverity(findings: readonly Finding[]): FindingGroup[] {
  return severitySchema.options.flatMap((severity) => {
    const of = findings.filter((finding) => finding.severity === severity);
    return of.length === 0 ? [] : [{ severity, findings: of }];
  });
}

/** `hash`: of the data set as it was checked; null: it was being made anew, and the next one that is seen is meant. */
export type Checked = { readonly hash: string | null; readonly findings: readonly Finding[] };

/** Whether the data set is another one than was checked. */
export function isOld(checked: Checked, hash: string | null): boolean {
  return checked.hash !== null && checked.hash !== hash;
}

/** Whether moves between splits would mend it. */
export function isLeakage({ check }: Finding): boolean {
  return check.startsWith('leak-');
}

/** Sets of images that are shown at first, and of one set the images: a smear may have thousands. */
const FIRST_SETS = 5;
const MOST_OF_A_SET = 12;

export type ShownSet = { readonly paths: readonly string[]; readonly hidden: number };

/**
 * The sets to show, each with its first images, and how many sets are left. Never more images than can be asked for at once.
 * @param all whether a person asked for all of them
 */
export function setsToShow(finding: Finding, all: boolean): { readonly shown: readonly ShownSet[]; readonly hidden: number } {
  const sets = (finding.sets ?? []).filter((set) => set.length > 0);
  const shown: ShownSet[] = [];
  let images = 0;
  for (const set of sets.slice(0, all ? sets.length : FIRST_SETS)) {
    const paths = [...new Set(set)].slice(0, MOST_OF_A_SET);
    images += paths.length;
    if (images > MOST_IMAGES_OF_A_PAGE) break;
    shown.push({ paths, hidden: new Set(set).size - paths.length });
  }
  return { shown, hidden: sets.length - shown.length };
}
