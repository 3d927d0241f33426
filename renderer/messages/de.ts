/** Alle Texte auf Deutsch. */
import type { Messages } from './en.ts';

export const de: Messages = {
  frame: {
    library: 'Bibliothek',
    masks: 'Masken',
    subsets: 'Teilmengen',
    settings: 'Einstellungen',
    skip: 'Zum Inhalt springen',
    connecting: 'Verbindung zu Smearlab wird hergestellt …',
    lost: 'Die Verbindung zu Smearlab ist abgebrochen. Neuer Versuch …',
    retry: 'Noch einmal versuchen',
    close: 'Schließen',
    dataSet: 'Datensatz',
    work: 'Laufende Arbeit',
    stop: 'Anhalten',
    stopping: 'Wird angehalten …',
    timeLeft: 'noch {{time}}',
    perSecond: '{{rate}} pro Sekunde',
  },

  start: {
    title: 'Willkommen bei Smearlab',
  },

  library: {
    title: 'Bibliothek',
  },

  masks: {
    title: 'Masken',
  },

  subsets: {
    title: 'Teilmengen',
  },

  settings: {
    title: 'Einstellungen',
  },

  parts: {
    cancel: 'Abbrechen',
  },

  words: {
    unlabelled: 'Ohne Klasse',
    split: { train: 'Training', val: 'Validierung', test: 'Test' },
    mask: { drawn: 'Gezeichnet', lab: 'Labor', accepted: 'Angenommen', proposed: 'Vorgeschlagen' },
  },
};
