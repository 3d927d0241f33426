/** Confusion matrices as tables: colour is the share of the row, the count stands under it. */

import { hex, shade } from '../../contract/colours.ts';
import type { ConfusionMatrix } from '../../contract/evaluation.ts';
import { type Html, html } from './html.ts';
import { count, counted, points } from './numbers.ts';

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
  return html`<td class="cell" style="${coloursOf(share, right)}" title="${description}">${Math.round(share * 100)}\u00a0%<small>${count(value)}</small></td>`;
}

function coloursOf(strength: number, isGood: boolean): string {
  const light = shade(strength, isGood, 'light');
  const dark = shade(strength, isGood, 'dark');
  return `--light:${hex(light.background)};--lightText:${hex(light.text)};--dark:${hex(dark.background)};--darkText:${hex(dark.text)}`;
}

/** The matrix as a table; rows are the actual classes, columns the predicted ones, both in the order of `classes`. */
export function matrixTable(classes: readonly string[], matrix: ConfusionMatrix): Html {
  const shares = rowShares(matrix);
  return tableOf(classes, (row, column) => {
    const value = matrix[row]?.[column] ?? 0;
    const description = `${counted(value, 'image', 'images')} of ${classes[row] ?? ''} classified as ${classes[column] ?? ''}`;
    return cell(shares[row]?.[column] ?? null, value, row === column, description);
  });
}

/** Differences are small: a fifth of a row is coloured in full. */
const DIFFERENCE_STRENGTH = 5;

/** What a matrix differs from the baseline's, in points of per cent of the row. */
export function differenceTable(classes: readonly string[], matrix: ConfusionMatrix, baseline: ConfusionMatrix): Html {
  const [own, theirs] = [rowShares(matrix), rowShares(baseline)];
  return tableOf(classes, (row, column) => {
    const [mine, before] = [own[row]?.[column] ?? null, theirs[row]?.[column] ?? null];
    const description = `${classes[row] ?? ''} classified as ${classes[column] ?? ''}`;
    if (mine === null || before === null) return html`<td title="${description}">–</td>`;
    const difference = mine - before;
    if (difference === 0) return html`<td class="quiet" title="${description}">0</td>`;
    const isGood = (row === column) === difference > 0;
    const strength = Math.min(1, Math.abs(difference) * DIFFERENCE_STRENGTH);
    return html`<td class="cell" style="${coloursOf(strength, isGood)}" title="${description}">${points(difference)}</td>`;
  });
}

function tableOf(classes: readonly string[], cellAt: (row: number, column: number) => Html): Html {
  const rows = classes.map(
    (actual, row) => html`<tr><th scope="row" title="${actual}">${actual}</th>${classes.map((_, column) => cellAt(row, column))}</tr>`,
  );
  const heads = classes.map((name) => html`<th scope="col" title="${name}"><span>${name}</span></th>`);
  return html`<table class="matrix"><colgroup><col>${classes.map(() => html`<col>`)}</colgroup>
<thead><tr><th class="corner">actual ↓<br>predicted →</th>${heads}</tr></thead><tbody>${rows}</tbody></table>`;
}
