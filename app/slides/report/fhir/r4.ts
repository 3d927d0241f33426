/**
 * The parts of FHIR R4 (4.0.1) that a report uses, as the published pages have them: which elements there are, how often, and of which
 * values. Sources, by the names of the pages under hl7.org/fhir/R4: bundle, diagnosticreport, observation, specimen, device, practitioner,
 * datatypes, references, narrative, and the value sets diagnostic-report-status, observation-status, device-nametype, narrative-status.
 * Elements that a report does not use are refused, so that a misspelt one is found.
 */
import { z } from 'zod';

/** datatypes: "not empty", something to be seen in it, and no control characters but tab and line ends, which XML does not know. */
const string = z
  .string()
  .regex(/\S/)
  .max(1_048_576)
  .refine((text) => !/\p{Cc}/u.test(text.replaceAll(/[\t\n\r]/g, '')), 'control characters');
const uri = string.regex(/^\S+$/);
const code = string.regex(/^\S+( \S+)*$/);
const instant = z.iso.datetime({ offset: true });
const dateTime = z.iso.datetime({ offset: true });
const decimal = z.number();
const list = <T extends z.ZodType>(of: T) => z.array(of).min(1);

const coding = z.strictObject({ system: uri, code, display: string.optional() });
const codeableConcept = z
  .strictObject({ coding: list(coding).optional(), text: string.optional() })
  .refine((concept) => concept.coding !== undefined || concept.text !== undefined, 'an element has a value or children (ele-1)');

const extension = z.strictObject({ url: uri, valueCode: code });
/** A primitive without a value says why (data-absent-reason is an extension of the specification itself). */
const absent = z.strictObject({
  extension: list(
    extension.extend({
      url: z.literal('http://hl7.org/fhir/StructureDefinition/data-absent-reason'),
      valueCode: z.enum(['unknown', 'not-applicable', 'masked', 'error', 'not-performed']),
    }),
  ),
});

const identifier = z.strictObject({ system: uri.optional(), value: string });
export const URN = /^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const reference = z.strictObject({ reference: z.string().regex(URN), display: string.optional() });
const annotation = z.strictObject({ text: string });

/** qty-3: a code has a system. Per cent as UCUM writes it. */
const quantity = z.strictObject({
  value: decimal,
  unit: string,
  system: z.literal('http://unitsofmeasure.org'),
  code: z.literal('%'),
});

const narrative = z.strictObject({
  status: z.enum(['generated', 'extensions', 'additional', 'empty']),
  /** txt-1 and txt-2: XHTML without scripts, with something in it. */
  div: string.regex(/^<div xmlns="http:\/\/www\.w3\.org\/1999\/xhtml">(?!.*<script).*\S.*<\/div>$/s),
});

const observationStatus = z.enum([
  'registered',
  'preliminary',
  'final',
  'amended',
  'corrected',
  'cancelled',
  'entered-in-error',
  'unknown',
]);

const value = { valueQuantity: quantity.optional(), valueInteger: z.int().optional(), dataAbsentReason: codeableConcept.optional() };
type Valued = { readonly valueQuantity?: unknown; readonly valueInteger?: unknown; readonly dataAbsentReason?: unknown };

/** value[x] is one of them, and obs-6: a reason for its absence only where it is absent. */
function hasOneValue({ valueQuantity, valueInteger, dataAbsentReason }: Valued): boolean {
  return [valueQuantity, valueInteger, dataAbsentReason].filter((one) => one !== undefined).length === 1;
}

const component = z.strictObject({ code: codeableConcept, ...value }).refine(hasOneValue, 'a value, or why there is none (obs-6)');

const observation = z
  .strictObject({
    resourceType: z.literal('Observation'),
    status: observationStatus,
    category: list(codeableConcept).optional(),
    code: codeableConcept,
    effectiveDateTime: dateTime.optional(),
    _effectiveDateTime: absent.optional(),
    issued: instant.optional(),
    performer: list(reference).optional(),
    ...value,
    interpretation: list(codeableConcept).optional(),
    note: list(annotation).optional(),
    specimen: reference.optional(),
    device: reference.optional(),
    referenceRange: list(
      z
        .strictObject({ low: quantity.optional(), high: quantity.optional(), text: string.optional() })
        .refine(({ low, high, text }) => (low ?? high ?? text) !== undefined, 'a range has an end or a text (obs-3)'),
    ).optional(),
    component: list(component).optional(),
  })
  .refine(hasOneValue, 'a value, or why there is none (obs-6)')
  .refine(
    ({ code: of, component: parts }) => parts?.every((part) => JSON.stringify(part.code) !== JSON.stringify(of)) ?? true,
    'a component is not what the observation is (obs-7)',
  );

