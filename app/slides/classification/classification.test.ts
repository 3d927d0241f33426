import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SlideModel } from '../../contract/slides.ts';
import { cellsOf, type FoundResult, waitingCells } from '../../store/cells.ts';
import { readSlide } from '../../store/slides.ts';
import { openStore, type Store } from '../../store/store.ts';
import { CLASSES, makeImage, makeRunFolder } from '../../training/explanation/runFolder.fixture.ts';
import { cellsOfFolder } from '../opening/cellFiles.ts';
import { openSlide } from '../opening/openSlide.ts';
import type { Classifier } from './classifying.ts';
import { classifySlide } from './classifySlide.ts';
import { classifierInThisProcess } from './inThisProcess.fixture.ts';
import { turnedBatch, VIEWS } from './views.ts';

const never = new AbortController().signal;
const quiet = { signal: never, onProgress: () => undefined };
const CELLS = 20;

let root = '';
let model: SlideModel;
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'smearlab-classify-'));
  makeRunFolder(join(root, 'run'));
  for (let at = 0; at < CELLS; at++) await makeImage(join(root, `slide-${at + 10}.png`), at + 1);
  model = {
    ...{ run: null, name: 'made', folder: join(root, 'run'), network: 'wbc', classes: CLASSES, imageSize: 16, version: '0' },
    ...{ dataSet: { name: 'cells', hash: '0'.repeat(64) }, checkpoint: '1'.repeat(64) },
    ...{ temperature: 1, threshold: 0.4, targetError: null, testTimeAugmentation: false },
  };
});
afterAll(() => rmSync(root, { recursive: true }));

let store: Store;
let slide = 0;
beforeEach(async () => {
  store = openStore(':memory:');
  slide = await openSlide(store, { accession: 'A-1', notes: '', cells: await cellsOfFolder(root, never), ...quiet });
});
afterEach(() => store.close());

const classified = () => cellsOf(store, slide).map(({ result }) => (result.kind === 'classified' ? result.probabilities : null));

/** Tells what `classifier` tells, but no more than some batches. */
function endingAfter(batches: number, classifier = classifierInThisProcess()): Classifier {
  return {
    close: () => classifier.close(),
    classify: (request, onFound, signal) => {
      let told = 0;
      return classifier.classify(
        request,
        (found) => {
          if (told++ === batches) throw new Error('killed');
          onFound(found);
        },
        signal,
      );
    },
  };
}

