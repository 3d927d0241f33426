/** HTML that cannot be injected into: text becomes markup only through this file, escaped. */
import { SmearlabError } from '../../contract/failure.ts';

export interface Html {
  readonly markup: string;
}

type Piece = Html | string | number | readonly Html[];

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/**
 * Text for element content and for quoted attributes. Control characters that HTML does not allow, and the ones that turn the
 * reading direction around, are shown as U+FFFD instead of acted on.
 */
export function escapeHtml(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u202a-\u202e\u2066-\u2069]/g, '\ufffd')
      .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
  );
}

function markupOf(piece: Piece): string {
  if (typeof piece === 'string') return escapeHtml(piece);
  if (typeof piece === 'number') return escapeHtml(String(piece));
  return 'markup' in piece ? piece.markup : piece.map(({ markup }) => markup).join('');
}

/** A template whose strings are escaped and whose Html is taken as it is; attributes must be quoted in it. */
export function html(literal: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  return { markup: literal.reduce((built, text, at) => built + markupOf(pieces[at - 1] ?? '') + text) };
}

export const nothing: Html = { markup: '' };

const DATA_URI = /^data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/]+={0,2}$/;

/** A picture that lies in the page itself. Throws `internal` for any other address: the report loads nothing. */
export function picture(dataUri: string, description: string): Html {
  if (!DATA_URI.test(dataUri)) {
    throw new SmearlabError('internal', `The report can only hold pictures as data addresses; "${dataUri.slice(0, 60)}" is none.`);
  }
  return html`<img src="${dataUri}" alt="${description}" title="${description}">`;
}
