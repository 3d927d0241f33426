/** For tests: settings and imported data of a tiny study, as `planStudy` takes them. */
import type { DataSetRole, Split } from '../contract/words.ts';
import type { ImportedDataSet, LibraryImage } from '../library/dataSet.ts';
import type { StudyData } from './plan.ts';
import { resolveRecipes, type StudySettings } from './settings.ts';

export function tinySettings(more: Partial<StudySettings> = {}): StudySettings {
  return {
    seed: 5,
    subsets: [10, 100],
    dataSets: {
      wbc: { root: '/data/wbc', synthetic: false },
      cam16: { root: '/data/cam16', synthetic: false },
      prcc: { root: '/data/prcc', synthetic: true },
    },
    ...resolveRecipes({}, NO_OVERRIDES, { imageSize: 32, epochs: 4, batchSize: 8 }),
    ...more,
  };
}

export const NO_OVERRIDES = { imageSize: undefined, epochs: undefined, batchSize: undefined };

/** Four training images (the first of them masked), two for validation and one for test in each data set; the 10 % are one image. */
export function tinyData(): StudyData {
  const wbc = dataSetOf('wbc', ['A', 'B']);
  return {
    dataSets: { wbc, cam16: dataSetOf('cam16', ['normal', 'tumor']), prcc: dataSetOf('prcc', []) },
    subsets: new Map([
      [10, wbc.images.slice(0, 1)],
      [100, wbc.images.slice(0, 4)],
    ]),
  };
}

function dataSetOf(role: DataSetRole, classes: readonly string[]): ImportedDataSet {
  const splits: readonly Split[] = ['train', 'train', 'train', 'train', 'val', 'val', 'test'];
  return {
    ...{ id: 1, name: role, root: `/data/${role}`, hash: role.length.toString(16).repeat(64), classes, warnings: [] },
    images: splits.map((split, index) => imageOf(split, index, classes[index % 2] ?? null)),
  };
}

function imageOf(split: Split, index: number, name: string | null): LibraryImage {
  const mask = { path: `train/mask/${index}.png`, origin: 'lab' as const, sha256: 'c'.repeat(64), width: 8, height: 8, levels: [0, 255] };
  return {
    ...{ id: index + 1, sha256: String(index).repeat(64), path: `${split}/data/${index}.png`, class: name, split, width: 8, height: 8 },
    mask: index === 0 ? mask : null,
  };
}
