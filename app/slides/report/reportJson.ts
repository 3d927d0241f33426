/** A slide as JSON: everything that is signed, cell by cell. */
import type { ReportedSlide } from '../../contract/signing.ts';
import { RESEARCH_USE_ONLY } from './researchUse.ts';

export function reportJson({ counted, signed }: ReportedSlide): string {
  return `${JSON.stringify({ form: 'smearlab-report/1', use: RESEARCH_USE_ONLY.en, ...counted, signed }, null, 2)}\n`;
}
