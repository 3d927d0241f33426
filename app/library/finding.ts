/** The order of what a check of a library found. */
import type { Finding, Severity } from '../contract/findings.ts';

export type { Finding } from '../contract/findings.ts';

const ORDER: readonly Severity[] = ['serious', 'warning', 'note'];

/** The gravest first, otherwise as they were found. */
export function bySeverity(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
}
