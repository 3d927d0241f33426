/** A slide as JSON: everything that is signed, cell by cell. */
import type { ReportedSlide } from '../../contract/signing.ts';
import { RESEARCH_USE_ONLY } from './researchUse.ts';

export function slideJson({ counted, signed }: ReportedSlide): string {
  return `${JSON.stringify({ form: 'smearlab slide 1', use: RESEARCH_USE_ONLY.en, ...counted, signed }, null, 2)}\n`;
}
