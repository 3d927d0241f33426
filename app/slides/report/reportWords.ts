/** What stands on a slide's paper, in both languages. */
import type { Comparison } from '../../contract/differential.ts';
import type { Language } from '../../contract/settings.ts';
import type { SignatureMeaning } from '../../contract/signing.ts';
import type { Role } from '../../contract/users.ts';

export type ReportWords = {
  readonly title: string;
  readonly accession: string;
  readonly version: string;
  readonly classified: string;
  readonly counted: string;
  readonly notes: string;
  readonly columns: readonly [kind: string, cells: string, share: string, interval: string, range: string, chart: string];
  readonly comparison: Readonly<Record<Comparison, string>>;
  readonly notCounted: string;
  readonly apart: readonly [uncertain: string, unclassified: string, notCounted: string, duplicates: string];
  readonly fewCells: string;
  readonly interval: string;
  readonly source: string;
  readonly moreClasses: (classes: number, cells: string) => string;
  readonly gallery: string;
  readonly galleryOf: (shown: string, all: string) => string;
  readonly notSigned: string;
  readonly signed: string;
  readonly amends: (version: number) => string;
  readonly waiver: string;
  readonly role: Readonly<Record<Role, string>>;
  readonly meaning: Readonly<Record<SignatureMeaning, string>>;
  readonly facts: readonly [
    model: string,
    checkpoint: string,
    dataSet: string,
    threshold: string,
    program: string,
    hash: string,
    trail: string,
  ];
  readonly row: string;
};

export const REPORT_WORDS: Readonly<Record<Language, ReportWords>> = {
  en: {
    ...{ title: 'Differential count', accession: 'Accession', version: 'Version', classified: 'Classified', counted: 'Cells counted' },
    notes: 'Notes',
    columns: ['Class', 'Cells', 'Share', '95 % interval', 'Reference', 'Share with interval, over the reference range'],
    comparison: { low: 'low', 'possibly low': 'possibly low', inside: 'inside', 'possibly high': 'possibly high', high: 'high' },
    notCounted: 'Not counted',
    apart: ['uncertain', 'not classified', 'left out by a person', 'the same picture again'],
    fewCells: 'Fewer than 100 cells: the intervals are wide.',
    interval:
      'Exact binomial interval (Clopper and Pearson; Rümke’s limits). ↓ ↑ the whole interval lies outside the range; (↓) (↑) the share does, but not the whole interval.',
    source: 'Reference ranges',
    moreClasses: (classes, cells) => `${classes} more classes with ${cells} cells: see the CSV or JSON`,
    gallery: 'Cells of each class',
    galleryOf: (shown, all) => `${shown} of ${all}`,
    ...{ notSigned: 'Not signed', signed: 'Signed', amends: (version) => `Amends version ${version}`, waiver: 'Signed with open cells' },
    role: { technician: 'technician', reviewer: 'reviewer', administrator: 'administrator' },
    meaning: { responsibility: 'takes responsibility for this count', review: 'has reviewed this count', approval: 'approves this count' },
    facts: ['Model', 'Checkpoint SHA-256', 'Trained on', 'Threshold', 'Program', 'Signed document SHA-256', 'Audit trail'],
    row: 'row',
  },
  de: {
    ...{
      title: 'Differenzialblutbild',
      accession: 'Auftragsnummer',
      version: 'Fassung',
      classified: 'Klassifiziert',
      counted: 'Gezählte Zellen',
    },
    notes: 'Bemerkungen',
    columns: ['Klasse', 'Zellen', 'Anteil', '95-%-Intervall', 'Referenz', 'Anteil mit Intervall, über dem Referenzbereich'],
    comparison: {
      low: 'zu niedrig',
      'possibly low': 'evtl. zu niedrig',
      inside: 'im Bereich',
      'possibly high': 'evtl. zu hoch',
      high: 'zu hoch',
    },
    notCounted: 'Nicht gezählt',
    apart: ['unsicher', 'nicht klassifiziert', 'von Hand ausgenommen', 'dasselbe Bild noch einmal'],
    fewCells: 'Weniger als 100 Zellen: Die Intervalle sind breit.',
    interval:
      'Exaktes Binomialintervall (Clopper und Pearson; Grenzen nach Rümke). ↓ ↑ das ganze Intervall liegt außerhalb des Bereichs; (↓) (↑) der Anteil liegt außerhalb, aber nicht das ganze Intervall.',
    source: 'Referenzbereiche',
    moreClasses: (classes, cells) => `${classes} weitere Klassen mit ${cells} Zellen: siehe CSV oder JSON`,
    gallery: 'Zellen jeder Klasse',
    galleryOf: (shown, all) => `${shown} von ${all}`,
    ...{
      notSigned: 'Nicht signiert',
      signed: 'Signiert',
      amends: (version) => `Berichtigt Fassung ${version}`,
      waiver: 'Signiert mit offenen Zellen',
    },
    role: { technician: 'Technische Assistenz', reviewer: 'Befundung', administrator: 'Verwaltung' },
    meaning: {
      responsibility: 'verantwortet diese Auszählung',
      review: 'hat diese Auszählung geprüft',
      approval: 'gibt diese Auszählung frei',
    },
    facts: ['Modell', 'Checkpoint SHA-256', 'Trainiert mit', 'Schwelle', 'Programm', 'Signiertes Dokument SHA-256', 'Änderungsprotokoll'],
    row: 'Zeile',
  },
};
