/** Confusion matrices as tables: colour is the share of the row, the count stands under it. */

import { hex, shade } from '../../contract/colours.ts';
import type { ConfusionMatrix } from '../../contract/evaluation.ts';
import { type Html, html } from './html.ts';
import { count, counted } from './numbers.ts';

/** Each count as a share of its row; null all along a row without images, which has no shares. */
export function rowShares(matrix: ConfusionMatrix): (number | null)[][] {
  return matrix.map((row) => {
    const total = row.reduce((sum, value) => sum + value, 0);
    return row.map((value) => (total === 0 ? null : value / total));
  });
}

function cell(share: number | null, value: number, right: boolean, description: string): Html {
  if (share === null) return html`<td title="${description}">–</td>`;
  if (value === 0) return html`<td class="quiet" title="${description}">0</td>`;
  const light = shade(share, right, 'light');
  const dark = shade(share, right, 'dark');
  const colours = `--light:${hex(light.background)};--lightText:${hex(light.text)};--dark:${hex(dark.background)};--darkText:${hex(dark.text)}`;
  return html`<td class="cell" style="${colours}" title="${description}">${Math.round(share * 100)}\u00a0%<small>${count(value)}</small></td>`;
}

/** The matrix as a table; rows are the actual classes, columns the predicted ones, both in the order of `classes`. */
export function matrixTable(classes: readonly string[], matrix: ConfusionMatrix): Html {
  const shares = rowShares(matrix);
  const rows = classes.map((actual, row) => {
    const cells = classes.map((predicted, column) => {
      const value = matrix[row]?.[column] ?? 0;
      const description = `${counted(value, 'image', 'images')} of ${actual} classified as ${predicted}`;
      return cell(shares[row]?.[column] ?? null, value, row === column, description);
    });
    return html`<tr><th scope="row" title="${actual}">${actual}</th>${cells}</tr>`;
  });
  const heads = classes.map((name) => html`<th scope="col" title="${name}"><span>${name}</span></th>`);
  return html`<table class="matrix"><colgroup><col>${classes.map(() => html`<col>`)}</colgroup>
<thead><tr><th class="corner">actual ↓<br>predicted →</th>${heads}</tr></thead><tbody>${rows}</tbody></table>`;
}
