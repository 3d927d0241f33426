/** What a check of a library found. */

/** `serious`: the library, or numbers made from it, cannot be trusted as it is. `note`: nothing need be done if it is meant. */
export type Severity = 'serious' | 'warning' | 'note';

const ORDER: readonly Severity[] = ['serious', 'warning', 'note'];

/** `dataSet` null: of the library as a whole. `files`: all paths, where the sentence names but a few. */
export type Finding = {
  readonly check: string;
  readonly severity: Severity;
  readonly dataSet: string | null;
  readonly sentence: string;
  readonly files: readonly string[];
  /** Where files are the same in one way or another: those that are, together. */
  readonly sets?: readonly (readonly string[])[];
};

/** The gravest first, otherwise as they were found. */
export function bySeverity(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
}
