/** What the options of the commands over a library mean: words into settings, or a sentence that says what is wrong. Pure. */
import type { Command } from 'commander';
import { SmearlabError } from '../../app/contract/failure.ts';
import { libraryNameSchema, type SplitShares, type SubsetSettings, splitSharesSchema } from '../../app/contract/library.ts';
import { wholeNumber } from './studyOptions.ts';

export const DEFAULT_LIBRARY = 'smearlab-library';
export const MOST_SEED = 2 ** 31 - 1;

/** The data folder that a command works on. */
export function withLibraryOption(command: Command): Command {
  return command.option('--library <dir>', 'the data folder of the library', DEFAULT_LIBRARY);
}

/** @throws SmearlabError wrong-usage */
export function libraryName(option: string, text: string): string {
  const name = libraryNameSchema.safeParse(text.normalize('NFC'));
  if (name.success) return name.data;
  throw new SmearlabError('wrong-usage', `${option} ${text} cannot be used: ${name.error.issues[0]?.message ?? 'it is no name'}.`);
}

/** `80/10/10`: per cents for train, val and test; `80/20` leaves test out. @throws SmearlabError wrong-usage */
export function splitShares(text: string): SplitShares {
  const [train, val, test = 0, ...more] = text.split('/').map((part) => (/^\d+(\.\d+)?$/.test(part.trim()) ? Number(part) : Number.NaN));
  const shares = splitSharesSchema.safeParse({ train, val, test });
  if (shares.success && more.length === 0) return shares.data;
  throw new SmearlabError(
    'wrong-usage',
    `--split ${text} is no split. Give per cents for train, val and test that add up to 100, such as 80/10/10.`,
  );
}

export type DrawingOptions = { readonly percent?: string; readonly count?: string; readonly floor: string };

/** @throws SmearlabError wrong-usage */
export function subsetSettings({ percent, count, floor: least }: DrawingOptions): SubsetSettings {
  const floor = wholeNumber('--floor', least, 0, 1_000_000);
  if ((percent === undefined) === (count === undefined)) {
    throw new SmearlabError('wrong-usage', 'Say how much of each class is drawn: --percent or --count, one of the two.');
  }
  if (count !== undefined) return { kind: 'count', count: wholeNumber('--count', count, 1, 10_000_000), floor };
  const share = Number(percent);
  if (!(share > 0 && share <= 100)) throw new SmearlabError('wrong-usage', `--percent ${percent} is no percentage over 0 up to 100.`);
  return { kind: 'percent', percent: share, floor };
}
