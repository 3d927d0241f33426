/** The page around every report: it runs nothing, loads nothing, and says what made it. */
import { type Html, html } from './html.ts';
import { moment } from './numbers.ts';
import { STYLE } from './style.ts';

/** What every report says below its title, and by which it is known as one of ours. */
export const MADE_BY = 'Made by Smearlab on ';

export type Shell = { readonly title: string; readonly createdAt: Date; readonly main: Html };

/** A whole HTML page. Everything that comes from data is escaped; the page's own policy forbids it to load or run anything. */
export function reportPage({ title, createdAt, main }: Shell): string {
  const style: Html = { markup: STYLE };
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>${title}</title><style>${style}</style></head>
<body><header><h1>${title}</h1><p class="quiet">${MADE_BY}${moment(createdAt)}. For research; not a diagnostic result.</p></header>
<main>${main}</main></body></html>
`;
  return page.markup;
}
