/** A slide as a FHIR R4 Bundle: a DiagnosticReport with an Observation of each class. It names no patient: the accession number leads there. */
import { createHash } from 'node:crypto';
import type { ClassCount } from '../../../contract/differential.ts';
import type { CountedSlide, ReportedSlide } from '../../../contract/signing.ts';
import { RESEARCH_USE_ONLY } from '../researchUse.ts';
import { HEMATOLOGY, interpretationOf, LABORATORY, loincOf, MANUAL_DIFFERENTIAL, NOT_PERFORMED, WHOLE_BLOOD } from './codes.ts';
import { type Bundle, bundleSchema, type Resource } from './r4.ts';

/** When the blood was taken is not known here, and no other time is as good. */
const UNKNOWN_TIME = {
  _effectiveDateTime: {
    extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason' as const, valueCode: 'unknown' as const }],
  },
};

/** The same slide and version always give the same file. @throws ZodError where it would not be FHIR */
export function slideFhir({ counted, signed }: ReportedSlide): Bundle {
  const address = (of: string) => addressOf(`${signed?.hash ?? `${counted.slide.accession} ${counted.slide.openedAt}`} ${of}`);
  const [specimen, device, practitioner] = [address('specimen'), address('device'), address('practitioner')];
  const common = {
    status: statusOf({ counted, signed }),
    ...UNKNOWN_TIME,
    ...(signed === null
      ? {}
      : { issued: signed.signature.signedAt, performer: [{ reference: practitioner, display: words(signed.signature.name) }] }),
  };
  const measured = { ...common, category: [{ coding: [LABORATORY] }], specimen: { reference: specimen }, device: { reference: device } };
  const observations = [
    ...counted.count.classes.map((line) => classObservation(line, counted, measured)),
    ...apartObservations(counted, measured),
  ].map((resource, at) => ({ fullUrl: address(`observation ${at}`), resource }));
  const report: Resource = {
    resourceType: 'DiagnosticReport',
    text: { status: 'generated', div: narrativeOf({ counted, signed }) },
    identifier: [{ value: words(`${counted.slide.accession}-${counted.slide.version}`) }],
    ...common,
    category: [{ coding: [HEMATOLOGY] }],
    code: { coding: [MANUAL_DIFFERENTIAL], text: 'Differential count of white blood cells' },
    ...(signed === null ? {} : { resultsInterpreter: [{ reference: practitioner }] }),
    specimen: [{ reference: specimen }],
    result: observations.map(({ fullUrl }) => ({ reference: fullUrl })),
    conclusion: conclusionOf({ counted, signed }),
  };
  const entry = [
    { fullUrl: address('report'), resource: report },
    ...observations,
    { fullUrl: specimen, resource: specimenOf(counted) },
    { fullUrl: device, resource: deviceOf(counted) },
    ...(signed === null ? [] : [{ fullUrl: practitioner, resource: practitionerOf(signed.signature.name) }]),
  ];
  const timestamp = signed?.signature.signedAt ?? counted.slide.classifiedAt;
  return bundleSchema.parse({ resourceType: 'Bundle', type: 'collection', timestamp, entry });
}

function statusOf({ counted, signed }: ReportedSlide): 'preliminary' | 'final' | 'amended' {
  if (signed === null) return 'preliminary';
  return counted.slide.version === 1 ? 'final' : 'amended';
}

type Measured = Pick<Extract<Resource, { resourceType: 'Observation' }>, 'status' | 'category' | 'specimen' | 'device'>;

