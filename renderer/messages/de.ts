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
    about:
      'Eine Teilmenge ist ein Teil der Trainingsbilder, Klasse für Klasse gezogen. Bei gleichem Startwert liegt jede kleinere in jeder größeren, damit sich Läufe darauf vergleichen lassen.',
    draw: 'Teilmenge ziehen',
    by: 'Wie viel gezogen wird',
    byPercent: 'Anteil',
    byCount: 'Anzahl',
    presets: 'Übliche Anteile',
    percent: 'Prozent',
    count: 'Bilder je Klasse',
    floor: 'Mindestens',
    seed: 'Startwert',
    name: 'Name',
    help: {
      count: 'Soweit es so viele gibt.',
      floor: 'Bilder je Klasse.',
      seed: 'Ein anderer zieht andere.',
      name: 'Bleibt das Feld leer, heißt sie so.',
    },
    wrong: {
      percent: 'Ein Anteil über 0 bis 100, etwa 2,5.',
      count: 'Eine ganze Zahl ab 1.',
      floor: 'Eine ganze Zahl ab 0.',
      seed: 'Eine ganze Zahl von 0 bis 2147483647.',
      name: 'Ein Name beginnt mit einem Buchstaben oder einer Ziffer und hat bis zu 64 Buchstaben, Ziffern, Leerzeichen und . _ + % -',
    },
    save: 'Teilmenge speichern',
    saved_one: 'Gespeichert als {{name}}: {{count}} Bild.',
    saved_other: 'Gespeichert als {{name}}: {{count}} Bilder.',
    taken: 'Es gibt schon eine andere Teilmenge namens {{name}}.',
    replace: 'Ersetzen',
    counts: 'Was die Teilmenge von jeder Klasse hat',
    class: 'Klasse',
    drawn: 'Gezogen',
    of: 'Von',
    withMask: 'Mit Maske',
    few: 'wenige',
    total: 'Alle Klassen',
    images_one: '{{count}} Bild',
    images_other: '{{count}} Bilder',
    ofEachClass: '{{count}} je Klasse',
    nesting: {
      title: 'Verschachtelung',
      about: 'Gespeicherte Teilmengen mit Startwert {{seed}} neben der gerade gewählten.',
      own: 'Die gerade gewählte',
      all: 'Alle Trainingsbilder',
      inside: 'enthält die gewählte',
      contains: 'liegt in der gewählten',
      same: 'hat dieselben Bilder',
      apart: 'überschneidet sich mit ihr',
    },
    savedTitle: 'Gespeicherte Teilmengen',
    none: 'Noch ist keine Teilmenge gespeichert. Wählen Sie, wie viel gezogen wird, und speichern Sie sie.',
    settings: 'Gezogen mit',
    drawnAs: '{{amount}}, mindestens {{floor}} je Klasse, Startwert {{seed}}',
    old: 'Datensatz hat sich geändert',
    use: 'Einstellungen übernehmen',
    files: 'Dateiliste',
    forget: 'Vergessen',
  },

  settings: {
    title: 'Einstellungen',
  },

  words: {
    unlabelled: 'Ohne Klasse',
    split: { train: 'Training', val: 'Validierung', test: 'Test' },
    mask: { drawn: 'Gezeichnet', lab: 'Labor', accepted: 'Angenommen', proposed: 'Vorgeschlagen' },
  },
};
