/** Images as a list that other programs take. */
import type { Split } from '../contract/words.ts';

export type ListedImage = {
  readonly file: string;
  readonly class: string | null;
  readonly split: Split;
  readonly mask: string | null;
  readonly group: string | null;
  readonly sha256: string;
};

export type ImageListFormat = 'csv' | 'json' | 'txt';

const COLUMNS = ['file', 'class', 'split', 'mask', 'group', 'sha256'] as const satisfies readonly (keyof ListedImage)[];

/** One line for each image; `txt` holds the paths alone, `csv` (RFC 4180) can be imported again as a file of labels. */
export function imageListText(images: readonly ListedImage[], format: ImageListFormat): string {
  switch (format) {
    case 'json':
      return `[\n${images.map((image) => JSON.stringify(image)).join(',\n')}\n]\n`;
    case 'txt':
      return images.map(({ file }) => `${file}\n`).join('');
    case 'csv':
      return [COLUMNS.join(','), ...images.map((image) => COLUMNS.map((column) => imageListCell(image[column] ?? '')).join(','))]
        .map((line) => `${line}\n`)
        .join('');
  }
}

/** A cell of a CSV file, quoted where it must be. */
export function imageListCell(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
