/** Confusion matrices side by side, and what differs of each from the baseline's. */
import { type Html, html, nothing } from '../html.ts';
import { differenceTable, matrixTable } from '../matrix.ts';
import { percent, score } from '../numbers.ts';
import type { Judged } from './input.ts';
import { mark, namedRun } from './mark.ts';

export function matricesSection({ classes, runs }: Judged): Html {
  const [baseline, ...others] = runs;
  if (baseline === undefined) return nothing;
  const own = runs.map(
    (one) =>
      html`<div class="card"><h3>${namedRun(one)}</h3><p class="quiet">Accuracy ${percent(one.report.accuracy)}, macro-F1 ${score(one.report.macroAverage.f1)}</p>${matrixTable(classes, one.confusion)}</div>`,
  );
  const differing = others.map(
    (one) =>
      html`<div class="card"><h3>${namedRun(one)} less ${mark(baseline.place)}</h3>${differenceTable(classes, one.confusion, baseline.confusion)}</div>`,
  );
  return html`<p class="quiet">Rows are what an image is, columns what it was taken for. Colour and per cent are shares of the row, with the number of images under them: blue is right, orange is wrong.</p>
<div class="cards">${own}</div>
<h3>Difference to the baseline</h3><p class="quiet">In points of per cent of the row: blue is a change for the better, orange one for the worse.</p>
<div class="cards">${differing}</div>`;
}
