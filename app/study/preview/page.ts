/** The preview of an augmentation: originals in the first column, beside each what the network would see of it. Pure. */
import { type Html, html, picture } from '../report/html.ts';
import { moment } from '../report/numbers.ts';
import { STYLE } from '../report/style.ts';

export type PreviewPicture = {
  /** A picture's data address. */
  readonly address: string;
  /** What was done to it, in lines. */
  readonly words: readonly string[];
};

export type PreviewRow = {
  readonly name: string;
  readonly isMaskedCopy: boolean;
  readonly original: string;
  /** One per epoch, from the first. */
  readonly variants: readonly PreviewPicture[];
};

export type Preview = {
  readonly createdAt: Date;
  readonly network: string;
  readonly imageSize: number;
  readonly seed: number;
  /** Augmentation and mixup as the recipe has them. */
  readonly settings: object;
  readonly rows: readonly PreviewRow[];
};

const OWN_STYLE = `
.preview { width: auto; } .preview td, .preview thead th { text-align: left; padding: 6px 5px; width: 132px; }
.preview tbody th { width: 130px; max-width: 130px; font-weight: 500; font-size: 12px; position: sticky; left: 0; background: var(--ground); }
.preview tbody th small, .preview td small { display: block; color: var(--quiet); font-size: 11px; line-height: 1.3; }
.preview img { width: 122px; height: 122px; display: block; border: 1px solid var(--line); border-radius: 3px; margin-bottom: 3px; image-rendering: auto; }
body { max-width: none; } .preview td small + small { margin-top: 2px; }
`;

/** A whole HTML page that loads nothing; everything from outside is escaped. */
export function renderPreview({ createdAt, network, imageSize, seed, settings, rows }: Preview): string {
  const columns = Math.max(0, ...rows.map(({ variants }) => variants.length));
  const style: Html = { markup: STYLE + OWN_STYLE };
  const titles = Array.from({ length: columns }, (_, column) => html`<th scope="col">epoch ${column + 1}</th>`);
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Augmentation of the ${network} network</title><style>${style}</style></head>
<body><header><h1>Augmentation of the ${network} network</h1>
<p class="quiet">Made by Smearlab on ${moment(createdAt)}: what the network sees of these images in each epoch of a run with the seed ${seed}, at ${imageSize} × ${imageSize} pixels, before any normalisation. Stains: H haematoxylin, E eosin, R what those two leave; each times its factor, plus an optical density.</p>
<code class="command">${JSON.stringify(settings)}</code></header>
<main><div class="wide"><table class="preview"><thead><tr><th scope="col">image</th><th scope="col">as it is</th>${titles}</tr></thead>
<tbody>${rows.map(rowOf)}</tbody></table></div></main></body></html>
`.markup;
}

function rowOf({ name, isMaskedCopy, original, variants }: PreviewRow): Html {
  const cells = variants.map(
    ({ address, words }, at) =>
      html`<td>${picture(address, `${name}, epoch ${at + 1}`)}${words.map((line) => html`<small>${line}</small>`)}</td>`,
  );
  const kind = isMaskedCopy ? 'masked copy' : 'image';
  return html`<tr><th scope="row">${name}<small>${kind}</small></th><td>${picture(original, name)}</td>${cells}</tr>`;
}
