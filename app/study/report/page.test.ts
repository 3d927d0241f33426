import { describe, expect, it } from 'vitest';
import type { StudyResult, StudyRow } from '../../contract/studyResult.ts';
import type { Arm } from '../../contract/words.ts';
import type { ReportInput } from './input.ts';
import { renderReport } from './page.ts';

const HOSTILE = '<script>alert("x")</script>';
const PIXEL = 'data:image/png;base64,AAAA';
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

const result: StudyResult = {
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
const input: ReportInput = {
  title: `A study of ${HOSTILE}`,
  createdAt: new Date('2026-11-23T05:51:13Z'),
  command: `smearlab study --wbc "${HOSTILE}"`,
  result,
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
const page = renderReport(input);
const text = page.replaceAll('\u00a0', ' ');

describe('the report', () => {
  it('runs no script and loads nothing, whatever names and paths are', () => {
    expect(page).not.toMatch(/<script/i);
    expect(page.split('&lt;script&gt;').length).toBeGreaterThan(15);
    expect(page).not.toMatch(/https?:|url\(|@import|<link|<iframe|\son\w+="/i);
    for (const [, address] of page.matchAll(/src="([^"]*)"/g)) expect(address).toMatch(/^data:image\//);
    expect(page).toContain("default-src 'none'");
  });

  it('writes no undefined, NaN or [object', () => {
    expect(page).not.toMatch(/undefined|NaN|\[object|Infinity/);
  });

  it('puts our numbers, their interval and the published row with its note side by side', () => {
    for (const expected of [
      '62.5 %',
      '40.0–80.0 %',
      'F1 0.500',
      '94.2 %',
      '1,171 images',
      'covers 1171 images, not 1728',
      '+ 5 masked copies',
    ])
      expect(text).toContain(expected);
  });

  it('says the autoencoder’s error beside the published one, and shows both CAM16 matrices', () => {
    for (const expected of ['0.0042', '0.001165', '44</small>']) expect(text).toContain(expected);
  });

  it('draws three charts of a classifier and one of the autoencoder, which has no accuracy', () => {
    expect(page.match(/role="img"/g)).toHaveLength(4);
    expect(page.match(/aria-label="Loss of autoencoder/g)).toHaveLength(1);
  });

  it('tells warnings, seed, hash, command and the state and device of each run', () => {
    for (const expected of ['has no image in val.', '>7<', 'ab12', 'smearlab study --wbc', 'interrupted', 'webgpu'])
      expect(text).toContain(expected);
  });

  it('can be made of a study of which nothing has finished', () => {
    const empty = renderReport({
      ...input,
      result: { ...result, rows: [], warnings: [] },
      reference: [],
      referencePretraining: undefined,
      curves: [],
      samples: [],
      reconstructions: undefined,
      runs: [],
    });
    expect(empty).not.toMatch(/undefined|NaN|Warnings about/);
    expect(empty).toContain('No run has finished an epoch.');
  });

  it('closes every element that it opens', () => {
    const times = (pattern: RegExp) => page.match(pattern)?.length ?? 0;
    for (const tag of ['table', 'tr', 'td', 'th', 'div', 'svg', 'figure', 'p', 'ul', 'li', 'h3', 'main', 'body', 'span', 'sup']) {
      expect([tag, times(new RegExp(`</${tag}>`, 'g'))]).toEqual([tag, times(new RegExp(`<${tag}[ >]`, 'g'))]);
    }
  });
});
