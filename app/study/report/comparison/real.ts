/** "Is it real?": each run against the baseline, in words, as a table and as intervals to see. */
import type { ScoreDifference } from '../../../contract/runs.ts';
import { type Html, html } from '../html.ts';
import { count, probability, range, signed } from '../numbers.ts';
import { niceScale, place as placed } from '../scale.ts';
import type { Judged } from './input.ts';
import { letterOf, namedRun } from './mark.ts';
import { verdictSentence } from './words.ts';

const HOW =
  "Macro-F1: paired bootstrap over the images, 2000 draws. Right or wrong: McNemar's exact test. Seeds: Student's interval of the differences seed by seed. The intervals are not corrected for comparing several runs. Where the best epoch is kept, it was chosen on the same validation images, so its scores flatter.";

export function realSection({ runs, against }: Judged): Html {
  const [baseline] = runs;
  if (baseline === undefined) return html``;
  const sentences = against.map(
    ({ place, name, comparison: { verdict } }) =>
      html`<p>${namedRun({ place, name: '' })}${verdictSentence(verdict, baseline.name, name)}</p>`,
  );
  const rows = against.map(({ place, name, comparison: { difference, mcnemar }, overSeeds }) => {
    const seeds =
      overSeeds === null
        ? html`<span class="quiet">not enough seeds</span>`
        : html`${signed(overSeeds.value)}<small>${range(overSeeds, signed)}, ${overSeeds.seeds.length} seeds</small>`;
    return html`<tr><th scope="row">${namedRun({ place, name })}</th><td><b>${signed(difference.value)}</b></td><td>${range(difference, signed)}</td><td class="group">${count(mcnemar.b)}</td><td>${count(mcnemar.c)}</td><td>${probability(mcnemar.p)}</td><td class="group">${seeds}</td></tr>`;
  });
  return html`<div class="verdict">${sentences}</div>
<div class="wide"><table><caption>Each run less the baseline ${baseline.name}.</caption>
<thead><tr><th rowspan="2" class="left" scope="col">run</th><th colspan="2" scope="colgroup">difference of macro-F1</th><th class="group" colspan="3" scope="colgroup">McNemar</th><th class="group" rowspan="2" scope="col">over seeds</th></tr>
<tr><th scope="col">value</th><th scope="col">95 % interval</th><th class="group" scope="col">only A right</th><th scope="col">only it right</th><th scope="col">p</th></tr></thead><tbody>${rows}</tbody></table></div>
<div class="charts">${intervals(against.map(({ place, name, comparison }) => ({ place, name, difference: comparison.difference })))}</div>
<p class="quiet">${HOW}</p>`;
}

type Difference = { readonly place: number; readonly name: string; readonly difference: ScoreDifference };

const WIDTH = 400;
const PAPER = { left: 30, right: WIDTH - 16, top: 30 };
const ROW = 20;

/** One line for each run, from the low to the high end of its interval, over a line at 0. */
function intervals(differences: readonly Difference[]): Html {
  const scale = niceScale([0, ...differences.flatMap(({ difference: { low, high } }) => [low, high])]);
  const x = (value: number) => placed(scale, value, PAPER.left, PAPER.right).toFixed(1);
  const bottom = PAPER.top + differences.length * ROW;
  const ticks = scale.ticks.map(
    (tick) =>
      html`<path class="${tick === 0 ? 'axis' : 'grid'}" d="M${x(tick)} ${PAPER.top - 6}V${bottom}"/><text x="${x(tick)}" y="${bottom + 15}" text-anchor="middle">${String(tick)}</text>`,
  );
  const lines = differences.map(({ place, difference: { low, value, high } }, at) => {
    const y = PAPER.top + ROW * (at + 0.5) - 3;
    return html`<text class="mark run${place}" x="6" y="${y}" dy="4">${letterOf(place)}</text><path class="line run${place}" d="M${x(low)} ${y}H${x(high)}"/><circle class="dot run${place}" cx="${x(value)}" cy="${y}" r="4"/>`;
  });
  const label = differences.map(({ name, difference }) => `${name}: ${signed(difference.value)}, ${range(difference, signed)}`).join('. ');
  return html`<svg viewBox="0 0 ${WIDTH} ${bottom + 22}" role="img" aria-label="${label}"><text class="name" x="${PAPER.left}" y="15">Difference of macro-F1 to the baseline</text>${ticks}${lines}</svg>`;
}
