import { describe, expect, it } from 'vitest';
import { WBC_CLASSES } from '../../../contract/words.ts';
import { many } from '../../classified.fixture.ts';
import { reportedSlide } from '../reported.fixture.ts';
import { loincOf } from './codes.ts';
import { type Bundle, bundleSchema, type Resource } from './r4.ts';
import { slideFhir } from './slideFhir.ts';

const OPEN = [...many(80, 'Neutrophil'), ...many(3, 'Monocyte', 0.3), null];
const bundle = slideFhir(reportedSlide());

function resourcesOf<Type extends Resource['resourceType']>(of: Bundle, type: Type): Extract<Resource, { resourceType: Type }>[] {
  return of.entry.flatMap(({ resource }) => (isOf(resource, type) ? [resource] : []));
}

function isOf<Type extends Resource['resourceType']>(of: Resource, type: Type): of is Extract<Resource, { resourceType: Type }> {
  return of.resourceType === type;
}

const [report] = resourcesOf(bundle, 'DiagnosticReport');
const observations = resourcesOf(bundle, 'Observation');

describe('the FHIR report', () => {
  it('is a DiagnosticReport of the manual differential whose results are all its observations, in order', () => {
    expect(report).toMatchObject({ status: 'final', code: { coding: [{ system: 'http://loinc.org', code: '24318-8' }] } });
    const addresses = bundle.entry.filter(({ resource }) => resource.resourceType === 'Observation').map(({ fullUrl }) => fullUrl);
    expect(report?.result?.map(({ reference }) => reference)).toEqual(addresses);
    expect(observations).toHaveLength(WBC_CLASSES.length + 5);
    expect(report?.conclusion).toContain('Research use only');
  });

  it('has the LOINC code of the manual count of each class of the study, and none for others', () => {
    const codes = WBC_CLASSES.map((name) => [name, loincOf(name)?.code]);
    expect(codes).toEqual([
      ['Basophil', '707-0'],
      ['Eosinophil', '714-6'],
      ['Lymphocyte', '737-7'],
      ['Monocyte', '744-3'],
      ['Neutrophil', '23761-0'],
    ]);
    for (const other of ['Blast', '', '__proto__', 'neutrophilic']) expect(loincOf(other)).toBeUndefined();
    expect(loincOf(' NEUTROPHILS ')?.code).toBe('23761-0');
    // The last digit of a LOINC code is a check digit by Luhn's method (LOINC Users' Guide, appendix C).
    for (const code of [...codes.map(([, of]) => of ?? ''), '24318-8']) expect(code).toBe(withCheckDigit(code));
  });

  it('gives shares in UCUM per cent with interval, range and flag', () => {
    const [, , lymphocyte, , neutrophil] = observations;
    const quantity = { unit: '%', system: 'http://unitsofmeasure.org', code: '%' };
    expect(neutrophil).toMatchObject({
      valueQuantity: { value: 62, ...quantity },
      interpretation: [{ coding: [{ code: 'N' }] }],
      referenceRange: [{ low: { value: 40 }, high: { value: 80 } }],
    });
    expect(lymphocyte?.component?.map(({ valueInteger, valueQuantity }) => valueInteger ?? valueQuantity?.value)).toEqual([
      28, 0, 19.48, 37.87,
    ]);
  });

  it.each([
    ['unsigned', 'preliminary'],
    ['signed', 'final'],
    ['amended', 'amended'],
  ] as const)('of a slide that is %s is %s', (state, status) => {
    const of = slideFhir(reportedSlide({ state }));
    for (const { resource } of of.entry) if ('status' in resource) expect(resource.status).toBe(status);
    expect(resourcesOf(of, 'Practitioner').map(({ name }) => name?.[0]?.text)).toEqual(state === 'unsigned' ? [] : ['Anna Meier']);
  });

  it('says open cells and the waiver, and is the same each time', () => {
    const slide = reportedSlide({ cells: OPEN, waiver: 'Known artefacts of the stain.' });
    const of = slideFhir(slide);
    expect(resourcesOf(of, 'DiagnosticReport')[0]?.conclusion).toContain('Known artefacts of the stain.');
    expect(resourcesOf(of, 'Observation').map(({ code, valueInteger }) => [code.text, valueInteger])).toContainEqual([
      'Cells that stay uncertain',
      3,
    ]);
    expect(slideFhir(slide)).toEqual(of);
  });

  it('of a slide without counted cells says that nothing was measured', () => {
    const of = slideFhir(reportedSlide({ cells: many(3, 'Monocyte', 0.2), state: 'unsigned' }));
    expect(resourcesOf(of, 'Observation')[0]).toMatchObject({ dataAbsentReason: { coding: [{ code: 'not-performed' }] } });
    expect(resourcesOf(of, 'Observation')[0]).not.toHaveProperty('valueQuantity');
  });

  it.each([
    ['markup', '<script>alert(1)</script> & "quotes"'],
    ['line ends and controls', 'A\u0001\n\r\tB\u0085'],
    ['nothing to be seen', '\u00a0'],
    ['right to left', 'א-417 \u202e'],
  ])('stays FHIR with an accession number and a name of %s', (_, words) => {
    const slide = reportedSlide({ state: 'signed' });
    const { counted, signed } = slide;
    if (signed === null) throw new Error('It is signed.');
    const of = slideFhir({
      counted: { ...counted, slide: { ...counted.slide, accession: words }, model: { ...counted.model, name: words } },
      signed: { ...signed, signature: { ...signed.signature, name: words, waiver: words } },
    });
    expect(bundleSchema.safeParse(JSON.parse(JSON.stringify(of))).success).toBe(true);
    expect(resourcesOf(of, 'DiagnosticReport')[0]?.text?.div).not.toContain('<script');
  });
});

