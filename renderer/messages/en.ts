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
    about:
      'A subset is a part of the training images, drawn class by class. Of one seed every smaller subset lies inside every larger one, so that runs on them can be compared.',
    draw: 'Draw a subset',
    by: 'How much is drawn',
    byPercent: 'Percentage',
    byCount: 'Number',
    presets: 'Usual percentages',
    percent: 'Per cent',
    count: 'Images of each class',
    floor: 'At least',
    seed: 'Seed',
    name: 'Name',
    help: {
      count: 'As far as there are so many.',
      floor: 'Images of each class.',
      seed: 'Another seed draws others.',
      name: 'What is left empty is named so.',
    },
    wrong: {
      percent: 'A percentage over 0 up to 100, such as 2.5.',
      count: 'A whole number from 1.',
      floor: 'A whole number from 0.',
      seed: 'A whole number from 0 to 2147483647.',
      name: 'A name begins with a letter or digit and has up to 64 letters, digits, spaces and . _ + % -',
    },
    save: 'Save subset',
    saved_one: 'Saved as {{name}}: {{count}} image.',
    saved_other: 'Saved as {{name}}: {{count}} images.',
    taken: 'There is another subset called {{name}}.',
    replace: 'Replace it',
    counts: 'What the subset has of each class',
    class: 'Class',
    drawn: 'Drawn',
    of: 'Of',
    withMask: 'With mask',
    few: 'few',
    total: 'All classes',
    images_one: '{{count}} image',
    images_other: '{{count}} images',
    ofEachClass: '{{count}} of each class',
    nesting: {
      title: 'Nesting',
      about: 'Saved subsets of seed {{seed}} beside the one being chosen.',
      own: 'The one being chosen',
      all: 'All training images',
      inside: 'contains the chosen one',
      contains: 'lies inside the chosen one',
      same: 'has the same images',
      apart: 'overlaps it',
    },
    savedTitle: 'Saved subsets',
    none: 'No subset is saved yet. Choose how much is drawn, then save it.',
    settings: 'Drawn as',
    drawnAs: '{{amount}}, at least {{floor}} of each class, seed {{seed}}',
    old: 'data set has changed',
    use: 'Use settings',
    files: 'List of files',
    forget: 'Forget',
  },

  settings: {
    title: 'Settings',
  },

  words: {
    unlabelled: 'Unlabelled',
    split: { train: 'Training', val: 'Validation', test: 'Test' },
    mask: { drawn: 'Drawn', lab: 'Lab', accepted: 'Accepted', proposed: 'Proposed' },
  },
};

/** The shape that every language has. */
export type Messages = typeof en;
