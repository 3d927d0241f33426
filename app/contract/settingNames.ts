/**
 * What the settings of runs are called, in English: `network.weights` of a recipe is `network_weights` here, because translations take a dot for
 * a branch. Screens translate them; reports, which are English, do not.
 */
export const SETTING_NAMES = {
  arm: 'Arm',
  dataSet: 'Data set',
  dataSetHash: 'Data set hash',
  subset: 'Subset',
  seed: 'Seed',
  startsFrom: 'Starts from',
  engine: 'Engine',
  device: 'Device',
  network_name: 'Network',
  network_weights: 'Weights of the branches a, b, c',
  network_fineTune: 'Three parts trained on',
  imageSize: 'Image size (px)',
  maskedCopies: 'Masked copies',
  loss: 'Loss',
  training_epochs: 'Epochs',
  training_batchSize: 'Batch size',
  training_stepsPerEpoch: 'Steps per epoch',
  training_optimizer_kind: 'Optimizer',
  training_optimizer_learningRate: 'Learning rate',
  training_optimizer_weightDecay: 'Weight decay',
  training_optimizer_momentum: 'Momentum',
  training_optimizer_nesterov: 'Nesterov momentum',
  training_optimizer_beta1: 'Optimizer: β₁',
  training_optimizer_beta2: 'Optimizer: β₂',
  training_optimizer_epsilon: 'Optimizer: ε',
  training_earlyStopping: 'Stop early',
  training_earlyStopping_patience: 'Stop early: patience (epochs)',
  training_keep: 'Checkpoint kept',
  training_schedule_kind: 'Learning rate over time',
  training_schedule_warmUpEpochs: 'Warm-up (epochs)',
  training_schedule_everyEpochs: 'Learning rate: step every (epochs)',
  training_schedule_factor: 'Learning rate: factor',
  training_schedule_patience: 'Learning rate: patience (epochs)',
  training_schedule_threshold: 'Learning rate: threshold',
  training_schedule_cooldown: 'Learning rate: pause after a reduction (epochs)',
  training_schedule_minimumFactor: 'Learning rate: lowest factor',
  training_clipNorm: 'Longest gradient',
  training_movingAverage: 'Moving average of the weights',
  training_movingAverage_decay: 'Moving average: decay',
  training_freeze: 'Frozen layers',
  training_sampling: 'Sampling of the classes',
  training_crossEntropy_classWeights: 'Class weights',
  training_crossEntropy_labelSmoothing: 'Label smoothing',
  training_crossEntropy_focalGamma: 'Focal γ',
  training_crossEntropy_logitAdjustment: 'Logit adjustment τ',
  training_statistics: 'Statistics of batch norm',
  training_testTimeAugmentation: 'Views when predicting',
  training_augmentation: 'Augmentation',
  training_augmentation_flips: 'Augmentation: mirrored',
  training_augmentation_rotation: 'Augmentation: rotation up to (°)',
  training_augmentation_shift: 'Augmentation: shift up to',
  training_augmentation_scale: 'Augmentation: size up to',
  training_augmentation_rgb_brightness: 'Augmentation: brightness',
  training_augmentation_rgb_contrast: 'Augmentation: contrast',
  training_augmentation_rgb_saturation: 'Augmentation: saturation',
  training_augmentation_hed_scale: 'Augmentation: stain amount',
  training_augmentation_hed_shift: 'Augmentation: stain shift',
  training_mixup: 'Mixup',
  training_mixup_alpha: 'Mixup α',
  training_normalisation: 'Normalisation',
};

export type NamedSetting = keyof typeof SETTING_NAMES;

/** Under which its name is found; null for one that has none, such as the weight of a class, which is called as in a recipe file. */
export function namedSetting(name: string): NamedSetting | null {
  const key = name.replaceAll('.', '_');
  return isNamed(key) ? key : null;
}

function isNamed(key: string): key is NamedSetting {
  return Object.hasOwn(SETTING_NAMES, key);
}

/** Class weights are one for each class: `training.crossEntropy.classWeights.Blast` → Blast; null for any other setting. */
export function weightedClass(name: string): string | null {
  const before = 'training.crossEntropy.classWeights.';
  return name.startsWith(before) ? name.slice(before.length) : null;
}

/** What stands in a list, which is one value of the settings; null for a value that is none. */
export function listedValue(value: unknown): readonly (string | number)[] | null {
  if (typeof value !== 'string' || !value.startsWith('[')) return null;
  try {
    const list: unknown = JSON.parse(value);
    return Array.isArray(list) ? list.filter((one) => typeof one === 'string' || typeof one === 'number') : null;
  } catch {
    // A text that begins like a list, such as a name that somebody gave.
    return null;
  }
}
