/** Reads a file of labels, CSV or JSON, into rows: which file is of which class, and what else the lab noted of it. */
import { readFile, stat } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { errorCode, SmearlabError } from '../../contract/failure.ts';
import { type Split, splitSchema } from '../../contract/words.ts';

export type LabelRow = {
  /** As the lab wrote it: a path, a file name, or a name without its extension. */
  readonly file: string;
  readonly class: string | null;
  readonly split: Split | null;
  readonly group: string | null;
  readonly mask: string | null;
};

type Column = keyof LabelRow;

/** What labs call the columns, without regard to case, spaces and punctuation. */
const COLUMN_NAMES: Readonly<Record<Column, readonly string[]>> = {
  file: ['file', 'filename', 'image', 'imagefile', 'imagename', 'imagepath', 'imageid', 'path', 'filepath', 'name', 'id'],
  class: ['class', 'classname', 'classlabel', 'label', 'category', 'celltype', 'type', 'cell'],
  split: ['split', 'set', 'subset', 'partition', 'fold'],
  group: ['group', 'smear', 'slide', 'patient', 'patientid', 'slideid', 'smearid', 'case'],
  mask: ['mask', 'maskfile', 'maskpath'],
};

const SPLIT_NAMES: ReadonlyMap<string, Split> = new Map([
  ...splitSchema.options.map((split) => [split, split] as const),
  ['training', 'train'],
  ['validation', 'val'],
  ['valid', 'val'],
  ['dev', 'val'],
  ['testing', 'test'],
]);

const MOST_BYTES = 256 * 1024 ** 2;

/**
 * The rows of a file of labels. CSV: a first line with the columns' names, separated by comma, semicolon or tab, in UTF-8 or
 * Windows-1252. JSON: a list of objects with the same names as keys, or one object of file name → class.
 * @throws SmearlabError missing-file, or wrong-usage with a sentence that names the file and what is wrong in it
 */
export async function readLabels(file: string): Promise<LabelRow[]> {
  const text = decoded(await bytesOf(file));
  const records = /^\s*[[{]/.test(text) ? jsonRecords(text, file) : csvRecords(text, file);
  const columns = columnsOf(records, file);
  return records.flatMap((record, index) => rowOf(record, columns, index, file));
}

async function bytesOf(file: string): Promise<Buffer> {
  try {
    const { size } = await stat(file);
    if (size > MOST_BYTES) throw wrong(file, 'is larger than any file of labels (256 MB)');
    return await readFile(file);
  } catch (error) {
    if (error instanceof SmearlabError) throw error;
    const why = errorCode(error) ?? String(error);
    throw new SmearlabError('missing-file', `The file of labels ${file} cannot be read (${why}). Check the path given with --labels.`, {
      file,
      cause: error,
    });
  }
}

function wrong(file: string, what: string, cause?: unknown): SmearlabError {
  return new SmearlabError('wrong-usage', `The file of labels ${file} ${what}.`, { file, cause });
}

/** UTF-8, and where it is none Windows-1252, which spreadsheets still write. */
function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Any bytes are Windows-1252: nothing is lost, and names that come out wrong are said as files that are not there.
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

type LabelRecord = ReadonlyMap<string, string>;

function csvRecords(text: string, file: string): LabelRecord[] {
  const [header = ''] = text.replace(/^\uFEFF/, '').split(/\r?\n/, 1);
  const count = (mark: string) => header.split(mark).length;
  const delimiter = [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
  try {
    const lines = z.array(z.array(z.string())).parse(parse(text, { delimiter, bom: true, trim: true, skip_empty_lines: true }));
    const [names = [], ...rows] = lines;
    return rows.map((row) => new Map(row.map((value, index) => [names[index] ?? '', value])));
  } catch (error) {
    throw wrong(file, `is no CSV with one row for each image (${error instanceof Error ? error.message : String(error)})`, error);
  }
}

const cellSchema = z.union([z.string(), z.number().transform(String), z.boolean().transform(String), z.null().transform(() => '')]);
const jsonSchema = z.union([
  z.array(z.record(z.string(), cellSchema)),
  z.record(z.string(), cellSchema).transform((classes) => Object.entries(classes).map(([name, label]) => ({ file: name, class: label }))),
]);

function jsonRecords(text: string, file: string): LabelRecord[] {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw wrong(file, `is no JSON (${error instanceof Error ? error.message : String(error)})`, error);
  }
  const parsed = jsonSchema.safeParse(value);
  if (parsed.success) return parsed.data.map((record) => new Map(Object.entries(record)));
  throw wrong(file, 'is neither a list of objects such as {"file": "1.png", "class": "Monocyte"} nor an object of file names and classes');
}

type Columns = Readonly<Partial<Record<Column, string>>> & { readonly file: string; readonly class: string };

function columnsOf(records: readonly LabelRecord[], file: string): Columns {
  const names = [...new Set(records.flatMap((record) => [...record.keys()]))];
  const plain = (name: string) => name.toLowerCase().replace(/[^a-z]/g, '');
  const find = (column: Column) => names.find((name) => COLUMN_NAMES[column].includes(plain(name)));
  const [image, label] = [find('file'), find('class')];
  if (image === undefined || label === undefined) {
    const missing = image === undefined ? 'file' : 'class';
    throw wrong(
      file,
      `has no column called ${missing} (found: ${names.join(', ') || 'none'}). Name the columns file and class, and where you have them split, group and mask`,
    );
  }
  const optional = { split: find('split'), group: find('group'), mask: find('mask') };
  return { file: image, class: label, ...Object.fromEntries(Object.entries(optional).filter(([, name]) => name !== undefined)) };
}

function rowOf(record: LabelRecord, columns: Columns, index: number, file: string): LabelRow[] {
  const cell = (column: Column) => {
    const name = columns[column];
    const value = name === undefined ? '' : (record.get(name) ?? '').trim().normalize('NFC');
    return value === '' ? null : value;
  };
  const image = cell('file');
  if (image === null) return [];
  const said = cell('split');
  const split = said === null ? null : SPLIT_NAMES.get(said.toLowerCase());
  if (split === undefined) throw wrong(file, `says split ${said} of ${image} (row ${index + 1}); write train, val or test`);
  return [
    { file: image.replaceAll('\\', '/').replace(/^\.\//, ''), class: cell('class'), split, group: cell('group'), mask: cell('mask') },
  ];
}
