/** The compared runs: what each is, and what it reaches. */
import { type Html, html } from '../html.ts';
import { percent, percentRange, range, score } from '../numbers.ts';
import type { ComparedRun, Judged } from './input.ts';
import { namedRun } from './mark.ts';
import { ARM_NAMES, NETWORK_NAMES, subsetWords } from './words.ts';

/** @param judged null: they are not judged together, so each has the scores that its training measured, without intervals */
export function summarySection(runs: readonly ComparedRun[], judged: Judged | null): Html {
  const rows = runs.map(({ run }, place) => {
    const own = judged?.runs.find((one) => one.run === run.id);
    const macroF1 = own?.report.macroAverage.f1 ?? run.scores.macroF1 ?? Number.NaN;
    const accuracy = own?.report.accuracy ?? run.scores.accuracy ?? Number.NaN;
    const f1Range = own === undefined ? '' : range(own.macroF1Interval);
    const accuracyRange = own === undefined ? '' : percentRange([own.accuracyInterval.low, own.accuracyInterval.high]);
    return html`<tr><th scope="row">${namedRun({ place, name: run.name })}</th><td class="left">${NETWORK_NAMES[run.network]}<small>${ARM_NAMES[run.arm]}</small></td><td class="left">${run.dataSet.name}<small>${subsetWords(run)}</small></td><td>${run.seed}</td><td class="group"><b>${score(macroF1)}</b><small>${f1Range}</small></td><td>${percent(accuracy)}<small>${accuracyRange}</small></td></tr>`;
  });
  const caption =
    judged === null
      ? 'Scores as each training measured them; A is the baseline.'
      : `Judged on the same ${judged.images} validation images. A is the baseline. Below macro-F1 its 95 % bootstrap interval over the images, below accuracy Wilson's 95 % interval.`;
  return html`<div class="wide"><table class="headline"><caption>${caption}</caption>
<thead><tr><th class="left" scope="col">run</th><th class="left" scope="col">network</th><th class="left" scope="col">trained on</th><th scope="col">seed</th><th class="group" scope="col">macro-F1</th><th scope="col">accuracy</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}
