/** What a report may be made of, with names that nobody should have chosen. */
import type { StudyResult, StudyRow } from '../../contract/studyResult.ts';
import type { Arm } from '../../contract/words.ts';
import type { ReportInput } from './input.ts';

export const HOSTILE = '<script>alert("x")</script>';
export const PIXEL = 'data:image/png;base64,AAAA';
const scores = { precision: 0.5, recall: 0.5, f1: 0.5, support: 4 };

function row(subset: number, arm: Arm): StudyRow {
  return {
    subset,
    arm,
    trainImages: 50,
    maskedCopies: arm === 'plain' ? 0 : 5,
    accuracy: 0.625,
    accuracyInterval: [0.4, 0.8],
    macroF1: 0.5,
    weightedF1: 0.6,
    perClass: { A: scores, [HOSTILE]: { ...scores, support: 0 } },
    confusion: [
      [5, 3],
      [0, 0],
    ],
    seconds: 3,
    epoch: 2,
    bestEpoch: 1,
    bestMacroF1: 0.51,
  };
}

export const hostileResult: StudyResult = {
  classes: ['A', HOSTILE],
  rows: [row(10, 'plain'), row(10, 'masks'), row(10, 'ensemble'), row(100, 'plain')],
  pretraining: {
    autoencoder: { validationMse: 0.0042, seconds: 5 },
    cam16: {
      classes: ['normal', HOSTILE],
      accuracy: 1,
      macroF1: 1,
      confusion: [
        [2, 0],
        [0, 2],
      ],
      seconds: 5,
    },
  },
  settings: {
    seed: 7,
    imageSize: 32,
    engine: HOSTILE,
    device: 'cpu',
    versions: { [HOSTILE]: HOSTILE },
    dataSets: { wbc: { root: `/data/${HOSTILE}`, hash: 'ab12', train: 50, val: 8, test: 0 } },
  },
  warnings: [`${HOSTILE} has no image in val.`],
  seconds: 61,
};

const metrics = { trainLoss: 1, trainAccuracy: 0.5, valLoss: 1.2, valAccuracy: 0.4, valMacroF1: 0.3, seconds: 1 };
export const hostileInput: ReportInput = {
  title: `A study of ${HOSTILE}`,
  createdAt: new Date('2026-11-23T05:51:13Z'),
  command: `smearlab study --wbc "${HOSTILE}"`,
  result: hostileResult,
  reference: [
    { subset: 100, arm: 'ensemble', images: 1171, accuracy: 0.9419, macroF1: 0.93, note: 'Its matrix covers 1171 images, not 1728.' },
  ],
  referencePretraining: {
    autoencoder: { validationMse: 0.001165 },
    cam16: {
      classes: ['normal', 'tumor'],
      accuracy: 0.8704,
      confusion: [
        [50, 4],
        [10, 44],
      ],
    },
  },
  curves: [
    {
      run: HOSTILE,
      network: 'wbc',
      metrics: [
        { epoch: 1, ...metrics },
        { epoch: 2, ...metrics, valLoss: Number.NaN },
      ],
    },
    {
      run: 'autoencoder',
      network: 'autoencoder',
      metrics: [{ epoch: 1, ...metrics, trainAccuracy: null, valAccuracy: null, valMacroF1: null }],
    },
  ],
  samples: [{ caption: HOSTILE, class: HOSTILE, image: PIXEL, mask: PIXEL, maskedCopy: PIXEL }],
  reconstructions: [{ original: PIXEL, reconstruction: PIXEL }],
  runs: [{ name: HOSTILE, network: 'wbc', state: 'interrupted', device: 'webgpu', seconds: null, epochs: 2 }],
};
