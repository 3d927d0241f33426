/** Learning curves laid over each other, with bands where there are several seeds, and where each ends. */
import type { EpochMetrics } from '../../../contract/evaluation.ts';
import { type ChartBand, type ChartLine, chart } from '../chart.ts';
import { type Html, html, nothing } from '../html.ts';
import { count, loss, score } from '../numbers.ts';
import { epochScale, niceScale } from '../scale.ts';
import type { ComparisonInput } from './input.ts';
import { keyOf, letterOf, namedRun } from './mark.ts';

type Measure = 'macroF1' | 'loss';
const NAMES: Readonly<Record<Measure, string>> = { macroF1: 'Macro-F1, validation', loss: 'Loss, validation' };
const WRITTEN: Readonly<Record<Measure, (value: number) => string>> = { macroF1: score, loss };

const measured = (epoch: EpochMetrics, measure: Measure) => (measure === 'macroF1' ? epoch.valMacroF1 : epoch.valLoss);

export function curvesSection({ comparison, runs }: Pick<ComparisonInput, 'comparison' | 'runs'>): Html {
  const charts = (['macroF1', 'loss'] as const).map((measure) => measureChart(measure, comparison, runs));
  return html`${keyOf(runs.map(({ run }, place) => ({ place, name: run.name })))}<div class="charts">${charts}</div>${seedWords(comparison, runs)}${endsTable(comparison, runs)}`;
}

type Runs = ComparisonInput['runs'];
type Comparison = ComparisonInput['comparison'];

function pointsOf({ curves }: Comparison, run: number, measure: Measure): [number, number][] {
  const epochs = curves.find((curve) => curve.run === run)?.epochs ?? [];
  return epochs.flatMap((epoch): [number, number][] => {
    const value = measured(epoch, measure);
    return value === null || !Number.isFinite(value) ? [] : [[epoch.epoch, value]];
  });
}

/** In the colour of the first run of a group that is compared. */
function bandsOf({ seedGroups }: Comparison, runs: Runs, measure: Measure): ChartBand[] {
  return seedGroups.flatMap(({ chosen, bands }) => {
    const run = runs.findIndex((one) => chosen.includes(one.run.id));
    const points = bands.flatMap((band): [number, number, number][] => {
      const of = band[measure];
      return of === null ? [] : [[band.epoch, of.low, of.high]];
    });
    return run < 0 || points.length === 0 ? [] : [{ run, points }];
  });
}

function measureChart(measure: Measure, comparison: Comparison, runs: Runs): Html {
  const lines = runs.map(({ run }, place): ChartLine => ({ run: place, points: pointsOf(comparison, run.id, measure) }));
  const bands = bandsOf(comparison, runs, measure);
  const values = [
    ...lines.flatMap(({ points }) => points.map(([, value]) => value)),
    ...bands.flatMap(({ points }) => points.flatMap(([, low, high]) => [low, high])),
  ];
  if (values.length === 0) return html`<p class="quiet">${NAMES[measure]}: no epoch has been validated.</p>`;
  const last = lines.flatMap(({ points }) => points.map(([epoch]) => epoch)).reduce((most, epoch) => Math.max(most, epoch), 1);
  const label = `${NAMES[measure]}, by epoch, of ${runs.map(({ run }) => run.name).join(', ')}`;
  return chart({
    ...{ title: NAMES[measure], label, across: epochScale(last), acrossName: 'epoch', up: niceScale(values) },
    ...{ lines, bands },
  });
}

function seedWords({ seedGroups }: Comparison, runs: Runs): Html {
  const groups = seedGroups.filter((group) => group.runs.length > 1);
  if (groups.length === 0) return nothing;
  const words = groups.map(({ chosen, runs: alike }) => {
    const letters = runs.flatMap(({ run }, place) => (chosen.includes(run.id) ? [letterOf(place)] : [])).join(', ');
    return `${letters}: seeds ${alike.map(({ seed }) => seed).join(', ')}`;
  });
  return html`<p class="quiet">Bands: lowest to highest over runs that differ by their seed alone (${words.join('; ')}).</p>`;
}

/** The last value, and the best: the highest macro-F1, the lowest loss. */
function endsTable(comparison: Comparison, runs: Runs): Html {
  const rows = runs.map(({ run }, place) => {
    const cells = (['macroF1', 'loss'] as const).map((measure) => {
      const points = pointsOf(comparison, run.id, measure);
      const [first, ...others] = points;
      const last = points.at(-1);
      if (first === undefined || last === undefined) return html`<td class="group">–</td><td>–</td>`;
      const better = ([, one]: readonly [number, number], [, two]: readonly [number, number]) =>
        measure === 'macroF1' ? one > two : one < two;
      const best = others.reduce((found, point) => (better(point, found) ? point : found), first);
      const written = WRITTEN[measure];
      return html`<td class="group">${written(last[1])}</td><td>${written(best[1])}<small>epoch ${best[0]}</small></td>`;
    });
    return html`<tr><th scope="row">${namedRun({ place, name: run.name })}</th><td>${count(run.epochs.done)}</td>${cells}</tr>`;
  });
  return html`<div class="wide"><table><thead><tr><th rowspan="2" class="left" scope="col">run</th><th rowspan="2" scope="col">epochs</th><th class="group" colspan="2" scope="colgroup">macro-F1</th><th class="group" colspan="2" scope="colgroup">loss</th></tr>
<tr><th class="group" scope="col">last</th><th scope="col">best</th><th class="group" scope="col">last</th><th scope="col">best</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}
