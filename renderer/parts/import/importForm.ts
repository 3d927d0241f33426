/** What is asked before a folder is imported, as it is typed, and the request that comes of it. Pure. */
import type { DataSet, ImportPreview, ImportRequest } from '../../../app/contract/dataSets.ts';
import { importRequestSchema } from '../../../app/contract/dataSets.ts';
import { type LayoutName, libraryNameSchema, type SplitShares } from '../../../app/contract/library.ts';
import { groupFound } from './groupPattern.ts';

/** As it stands in the fields. */
export type ImportForm = {
  readonly name: string;
  /** `found`: as the preview guessed. */
  readonly layout: LayoutName | 'found';
  /** Per cents; all three empty: as the application does without being told. */
  readonly train: string;
  readonly val: string;
  readonly test: string;
  readonly labels: string;
  readonly groupBy: string;
  readonly seed: string;
};

export type Problem =
  | 'nameEmpty'
  | 'nameForm'
  | 'nameTaken'
  | 'labelsMissing'
  | 'sharesForm'
  | 'sharesSum'
  | 'patternForm'
  | 'patternLong'
  | 'seedForm';
export type Problems = { readonly [Field in 'name' | 'shares' | 'labels' | 'groupBy' | 'seed']?: Problem };

/** @param before what was asked when the import failed and is to be changed */
export function formOf(preview: ImportPreview, before: ImportRequest | null): ImportForm {
  const text = (share: number | undefined) => (share === undefined ? '' : String(share));
  return {
    name: before?.name ?? preview.known ?? preview.name,
    layout: before?.layout ?? 'found',
    train: text(before?.split?.train),
    val: text(before?.split?.val),
    test: text(before?.split?.test),
    labels: before?.labels ?? preview.labels ?? '',
    groupBy: before?.groupBy ?? '',
    seed: before?.seed === undefined || before.seed === null ? '' : String(before.seed),
  };
}

/** A file of labels is a layout of its own. */
export function layoutOf({ layout, labels }: ImportForm, preview: ImportPreview): LayoutName {
  if (labels.trim() !== '') return 'labels';
  return layout === 'found' ? preview.layout : layout;
}

/** Whether splits may be drawn, so that their shares can be said. Unlabelled images have splits of their own or not: the application knows. */
export function drawsSplits(form: ImportForm, preview: ImportPreview): boolean {
  const layout = layoutOf(form, preview);
  if (layout === 'splits') return false;
  return layout === 'unlabelled' || layout !== preview.layout || preview.bySplit === null;
}

export function problemsOf(form: ImportForm, preview: ImportPreview, dataSets: readonly DataSet[]): Problems {
  const found: { -readonly [Field in keyof Problems]: Problem | undefined } = {
    name: nameProblem(form.name, preview.root, dataSets),
    shares: drawsSplits(form, preview) ? sharesProblem(form) : undefined,
    labels: layoutOf(form, preview) === 'labels' && form.labels.trim() === '' ? 'labelsMissing' : undefined,
    groupBy: patternProblem(form.groupBy),
    seed: importRequestSchema.shape.seed.safeParse(wholeNumber(form.seed)).success ? undefined : 'seedForm',
  };
  return Object.fromEntries(Object.entries(found).filter(([, problem]) => problem !== undefined));
}

/** A name stands for one folder: another folder cannot have it. */
function nameProblem(name: string, root: string, dataSets: readonly DataSet[]): Problem | undefined {
  if (name.trim() === '') return 'nameEmpty';
  if (!libraryNameSchema.safeParse(name.trim()).success) return 'nameForm';
  return dataSets.some((dataSet) => dataSet.name === name.trim() && dataSet.root !== root) ? 'nameTaken' : undefined;
}

function patternProblem(pattern: string): Problem | undefined {
  if (pattern.length > 1000) return 'patternLong';
  return groupFound(pattern, '').kind === 'invalid' ? 'patternForm' : undefined;
}

const SHARES = ['train', 'val', 'test'] as const;

function sharesProblem(form: ImportForm): Problem | undefined {
  if (SHARES.every((split) => form[split].trim() === '')) return undefined;
  const shares = sharesOf(form);
  if (Object.values(shares).some((share) => !(share >= 0 && share <= 100))) return 'sharesForm';
  return Math.abs(sumOf(form) - 100) < 1e-9 ? undefined : 'sharesSum';
}

/** An empty field is 0 where another is filled in. @returns NaN for what is no number */
function sharesOf(form: ImportForm): SplitShares {
  const share = (text: string) => (/^\d*(?:[.,]\d*)?$/.test(text.trim()) ? Number(`0${text.trim().replace(',', '.')}`) : Number.NaN);
  return { train: share(form.train), val: share(form.val), test: share(form.test) };
}

/** What the shares add up to; NaN where one is no number. */
export function sumOf(form: ImportForm): number {
  const { train, val, test } = sharesOf(form);
  return train + val + test;
}

/** null where nothing is typed; NaN for what is no whole number. */
function wholeNumber(text: string): number | null {
  if (text.trim() === '') return null;
  return /^\d{1,12}$/.test(text.trim()) ? Number(text) : Number.NaN;
}

/** Call it where `problemsOf` finds none. */
export function requestOf(form: ImportForm, preview: ImportPreview): ImportRequest {
  const hasShares = drawsSplits(form, preview) && SHARES.some((split) => form[split].trim() !== '');
  const labels = form.labels.trim();
  return {
    root: preview.root,
    name: form.name.trim(),
    layout: labels !== '' ? 'labels' : form.layout === 'found' ? null : form.layout,
    labels: labels === '' ? null : pathInside(preview.root, labels),
    split: hasShares ? sharesOf(form) : null,
    groupBy: form.groupBy === '' ? null : form.groupBy,
    seed: wholeNumber(form.seed),
  };
}

/** A file's whole path: a bare name lies in the folder itself. */
export function pathInside(root: string, file: string): string {
  if (/^(?:[\\/]|[A-Za-z]:[\\/])/.test(file)) return file;
  return `${root.replace(/[\\/]+$/, '')}${root.includes('\\') ? '\\' : '/'}${file}`;
}
