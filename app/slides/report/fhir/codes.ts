/** Codes of the manual differential count, and of what else a report says, in the systems that FHIR names. */
import { type Comparison, classKey } from '../../../contract/differential.ts';

const LOINC = 'http://loinc.org';

/** loinc.org/24318-8 */
export const MANUAL_DIFFERENTIAL = { system: LOINC, code: '24318-8', display: 'Manual Differential panel - Blood' } as const;

/** "[Class]/100 leukocytes in Blood by Manual count". Other classes have no code here: their name is their text. */
const CLASS_CODES: ReadonlyMap<string, { readonly code: string; readonly display: string }> = new Map(
  (
    [
      ['neutrophil', '23761-0', 'Neutrophils'],
      ['lymphocyte', '737-7', 'Lymphocytes'],
      ['monocyte', '744-3', 'Monocytes'],
      ['eosinophil', '714-6', 'Eosinophils'],
      ['basophil', '707-0', 'Basophils'],
    ] as const
  ).map(([key, code, name]) => [key, { code, display: `${name}/100 leukocytes in Blood by Manual count` }]),
);

export function loincOf(className: string) {
  const found = CLASS_CODES.get(classKey(className));
  return found === undefined ? undefined : { system: LOINC, ...found };
}

export const HEMATOLOGY = { system: 'http://terminology.hl7.org/CodeSystem/v2-0074', code: 'HM', display: 'Hematology' } as const;

export const LABORATORY = {
  system: 'http://terminology.hl7.org/CodeSystem/observation-category',
  code: 'laboratory',
  display: 'Laboratory',
} as const;

export const WHOLE_BLOOD = { system: 'http://terminology.hl7.org/CodeSystem/v2-0487', code: 'BLD', display: 'Whole blood' } as const;

export const NOT_PERFORMED = {
  system: 'http://terminology.hl7.org/CodeSystem/data-absent-reason',
  code: 'not-performed',
  display: 'Not Performed',
} as const;

/** A share outside the range is flagged as laboratories flag it; the text says where the interval leaves it open. */
export function interpretationOf(comparison: Comparison) {
  const system = 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation';
  switch (comparison) {
    case 'low':
      return { coding: [{ system, code: 'L', display: 'Low' }], text: 'Low' };
    case 'possibly low':
      return { coding: [{ system, code: 'L', display: 'Low' }], text: 'Low, but the 95 % interval reaches into the range' };
    case 'inside':
      return { coding: [{ system, code: 'N', display: 'Normal' }], text: 'Inside the range' };
    case 'possibly high':
      return { coding: [{ system, code: 'H', display: 'High' }], text: 'High, but the 95 % interval reaches into the range' };
    case 'high':
      return { coding: [{ system, code: 'H', display: 'High' }], text: 'High' };
  }
}
