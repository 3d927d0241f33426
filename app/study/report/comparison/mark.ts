/** A compared run by its letter, in its colour. */
import { runLook } from '../../../contract/runLook.ts';
import { type Html, html } from '../html.ts';

export function mark(place: number): Html {
  return html`<b class="mark run${place}">${runLook(place, 'light').letter}</b>`;
}

export function namedRun({ place, name }: { readonly place: number; readonly name: string }): Html {
  return html`${mark(place)} ${name}`;
}

export function letterOf(place: number): string {
  return runLook(place, 'light').letter;
}
