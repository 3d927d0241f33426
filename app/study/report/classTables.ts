/** Precision, recall and F1 of each class, the arms of a subset side by side. */
import type { StudyResult, StudyRow } from '../../contract/studyResult.ts';
import { armName, subsetsOf } from './headline.ts';
import { type Html, html, nothing } from './html.ts';
import { count, score, subsetName } from './numbers.ts';

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

function scoresOf(row: StudyRow, name: string): Html {
  const scores = row.perClass[name];
  if (scores === undefined) return html`<td class="group">–</td><td>–</td><td>–</td>`;
  return html`<td class="group">${score(scores.precision)}</td><td>${score(scores.recall)}</td><td><b>${score(scores.f1)}</b></td>`;
}

function macroOf(row: StudyRow, classes: readonly string[]): Html {
  const known = classes.flatMap((name) => row.perClass[name] ?? []);
  const precision = score(mean(known.map((scores) => scores.precision)));
  const recall = score(mean(known.map((scores) => scores.recall)));
  return html`<td class="group">${precision}</td><td>${recall}</td><td>${score(row.macroF1)}</td>`;
}

function epochNote(row: StudyRow): string {
  const best =
    row.bestEpoch === row.epoch ? 'which is also its best' : `best: epoch ${row.bestEpoch} with macro-F1 ${score(row.bestMacroF1)}`;
  return `${armName(row.arm)}: epoch ${row.epoch}, ${best}`;
}

function subsetTable(subset: number, rows: readonly StudyRow[], classes: readonly string[]): Html {
  const lines = classes.map((name) => {
    const support = rows[0]?.perClass[name]?.support ?? 0;
    return html`<tr><th scope="row">${name}</th><td>${count(support)}</td>${rows.map((row) => scoresOf(row, name))}</tr>`;
  });
  const support = rows[0] === undefined ? 0 : classes.reduce((sum, name) => sum + (rows[0]?.perClass[name]?.support ?? 0), 0);
  const weighted = rows.map((row) => html`<td class="group"></td><td></td><td>${score(row.weightedF1)}</td>`);
  return html`<h3>${subsetName(subset)} of the training images</h3><div class="wide"><table>
<caption>${rows.map(epochNote).join('; ')}.</caption>
<thead><tr><th rowspan="2" class="left" scope="col">class</th><th rowspan="2" scope="col">images</th>${rows.map((row) => html`<th class="group" colspan="3" scope="colgroup">${armName(row.arm)}</th>`)}</tr>
<tr>${rows.map(() => html`<th class="group" scope="col">precision</th><th scope="col">recall</th><th scope="col">F1</th>`)}</tr></thead>
<tbody>${lines}
<tr class="totals"><th scope="row">macro average</th><td>${count(support)}</td>${rows.map((row) => macroOf(row, classes))}</tr>
<tr class="totals"><th scope="row">weighted average</th><td>${count(support)}</td>${weighted}</tr></tbody></table></div>`;
}

export function classTablesSection({ rows, classes }: StudyResult): Html {
  if (rows.length === 0) return nothing;
  const tables = subsetsOf(rows).map((subset) =>
    subsetTable(
      subset,
      rows.filter((row) => row.subset === subset),
      classes,
    ),
  );
  return html`<p class="quiet">Measured on the validation images; where a class has no images or was never predicted, the score that cannot be computed is 0. The best epoch is chosen on these same images, so its score flatters.</p>${tables}`;
}
