/** Every text that a face shows, in English. Another language is another file of this shape. {{…}} is filled in. */
export const en = {
  frame: {
    library: 'Library',
    masks: 'Masks',
    subsets: 'Subsets',
    settings: 'Settings',
    skip: 'Skip to the content',
    connecting: 'Connecting to Smearlab …',
    lost: 'The connection to Smearlab is lost. Trying again …',
    retry: 'Try again',
    close: 'Close',
    dataSet: 'Data set',
    work: 'Work in progress',
    stop: 'Stop',
    stopping: 'Stopping …',
    timeLeft: '{{time}} left',
    perSecond: '{{rate}} per second',
  },

  start: {
    title: 'Welcome to Smearlab',
  },

  library: {
    title: 'Library',
  },

  masks: {
    title: 'Masks',
  },

  subsets: {
    title: 'Subsets',
  },

  settings: {
    title: 'Settings',
  },

  parts: {
    cancel: 'Cancel',
  },

  work: {
    begins: 'Beginning …',
    far: '{{done}} of {{total}}',
    perMinute: '{{rate}} per minute',
    stop: 'Stop: {{name}}',
    finished: '{{name}}: done.',
    failed: '{{name}}: {{sentence}}',
    time: {
      moment: 'a few seconds',
      seconds_one: 'about {{count}} second',
      seconds_other: 'about {{count}} seconds',
      minutes_one: 'about {{count}} minute',
      minutes_other: 'about {{count}} minutes',
      hours_one: 'about {{count}} hour',
      hours_other: 'about {{count}} hours',
      days_one: 'about {{count}} day',
      days_other: 'about {{count}} days',
    },
    names: {
      library: {
        import: 'Importing a folder',
        rescan: 'Looking for changes',
        sample: 'Making the sample',
        check: 'Checking',
        moves: 'Proposing moves',
        moveApart: 'Moving apart',
      },
      masks: { propose: 'Proposing masks' },
      settings: { devices: 'Trying devices', backup: 'Making a backup' },
    },
  },

  words: {
    unlabelled: 'Unlabelled',
    split: { train: 'Training', val: 'Validation', test: 'Test' },
    mask: { drawn: 'Drawn', lab: 'Lab', accepted: 'Accepted', proposed: 'Proposed' },
  },
};

/** The shape that every language has. */
export type Messages = typeof en;