/** Luhn's check digit of what stands before the hyphen. */
function withCheckDigit(code: string): string {
  const [body = ''] = code.split('-');
  const sum = [...body].reverse().reduce((all, digit, at) => {
    const of = Number(digit) * (at % 2 === 0 ? 2 : 1);
    return all + (of > 9 ? of - 9 : of);
  }, 0);
  return `${body}-${(10 - (sum % 10)) % 10}`;
}

describe('what is not FHIR R4 is refused:', () => {
  type Spoil = (of: { entry: { fullUrl: string; resource: Record<string, unknown> }[] } & Record<string, unknown>) => void;
  const first = (type: string, change: (resource: Record<string, unknown>) => void): Spoil => {
    return ({ entry }) => change(entry.find(({ resource }) => resource['resourceType'] === type)?.resource ?? {});
  };
  const CASES: readonly [string, Spoil][] = [
    ['a report without a status', first('DiagnosticReport', (of) => delete of['status'])],
    ['a status of another value set', first('DiagnosticReport', (of) => (of['status'] = 'signed'))],
    ['a status that only reports have, on an observation', first('Observation', (of) => (of['status'] = 'partial'))],
    ['a report without a code', first('DiagnosticReport', (of) => delete of['code'])],
    ['one category where a list belongs', first('DiagnosticReport', (of) => (of['category'] = { text: 'HM' }))],
    ['an empty list', first('DiagnosticReport', (of) => (of['result'] = []))],
    ['null', first('DiagnosticReport', (of) => (of['conclusion'] = null))],
    ['an empty text', first('DiagnosticReport', (of) => (of['conclusion'] = ' '))],
    ['a control character', first('DiagnosticReport', (of) => (of['conclusion'] = 'a\u0001b'))],
    ['an element that there is not', first('DiagnosticReport', (of) => (of['results'] = []))],
    ['a date that is none', first('DiagnosticReport', (of) => (of['issued'] = '1.3.2026'))],
    ['an instant without a zone', first('DiagnosticReport', (of) => (of['issued'] = '2026-03-01T09:30:00'))],
    [
      'a script in the narrative',
      first(
        'DiagnosticReport',
        (of) => (of['text'] = { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml"><script>x</script></div>' }),
      ),
    ],
    ['a narrative without its namespace', first('DiagnosticReport', (of) => (of['text'] = { status: 'generated', div: '<div>x</div>' }))],
    ['a result that is no observation', first('DiagnosticReport', (of) => (of['result'] = of['specimen']))],
    [
      'a result that points nowhere',
      first('DiagnosticReport', (of) => (of['result'] = [{ reference: 'urn:uuid:00000000-0000-4000-8000-000000000000' }])),
    ],
    ['a reference that is no address', first('DiagnosticReport', (of) => (of['result'] = [{ reference: '#observation' }]))],
    ['a performer that is a device', first('Observation', (of) => (of['performer'] = [of['device']]))],
    ['a value and a reason for its absence (obs-6)', first('Observation', (of) => (of['dataAbsentReason'] = { text: 'why' }))],
    ['neither value nor reason', first('Observation', (of) => delete of['valueQuantity'])],
    ['two values', first('Observation', (of) => (of['valueInteger'] = 3))],
    ['a value that is a text', first('Observation', (of) => (of['valueQuantity'] = { ...Object(of['valueQuantity']), value: '62' }))],
    ['another unit', first('Observation', (of) => (of['valueQuantity'] = { ...Object(of['valueQuantity']), code: 'percent' }))],
    ['a unit without its system (qty-3)', first('Observation', (of) => (of['valueQuantity'] = { value: 1, unit: '%', code: '%' }))],
    ['a range without ends (obs-3)', first('Observation', (of) => (of['referenceRange'] = [{}]))],
    [
      'a component with the code of its observation (obs-7)',
      first('Observation', (of) => (of['component'] = [{ code: of['code'], valueInteger: 1 }])),
    ],
    ['half a cell', first('Observation', (of) => (of['component'] = [{ code: { text: 'cells' }, valueInteger: 1.5 }]))],
    ['a concept with nothing in it (ele-1)', first('Observation', (of) => (of['code'] = {}))],
    ['a coding without a system', first('Observation', (of) => (of['code'] = { coding: [{ code: '707-0' }] }))],
    ['a device without a kind of name', first('Device', (of) => (of['deviceName'] = [{ name: 'Smearlab' }]))],
    ['a version without a value', first('Device', (of) => (of['version'] = [{ type: { text: 'Program' } }]))],
    ['a resource of another kind', first('Specimen', (of) => (of['resourceType'] = 'Sample'))],
    ['two resources of one address (bdl-7)', ({ entry }) => entry.push(...entry.slice(0, 1))],
    ['no resources', (of) => (of.entry = [])],
    ['an address that is none', ({ entry }) => Object.assign(entry[0] ?? {}, { fullUrl: 'report' })],
    ['another kind of bundle', (of) => (of['type'] = 'message')],
  ];
  it.each(CASES)('%s', (_, spoil) => {
    const of = JSON.parse(JSON.stringify(bundle));
    expect(bundleSchema.safeParse(of).success).toBe(true);
    spoil(of);
    expect(bundleSchema.safeParse(of).success).toBe(false);
  });
});
