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

  work: {
    begins: 'Beginnt …',
    far: '{{done}} von {{total}}',
    perMinute: '{{rate}} pro Minute',
    stop: 'Anhalten: {{name}}',
    finished: '{{name}}: fertig.',
    failed: '{{name}}: {{sentence}}',
    time: {
      moment: 'wenige Sekunden',
      seconds_one: 'etwa {{count}} Sekunde',
      seconds_other: 'etwa {{count}} Sekunden',
      minutes_one: 'etwa {{count}} Minute',
      minutes_other: 'etwa {{count}} Minuten',
      hours_one: 'etwa {{count}} Stunde',
      hours_other: 'etwa {{count}} Stunden',
      days_one: 'etwa {{count}} Tag',
      days_other: 'etwa {{count}} Tage',
    },
    names: {
      library: {
        import: 'Ordner einlesen',
        rescan: 'Nach Änderungen sehen',
        sample: 'Beispiel erzeugen',
        check: 'Prüfung',
        moves: 'Umzüge vorschlagen',
        moveApart: 'Auseinanderziehen',
      },
      masks: { propose: 'Masken vorschlagen' },
      settings: { devices: 'Geräte ausprobieren', backup: 'Sicherung anlegen' },
    },
  },

  words: {
    unlabelled: 'Ohne Klasse',
    split: { train: 'Training', val: 'Validierung', test: 'Test' },
    mask: { drawn: 'Gezeichnet', lab: 'Labor', accepted: 'Angenommen', proposed: 'Vorgeschlagen' },
  },
};