describe('a slide that is classified', () => {
  it('has a result of every cell and is in review; the temperature and the threshold are applied', async () => {
    const classifier = classifierInThisProcess();
    await classifySlide(store, slide, { model, classifier, ...quiet });
    expect(readSlide(store, slide).state.kind).toBe('review');
    const asGiven = classified();
    for (const { result } of cellsOf(store, slide)) {
      if (result.kind !== 'classified') throw new Error('not classified');
      expect(result.isBelowThreshold).toBe(result.probability < 0.4);
      expect(result.second?.probability).toBe([...result.probabilities].sort((a, b) => b - a)[1]);
    }
    await classifySlide(store, slide, { model: { ...model, temperature: 0.1 }, classifier, ...quiet });
    const sharper = classified();
    expect(sharper.every((of, at) => Math.max(...(of ?? [])) > Math.max(...(asGiven[at] ?? [])))).toBe(true);
  });

  it('goes on where it stood, and comes to the same as one that was never interrupted', async () => {
    const whole = classifierInThisProcess();
    await classifySlide(store, slide, { model, classifier: whole, ...quiet });
    const expected = classified();
    await expect(classifySlide(store, slide, { model, classifier: endingAfter(1), ...quiet })).rejects.toThrow('killed');
    expect(readSlide(store, slide).state.kind).toBe('classifying');
    expect(waitingCells(store, slide)).toHaveLength(CELLS - 16);
    const asked: number[] = [];
    const counting: Classifier = {
      ...whole,
      classify: (request, ...rest) => {
        asked.push(request.cells.length);
        return whole.classify(request, ...rest);
      },
    };
    await classifySlide(store, slide, { model, classifier: counting, ...quiet });
    expect(asked).toEqual([CELLS - 16]);
    const apart = classified().map((of, at) =>
      Math.max(...(of ?? []).map((value, place) => Math.abs(value - (expected[at]?.[place] ?? 0)))),
    );
    expect(Math.max(...apart)).toBeLessThan(1e-5);
  });

  it('begins anew with another model, so that no two are mixed', async () => {
    await expect(classifySlide(store, slide, { model, classifier: endingAfter(1), ...quiet })).rejects.toThrow('killed');
    const other = { ...model, checkpoint: '2'.repeat(64) };
    await expect(classifySlide(store, slide, { model: other, classifier: endingAfter(0), ...quiet })).rejects.toThrow('killed');
    expect(waitingCells(store, slide)).toHaveLength(CELLS);
  });

  it('lists cells that cannot be classified with the reason, and classifies the others of their batch', async () => {
    const before = cellsOf(store, slide);
    const [gone, damaged, other] = [before[0], before[3], before[5]].map((cell) => cell?.file ?? '');
    rmSync(gone ?? '');
    writeFileSync(damaged ?? '', 'no image any more');
    await makeImage(other ?? '', 99);
    try {
      await classifySlide(store, slide, { model, classifier: classifierInThisProcess(), ...quiet });
      const results = cellsOf(store, slide).map(({ result }) => (result.kind === 'unclassified' ? result.reason : result.kind));
      expect(results.slice(0, 7)).toEqual(['missing', 'classified', 'classified', 'changed', 'classified', 'changed', 'classified']);
      expect(results.slice(7).every((kind) => kind === 'classified')).toBe(true);
      expect(readSlide(store, slide).state.kind).toBe('review');
    } finally {
      for (const [at, file] of [gone, damaged, other].entries()) await makeImage(file ?? '', [1, 4, 6][at] ?? 0);
    }
  });

  it('lists a file that was no image from the first, whose batch is read all the same', async () => {
    const file = join(root, 'slide-09.png');
    writeFileSync(file, 'no image');
    try {
      const with21 = await openSlide(store, { accession: 'A-2', notes: '', cells: await cellsOfFolder(root, never), ...quiet });
      expect(cellsOf(store, with21)[0]?.result).toMatchObject({ kind: 'unclassified', reason: 'unreadable' });
      await classifySlide(store, with21, { model, classifier: classifierInThisProcess(), ...quiet });
      const kinds = cellsOf(store, with21).map(({ result }) => result.kind);
      expect(kinds).toEqual(['unclassified', ...Array(CELLS).fill('classified')]);
    } finally {
      rmSync(file);
    }
  });

  it('is stopped between batches, keeping what was found', async () => {
    const stop = new AbortController();
    const asked = classifySlide(store, slide, {
      model,
      classifier: classifierInThisProcess(),
      ...quiet,
      signal: stop.signal,
      onKept: () => stop.abort(),
    });
    await expect(asked).rejects.toMatchObject({ kind: 'stopped' });
    expect(waitingCells(store, slide)).toHaveLength(CELLS - 16);
  });

  it('does not end while cells are not answered for', async () => {
    const silent: Classifier = { classify: async () => undefined, close: async () => undefined };
    await expect(classifySlide(store, slide, { model, classifier: silent, ...quiet })).rejects.toMatchObject({ kind: 'internal' });
    expect(readSlide(store, slide).state.kind).toBe('classifying');
  });

  it.each<[string, readonly number[]]>([
    ['too few', [1]],
    ['below 0', [-0.5, 1, 0.5]],
    ['not a number', [Number.NaN, 0, 1]],
  ])('refuses probabilities that are none: %s', async (_, probabilities) => {
    const mad: Classifier = {
      classify: async ({ cells }, onFound) =>
        onFound(cells.map(({ id }): FoundResult => ({ cell: id, kind: 'classified', probabilities }))),
      close: async () => undefined,
    };
    await expect(classifySlide(store, slide, { model: { ...model, temperature: 1 }, classifier: mad, ...quiet })).rejects.toThrow();
    expect(waitingCells(store, slide)).toHaveLength(CELLS);
  });
});

describe('test-time augmentation', () => {
  it('turns a batch in the eight ways, each another one, and each image by itself', () => {
    const size = 3;
    const batch = Float32Array.from({ length: 2 * 3 * size * size }, (_, at) => at);
    const turned = VIEWS.map((view) => turnedBatch(batch, size, view));
    expect(new Set(turned.map((of) => of.join())).size).toBe(8);
    for (const of of turned) {
      for (let plane = 0; plane < 6; plane++) {
        const part = (values: Float32Array) => [...values.subarray(plane * 9, plane * 9 + 9)].sort((a, b) => a - b);
        expect(part(of)).toEqual(part(batch));
      }
    }
    // Rows become columns.
    expect([...(turned[4] ?? batch).subarray(0, 9)]).toEqual([0, 3, 6, 1, 4, 7, 2, 5, 8]);
    expect([...(turned[1] ?? batch).subarray(0, 3)]).toEqual([2, 1, 0]);
  });

  it('says the same of a cell however it lies', async () => {
    const found: FoundResult[] = [];
    const turnedFile = join(root, 'turned.png');
    const sharp = (await import('sharp')).default;
    const [first] = cellsOf(store, slide);
    await sharp(first?.file).extract({ left: 0, top: 0, width: 30, height: 30 }).png().toFile(join(root, 'square.png'));
    await sharp(join(root, 'square.png')).rotate(90).png().toFile(turnedFile);
    const cells = [join(root, 'square.png'), turnedFile].map((file, id) => ({ id, file, sha256: null }));
    for (const testTimeAugmentation of [false, true]) {
      await classifierInThisProcess().classify({ folder: model.folder, cells, testTimeAugmentation }, (of) => found.push(...of), never);
    }
    rmSync(turnedFile);
    rmSync(join(root, 'square.png'));
    const apart = ([one, other]: FoundResult[]) =>
      one?.kind === 'classified' && other?.kind === 'classified'
        ? Math.max(...one.probabilities.map((value, at) => Math.abs(value - (other.probabilities[at] ?? 0))))
        : Number.NaN;
    // Not the same to the last digit: a turned picture is made smaller in another order.
    expect(apart(found.slice(2))).toBeLessThan(apart(found.slice(0, 2)) / 20);
  });
});
