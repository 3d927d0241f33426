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

  words: {
    unlabelled: 'Unlabelled',
    split: { train: 'Training', val: 'Validation', test: 'Test' },
    mask: { drawn: 'Drawn', lab: 'Lab', accepted: 'Accepted', proposed: 'Proposed' },
  },
};

/** The shape that every language has. */
export type Messages = typeof en;