const diagnosticReport = z.strictObject({
  resourceType: z.literal('DiagnosticReport'),
  text: narrative.optional(),
  identifier: list(identifier).optional(),
  status: z.enum([
    'registered',
    'partial',
    'preliminary',
    'final',
    'amended',
    'corrected',
    'appended',
    'cancelled',
    'entered-in-error',
    'unknown',
  ]),
  category: list(codeableConcept).optional(),
  code: codeableConcept,
  effectiveDateTime: dateTime.optional(),
  _effectiveDateTime: absent.optional(),
  issued: instant.optional(),
  performer: list(reference).optional(),
  resultsInterpreter: list(reference).optional(),
  specimen: list(reference).optional(),
  result: list(reference).optional(),
  conclusion: string.optional(),
});

const specimen = z.strictObject({
  resourceType: z.literal('Specimen'),
  accessionIdentifier: identifier.optional(),
  type: codeableConcept.optional(),
});

const device = z.strictObject({
  resourceType: z.literal('Device'),
  deviceName: list(
    z.strictObject({
      name: string,
      type: z.enum(['udi-label-name', 'user-friendly-name', 'patient-reported-name', 'manufacturer-name', 'model-name', 'other']),
    }),
  ).optional(),
  version: list(z.strictObject({ type: codeableConcept.optional(), value: string })).optional(),
  note: list(annotation).optional(),
});

const practitioner = z.strictObject({ resourceType: z.literal('Practitioner'), name: list(z.strictObject({ text: string })).optional() });

const resource = z.discriminatedUnion('resourceType', [diagnosticReport, observation, specimen, device, practitioner]);
export type Resource = z.infer<typeof resource>;

export const bundleSchema = z
  .strictObject({
    resourceType: z.literal('Bundle'),
    identifier: identifier.optional(),
    type: z.literal('collection'),
    timestamp: instant.optional(),
    entry: list(z.strictObject({ fullUrl: z.string().regex(URN), resource })),
  })
  .superRefine(({ entry }, context) => {
    const types = new Map(entry.map(({ fullUrl, resource: of }) => [fullUrl, of.resourceType]));
    if (types.size !== entry.length) context.addIssue('each address once (bdl-7)');
    for (const { resource: of } of entry) {
      for (const { element, reference: to, targets } of referencesOf(of)) {
        const type = types.get(to);
        if (type === undefined) context.addIssue(`${of.resourceType}.${element} points nowhere`);
        else if (!targets.includes(type)) context.addIssue(`${of.resourceType}.${element} points at a ${type}`);
      }
    }
  });
export type Bundle = z.infer<typeof bundleSchema>;

type Pointing = { readonly element: string; readonly reference: string; readonly targets: readonly Resource['resourceType'][] };

/** Which resources an element may point at, of those used here. */
function referencesOf(of: Resource): Pointing[] {
  const pointing = (element: string, to: readonly { reference: string }[] | undefined, ...targets: Resource['resourceType'][]) =>
    (to ?? []).map(({ reference: at }) => ({ element, reference: at, targets }));
  const one = (to: { reference: string } | undefined) => (to === undefined ? undefined : [to]);
  switch (of.resourceType) {
    case 'DiagnosticReport':
      return [
        ...pointing('performer', of.performer, 'Practitioner'),
        ...pointing('resultsInterpreter', of.resultsInterpreter, 'Practitioner'),
        ...pointing('specimen', of.specimen, 'Specimen'),
        ...pointing('result', of.result, 'Observation'),
      ];
    case 'Observation':
      return [
        ...pointing('performer', of.performer, 'Practitioner'),
        ...pointing('specimen', one(of.specimen), 'Specimen'),
        ...pointing('device', one(of.device), 'Device'),
      ];
    default:
      return [];
  }
}
