/** What the program says outside its page: in menus and in windows of the operating system. */
import type { Language, Settings } from '../../app/contract/settings.ts';

export const en = {
  file: 'File',
  quit: 'Quit',
  edit: 'Edit',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select all',
  view: 'View',
  zoomIn: 'Larger',
  zoomOut: 'Smaller',
  resetZoom: 'Usual size',
  fullScreen: 'Full screen',
  reload: 'Load anew',
  developer: 'Developer tools',
  window: 'Window',
  minimize: 'Minimise',
  close: 'Close window',
  chooseFolder: 'Choose a folder',
  busyTitle: 'Work is in progress',
  busyDetail: 'Smearlab can finish it without a window and then end, or stop it now. What is already stored is kept.',
  whenDone: 'Finish, then quit',
  now: 'Stop and quit',
  back: 'Go back',
  notOpened: 'Smearlab cannot open its data folder',
  otherFolder: 'Choose another folder …',
  notStarted: 'Smearlab cannot start',
  pageGone: 'The window has stopped working',
  pageGoneDetail: 'Work in progress goes on and nothing that was stored is lost.',
  showAgain: 'Show it again',
};

export type Words = Readonly<Record<keyof typeof en, string>>;

export const de: Words = {
  file: 'Datei',
  quit: 'Beenden',
  edit: 'Bearbeiten',
  undo: 'Rückgängig',
  redo: 'Wiederholen',
  cut: 'Ausschneiden',
  copy: 'Kopieren',
  paste: 'Einfügen',
  selectAll: 'Alles auswählen',
  view: 'Ansicht',
  zoomIn: 'Größer',
  zoomOut: 'Kleiner',
  resetZoom: 'Normale Größe',
  fullScreen: 'Vollbild',
  reload: 'Neu laden',
  developer: 'Entwicklerwerkzeuge',
  window: 'Fenster',
  minimize: 'Minimieren',
  close: 'Fenster schließen',
  chooseFolder: 'Ordner wählen',
  busyTitle: 'Es wird noch gearbeitet',
  busyDetail:
    'Smearlab kann die Arbeit ohne Fenster abschließen und dann enden, oder sie jetzt anhalten. Was schon gespeichert ist, bleibt erhalten.',
  whenDone: 'Abschließen, dann beenden',
  now: 'Anhalten und beenden',
  back: 'Zurück',
  notOpened: 'Smearlab kann den Datenordner nicht öffnen',
  otherFolder: 'Anderen Ordner wählen …',
  notStarted: 'Smearlab kann nicht starten',
  pageGone: 'Das Fenster reagiert nicht mehr',
  pageGoneDetail: 'Laufende Arbeit geht weiter, und nichts Gespeichertes geht verloren.',
  showAgain: 'Wieder anzeigen',
};

const WORDS: Readonly<Record<Language, Words>> = { en, de };

/**
 * Pure.
 * @param locale of the operating system, such as `de-AT`
 */
export function wordsOf(language: Settings['language'], locale: string): Words {
  if (language !== 'system') return WORDS[language];
  return locale.toLowerCase().split('-')[0] === 'de' ? de : en;
}
