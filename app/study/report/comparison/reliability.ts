/** Whether runs are right as often as they say. */
import { chart } from '../chart.ts';
import { type Html, html } from '../html.ts';
import { score } from '../numbers.ts';
import { SHARES } from '../scale.ts';
import type { Judged } from './input.ts';
import { keyOf, namedRun } from './mark.ts';

export function reliabilitySection({ runs }: Judged): Html {
  const lines = runs.map(({ place, reliability: { bins } }) => ({
    run: place,
    points: bins.flatMap(({ images, confidence, accuracy }): [number, number][] => (images === 0 ? [] : [[confidence, accuracy]])),
  }));
  const drawn = chart({
    ...{ title: 'Accuracy', label: `Reliability of ${runs.map(({ name }) => name).join(', ')}`, across: SHARES, acrossName: 'confidence' },
    ...{ up: SHARES, lines, hasDiagonal: true, isDotted: true },
  });
  const rows = runs.map(
    ({ place, name, reliability }) =>
      html`<tr><th scope="row">${namedRun({ place, name })}</th><td>${score(reliability.expectedCalibrationError)}</td></tr>`,
  );
  return html`<p class="quiet">On the diagonal a run is right as often as it says; above it is too modest, below too sure. Ten bins of equal width over the probability of the predicted class.</p>
${keyOf(runs)}<div class="charts">${drawn}</div>
<table><thead><tr><th class="left" scope="col">run</th><th scope="col">calibration error (ECE)</th></tr></thead><tbody>${rows}</tbody></table>`;
}
