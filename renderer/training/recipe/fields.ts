/** The fields of a recipe as a person sees them: where each lies in the recipe, what kind it is, and when it is there at all. Pure. */
import type { NetworkName } from '../../../app/contract/words.ts';

export const GROUPS = ['network', 'duration', 'optimizer', 'schedule', 'stability', 'classes', 'augmentation'] as const;
export type Group = (typeof GROUPS)[number];

/**
 * `whole`, `number`: typed; `optional`: null where nothing is typed; `switch`: an object or null; `names`: separated by commas;
 * `weights`: none, balanced, or a number for each class.
 */
export type FieldKind =
  | { readonly kind: 'whole' | 'number' | 'optional'; readonly unit?: string }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  | { readonly kind: 'switch' | 'flag' | 'names' | 'weights' };

export type Field = FieldKind & {
  readonly group: Group;
  readonly path: readonly (string | number)[];
  /** Only where another field has one of these values. */
  readonly when?: readonly [field: FieldId, ...values: string[]];
  readonly networks?: readonly NetworkName[];
};

const CLASSIFIERS: readonly NetworkName[] = ['cam16', 'wbc', 'ensemble'];
const NOT_ENSEMBLE: readonly NetworkName[] = ['autoencoder', 'cam16', 'wbc'];
const ENSEMBLE: readonly NetworkName[] = ['ensemble'];
const ADAMS = ['optimizer', 'adam', 'adamw'] as const;
const AUGMENTED = ['augment', 'on'] as const;
const NORMALISATIONS = ['none', 'subset'] as const;
const STATISTICS = ['running', 're-estimated'] as const;
const VIEWS = ['none', 'eight-views'] as const;
const SAMPLINGS = ['none', 'balanced', 'square-root'] as const;
const FLIPS = ['none', 'horizontal', 'vertical', 'both'] as const;

const training = (...path: (string | number)[]) => ['training', ...path];
const optimizer = (key: string) => training('optimizer', key);
const schedule = (key: string) => training('schedule', key);
const varied = (...path: string[]) => training('augmentation', ...path);