function classObservation(line: ClassCount, { count }: CountedSlide, measured: Measured): Resource {
  const loinc = loincOf(line.class);
  const name = words(line.class);
  return {
    resourceType: 'Observation',
    ...measured,
    code: { ...(loinc === undefined ? {} : { coding: [loinc] }), text: `${name}, share of the counted white blood cells` },
    ...(line.share === null ? { dataAbsentReason: { coding: [NOT_PERFORMED] } } : { valueQuantity: perCent(100 * line.share) }),
    ...(line.comparison === null ? {} : { interpretation: [interpretationOf(line.comparison)] }),
    ...(line.range === null
      ? {}
      : { referenceRange: [{ low: perCent(line.range.low), high: perCent(line.range.high), text: words(count.source) }] }),
    component: [
      { code: { text: `${name}, cells` }, valueInteger: line.cells },
      { code: { text: `${name}, of these as a person said` }, valueInteger: line.byPerson },
      { code: { text: `${name}, exact 95 % interval, lower limit` }, valueQuantity: perCent(100 * line.low) },
      { code: { text: `${name}, exact 95 % interval, upper limit` }, valueQuantity: perCent(100 * line.high) },
    ],
  };
}

function apartObservations({ count }: CountedSlide, measured: Measured): Resource[] {
  const lines: readonly (readonly [string, number])[] = [
    ['White blood cells counted', count.counted],
    ['Cells that stay uncertain', count.uncertain],
    ['Cells that could not be classified', count.unclassified + count.waiting],
    ['Images that were not to be counted', count.notCounted],
    ['Images of cells that were counted already', count.duplicates],
  ];
  return lines.map(([text, cells]) => ({ resourceType: 'Observation', ...measured, code: { text }, valueInteger: cells }));
}

function specimenOf({ slide }: CountedSlide): Resource {
  return {
    resourceType: 'Specimen',
    accessionIdentifier: { value: words(slide.accession) },
    type: { coding: [WHOLE_BLOOD], text: 'Images of the cells of a blood smear' },
  };
}

function deviceOf({ program, model }: CountedSlide): Resource {
  return {
    resourceType: 'Device',
    deviceName: [{ name: program.name, type: 'user-friendly-name' }],
    version: [
      { type: { text: 'Program' }, value: program.version },
      { type: { text: 'Model' }, value: words(model.name) },
      { type: { text: 'SHA-256 of the model’s checkpoint' }, value: model.checkpoint },
      { type: { text: 'SHA-256 of the data set that it was trained on' }, value: model.dataSet.hash },
    ],
    note: [{ text: RESEARCH_USE_ONLY.en }],
  };
}

function practitionerOf(name: string): Resource {
  return { resourceType: 'Practitioner', name: [{ text: words(name) }] };
}

function conclusionOf({ signed }: ReportedSlide): string {
  const sentences = [RESEARCH_USE_ONLY.en];
  if (signed === null) sentences.push('Not signed.');
  if (signed?.signature.waiver != null) sentences.push(`Signed with open cells: ${words(signed.signature.waiver)}`);
  if (signed?.amendment != null) sentences.push(`Amends version ${signed.amendment.of}: ${words(signed.amendment.reason)}`);
  if (signed !== null) sentences.push(`SHA-256 of what was signed: ${signed.hash}`);
  return sentences.join(' ');
}

function narrativeOf({ counted, signed }: ReportedSlide): string {
  const rows = counted.count.classes.map(({ class: name, cells, share }) => {
    const shown = share === null ? '' : `${rounded(100 * share)} %`;
    return `<tr><td>${escaped(words(name))}</td><td>${cells}</td><td>${shown}</td></tr>`;
  });
  const sentence = escaped(conclusionOf({ counted, signed }));
  return `<div xmlns="http://www.w3.org/1999/xhtml"><p>Differential count of ${counted.count.counted} white blood cells</p><table>${rows.join('')}</table><p>${sentence}</p></div>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function perCent(value: number) {
  return { value: rounded(value), unit: '%', system: 'http://unitsofmeasure.org' as const, code: '%' as const };
}

/** To a hundredth of a per cent: more is not measured. */
function rounded(value: number): number {
  return Math.round(100 * value) / 100;
}

/** What people wrote, without what FHIR's text may not have. */
function words(text: string): string {
  const shown = text
    .toWellFormed()
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim();
  return shown === '' ? '(no name)' : shown;
}

/** Made of what it is for, in the form of an UUID of version 8 (RFC 9562). */
function addressOf(of: string): string {
  const hex = createHash('sha256').update(of).digest('hex');
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
