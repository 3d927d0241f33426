/** ROC and precision-recall curves of each class against the others, and the areas under them. */
import { chart } from '../chart.ts';
import { type Html, html } from '../html.ts';
import { score } from '../numbers.ts';
import { SHARES } from '../scale.ts';
import type { Judged } from './input.ts';
import { headRun, keyOf } from './mark.ts';

export function ranksSection(judged: Judged): Html {
  const { classes, runs } = judged;
  const areas = classes.map((name, at) => {
    const cells = runs.map(({ curves }) => {
      const curve = curves[at];
      return html`<td class="group">${score(curve?.roc.area ?? Number.NaN)}</td><td>${score(curve?.precisionRecall.area ?? Number.NaN)}</td>`;
    });
    return html`<tr><th scope="row">${name}</th>${cells}</tr>`;
  });
  return html`<p class="quiet">One class against the others. AUC: area under the ROC curve, by trapezoids; AP: average precision, not interpolated. Areas are of all points; of a curve at most 200 are drawn.</p>
<div class="wide"><table><thead><tr><th rowspan="2" class="left" scope="col">class</th>${runs.map((one) => html`<th class="group" colspan="2" scope="colgroup">${headRun(one, runs)}</th>`)}</tr>
<tr>${runs.map(() => html`<th class="group" scope="col">AUC</th><th scope="col">AP</th>`)}</tr></thead><tbody>${areas}</tbody></table></div>
${keyOf(runs)}
${classes.map((name, at) => classCurves(judged, name, at))}`;
}

function classCurves({ runs }: Judged, name: string, at: number): Html {
  const known = runs.flatMap(({ place, curves }) => {
    const curve = curves[at];
    return curve === undefined || curve === null ? [] : [{ place, curve }];
  });
  if (known.length === 0)
    return html`<h3>${name}</h3><p class="quiet">No image is of this class, or all are: there is nothing to tell apart.</p>`;
  const drawn = (kind: 'roc' | 'precisionRecall') => known.map(({ place, curve }) => ({ run: place, points: curve[kind].points }));
  const roc = chart({
    ...{ title: 'True positive rate', label: `ROC of ${name}`, across: SHARES, acrossName: 'false positive rate', up: SHARES },
    ...{ lines: drawn('roc'), hasDiagonal: true },
  });
  const precisionRecall = chart({
    ...{ title: 'Precision', label: `Precision-recall of ${name}`, across: SHARES, acrossName: 'recall', up: SHARES },
    lines: drawn('precisionRecall'),
  });
  return html`<h3>${name}</h3><div class="charts">${[roc, precisionRecall]}</div>`;
}
