/** A compared run by its letter, in its colour. */
import { runLook } from '../../../contract/runLook.ts';
import { lineSample } from '../chart.ts';
import { type Html, html } from '../html.ts';

export function mark(place: number): Html {
  return html`<b class="mark run${place}">${runLook(place, 'light').letter}</b>`;
}

type Named = { readonly place: number; readonly name: string };

export function namedRun({ place, name }: Named): Html {
  return html`${mark(place)} ${name}`;
}

/** What the lines of the charts below it mean. */
export function keyOf(runs: readonly Named[]): Html {
  return html`<p class="legend">${runs.map((run) => html`<span>${lineSample(run.place)}${namedRun(run)}</span>`)}</p>`;
}

/** Runs as heads of columns: of many only the letters, which leaves room for the numbers. */
export function headRun(run: Named, runs: readonly unknown[]): Html {
  return runs.length > 3 ? mark(run.place) : namedRun(run);
}

export function letterOf(place: number): string {
  return runLook(place, 'light').letter;
}
