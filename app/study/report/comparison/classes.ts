/** F1, precision and recall of each class with their intervals, and each run's difference to the baseline. */
import type { Interval, ScoreDifference } from '../../../contract/runs.ts';
import { type Html, html, nothing } from '../html.ts';
import { count, range, score, signed } from '../numbers.ts';
import type { Judged } from './input.ts';
import { headRun } from './mark.ts';

const SCORES = { f1: 'F1', precision: 'Precision', recall: 'Recall' } as const;
type Score = keyof typeof SCORES;

export function classesSection(judged: Judged): Html {
  return html`<p class="quiet">Below each score its 95 % bootstrap interval over the images, and the difference to the baseline with its interval, in bold where that leaves out 0. Where a class has no images or was never predicted, the score that cannot be computed is 0.</p>
${(['f1', 'precision', 'recall'] as const).map((of) => scoreTable(judged, of))}`;
}

function scoreTable({ classes, runs, against }: Judged, of: Score): Html {
  const rows = classes.map((name, at) => {
    const cells = runs.map(({ run, report, intervals }) => {
      const difference = against.find((one) => one.run === run)?.perClass[at]?.[of];
      return scoreCell(report.perClass[name]?.[of] ?? Number.NaN, intervals[at]?.[of], difference);
    });
    return html`<tr><th scope="row">${name}</th><td>${count(runs[0]?.report.perClass[name]?.support ?? 0)}</td>${cells}</tr>`;
  });
  // Of macro averages only that of F1 is resampled.
  const macro = runs.map(({ run, report, macroF1Interval }) => {
    const difference = against.find((one) => one.run === run)?.comparison.difference;
    return of === 'f1'
      ? scoreCell(report.macroAverage.f1, macroF1Interval, difference)
      : scoreCell(report.macroAverage[of], undefined, undefined);
  });
  const weighted = runs.map(({ report }) => scoreCell(report.weightedAverage[of], undefined, undefined));
  const images = count(runs[0]?.report.macroAverage.support ?? 0);
  return html`<h3>${SCORES[of]}</h3><div class="wide"><table class="headline">
<thead><tr><th class="left" scope="col">class</th><th scope="col">images</th>${runs.map((one) => html`<th class="group" scope="col">${headRun(one, runs)}</th>`)}</tr></thead>
<tbody>${rows}<tr class="totals"><th scope="row">macro average</th><td>${images}</td>${macro}</tr><tr class="totals"><th scope="row">weighted average</th><td>${images}</td>${weighted}</tr></tbody></table></div>`;
}

function scoreCell(value: number, interval: Interval | undefined, difference: ScoreDifference | undefined): Html {
  if (interval === undefined) return html`<td class="group">${score(value)}</td>`;
  const less = difference === undefined ? nothing : html`<br>${differenceWords(difference)}`;
  return html`<td class="group">${score(value)}<small>${range(interval)}${less}</small></td>`;
}

function differenceWords(difference: ScoreDifference): Html {
  const words = `${signed(difference.value)} (${range(difference, signed)})`;
  const isClear = difference.low > 0 || difference.high < 0;
  return isClear ? html`<b>${words}</b>` : html`${words}`;
}