/** In the order in which they are shown. */
const TABLE = {
  imageSize: { group: 'network', kind: 'whole', path: ['imageSize'], unit: 'px' },
  weightA: { group: 'network', kind: 'number', path: ['network', 'weights', 0], networks: ENSEMBLE },
  weightB: { group: 'network', kind: 'number', path: ['network', 'weights', 1], networks: ENSEMBLE },
  weightC: { group: 'network', kind: 'number', path: ['network', 'weights', 2], networks: ENSEMBLE },
  fineTune: { group: 'network', kind: 'flag', path: ['network', 'fineTune'], networks: ENSEMBLE },
  normalisation: { group: 'network', kind: 'choice', path: training('normalisation'), choices: NORMALISATIONS, networks: NOT_ENSEMBLE },

  epochs: { group: 'duration', kind: 'whole', path: training('epochs') },
  stepsPerEpoch: { group: 'duration', kind: 'optional', path: training('stepsPerEpoch') },
  batchSize: { group: 'duration', kind: 'whole', path: training('batchSize') },
  keep: { group: 'duration', kind: 'choice', path: training('keep'), choices: ['last', 'best'] },
  stopEarly: { group: 'duration', kind: 'switch', path: training('earlyStopping') },
  stopPatience: { group: 'duration', kind: 'whole', path: training('earlyStopping', 'patience'), when: ['stopEarly', 'on'] },

  optimizer: { group: 'optimizer', kind: 'choice', path: optimizer('kind'), choices: ['adam', 'adamw', 'sgd'] },
  learningRate: { group: 'optimizer', kind: 'number', path: optimizer('learningRate') },
  weightDecay: { group: 'optimizer', kind: 'number', path: optimizer('weightDecay') },
  momentum: { group: 'optimizer', kind: 'number', path: optimizer('momentum'), when: ['optimizer', 'sgd'] },
  nesterov: { group: 'optimizer', kind: 'flag', path: optimizer('nesterov'), when: ['optimizer', 'sgd'] },
  beta1: { group: 'optimizer', kind: 'number', path: optimizer('beta1'), when: ADAMS },
  beta2: { group: 'optimizer', kind: 'number', path: optimizer('beta2'), when: ADAMS },
  epsilon: { group: 'optimizer', kind: 'number', path: optimizer('epsilon'), when: ADAMS },

  schedule: { group: 'schedule', kind: 'choice', path: schedule('kind'), choices: ['constant', 'cosine', 'step', 'plateau'] },
  warmUpEpochs: { group: 'schedule', kind: 'number', path: schedule('warmUpEpochs') },
  everyEpochs: { group: 'schedule', kind: 'whole', path: schedule('everyEpochs'), when: ['schedule', 'step'] },
  factor: { group: 'schedule', kind: 'number', path: schedule('factor'), when: ['schedule', 'step', 'plateau'] },
  plateauPatience: { group: 'schedule', kind: 'whole', path: schedule('patience'), when: ['schedule', 'plateau'] },
  threshold: { group: 'schedule', kind: 'number', path: schedule('threshold'), when: ['schedule', 'plateau'] },
  cooldown: { group: 'schedule', kind: 'whole', path: schedule('cooldown'), when: ['schedule', 'plateau'] },
  minimumFactor: { group: 'schedule', kind: 'number', path: schedule('minimumFactor'), when: ['schedule', 'cosine', 'plateau'] },

  clipNorm: { group: 'stability', kind: 'optional', path: training('clipNorm') },
  average: { group: 'stability', kind: 'switch', path: training('movingAverage') },
  averageDecay: { group: 'stability', kind: 'number', path: training('movingAverage', 'decay'), when: ['average', 'on'] },
  statistics: { group: 'stability', kind: 'choice', path: training('statistics'), choices: STATISTICS },
  freeze: { group: 'stability', kind: 'names', path: training('freeze') },

  testTimeAugmentation: {
    group: 'stability',
    kind: 'choice',
    path: training('testTimeAugmentation'),
    choices: VIEWS,
    networks: CLASSIFIERS,
  },

  sampling: { group: 'classes', kind: 'choice', path: training('sampling'), choices: SAMPLINGS, networks: CLASSIFIERS },
  classWeights: { group: 'classes', kind: 'weights', path: training('crossEntropy', 'classWeights'), networks: CLASSIFIERS },
  labelSmoothing: { group: 'classes', kind: 'number', path: training('crossEntropy', 'labelSmoothing'), networks: CLASSIFIERS },
  focalGamma: { group: 'classes', kind: 'number', path: training('crossEntropy', 'focalGamma'), networks: CLASSIFIERS },
  logitAdjustment: { group: 'classes', kind: 'number', path: training('crossEntropy', 'logitAdjustment'), networks: CLASSIFIERS },

  augment: { group: 'augmentation', kind: 'switch', path: varied() },
  flips: { group: 'augmentation', kind: 'choice', path: varied('flips'), choices: FLIPS, when: AUGMENTED },
  rotation: { group: 'augmentation', kind: 'number', path: varied('rotation'), when: AUGMENTED, unit: '°' },
  shift: { group: 'augmentation', kind: 'number', path: varied('shift'), when: AUGMENTED },
  scale: { group: 'augmentation', kind: 'number', path: varied('scale'), when: AUGMENTED },
  brightness: { group: 'augmentation', kind: 'number', path: varied('rgb', 'brightness'), when: AUGMENTED },
  contrast: { group: 'augmentation', kind: 'number', path: varied('rgb', 'contrast'), when: AUGMENTED },
  saturation: { group: 'augmentation', kind: 'number', path: varied('rgb', 'saturation'), when: AUGMENTED },
  stainScale: { group: 'augmentation', kind: 'number', path: varied('hed', 'scale'), when: AUGMENTED },
  stainShift: { group: 'augmentation', kind: 'number', path: varied('hed', 'shift'), when: AUGMENTED },
  mixup: { group: 'augmentation', kind: 'switch', path: training('mixup'), networks: CLASSIFIERS },
  mixupAlpha: { group: 'augmentation', kind: 'number', path: training('mixup', 'alpha'), when: ['mixup', 'on'] },
} as const;

export type FieldId = keyof typeof TABLE;
export const FIELDS: Readonly<Record<FieldId, Field>> = TABLE;

const isFieldId = (name: string): name is FieldId => Object.hasOwn(TABLE, name);
export const FIELD_IDS: readonly FieldId[] = Object.keys(TABLE).filter(isFieldId);

/** What is typed and set, by field; a switch is `on` or `off`. */
export type Values = Readonly<Record<FieldId, string>>;

/** Whether a field is there at all: for this network, and with what else is set. */
export function isThere(id: FieldId, network: NetworkName, values: Values): boolean {
  const { networks, when } = FIELDS[id];
  if (networks !== undefined && !networks.includes(network)) return false;
  if (when === undefined) return true;
  const [other, ...wanted] = when;
  return isThere(other, network, values) && wanted.includes(values[other]);
}
