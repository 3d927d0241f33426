/** Proposals for pictures that are no cells, for drawn cells, and for real ones; those for the synthetic sample are in test/e2e. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { randomFor } from '../../random/random.ts';
import type { Pixels } from '../bmp.ts';
import { type EvaluatedPart, evaluateProposer } from './evaluate.ts';
import { CYTOPLASM, levelsOfProposal, NUCLEUS, proposeMask } from './proposeMask.ts';

type Colour = readonly [red: number, green: number, blue: number];

function picture(width: number, height: number, colourAt: (x: number, y: number) => Colour): Pixels {
  const data = new Uint8Array(width * height * 3);
  for (let at = 0; at < width * height; at++) data.set(colourAt(at % width, Math.floor(at / width)), at * 3);
  return { data, width, height };
}

const GROUND: Colour = [235, 215, 215];
const PLASM: Colour = [190, 170, 205];
const KERNEL: Colour = [95, 60, 140];

/** A round cell with a round nucleus in it, radii as shares of the side. */
function cellPicture(width: number, height: number, [x, y]: readonly [number, number], cell = 0.3, nucleus = 0.18): Pixels {
  const side = Math.min(width, height);
  return picture(width, height, (column, row) => {
    const distance = Math.hypot(column - x * width, row - y * height) / side;
    return distance < nucleus ? KERNEL : distance < cell ? PLASM : GROUND;
  });
}

const evaluated = (folder: string, part: EvaluatedPart) =>
  evaluateProposer({ folder, part, onProgress: () => undefined, signal: new AbortController().signal });

describe('a proposal', () => {
  const random = randomFor(1, 'noise');
  it.each([
    ['a single pixel', picture(1, 1, () => KERNEL)],
    ['a line', picture(200, 1, (x) => (x % 2 === 0 ? KERNEL : GROUND))],
    ['one colour', picture(64, 64, () => GROUND)],
    ['black', picture(64, 64, () => [0, 0, 0])],
    ['white', picture(64, 64, () => [255, 255, 255])],
    ['grey levels', picture(64, 64, (x, y) => [x * 4, x * 4, (x + y) & 1 ? x * 4 : x * 4])],
    ['noise', picture(64, 64, () => [random.integer(0, 255), random.integer(0, 255), random.integer(0, 255)])],
    ['a cell that the border cuts', cellPicture(80, 80, [0.02, 0.5])],
    ['an oblong picture', cellPicture(160, 40, [0.5, 0.5])],
    ['a large picture', cellPicture(900, 700, [0.5, 0.5])],
  ])('for %s ends, within the picture, with the nucleus in the cell', (_, pixels) => {
    const proposal = proposeMask(pixels);
    if (proposal === undefined) return;
    const { cell, nucleus } = proposal;
    for (const region of [cell, nucleus]) expect([region.width, region.height]).toEqual([pixels.width, pixels.height]);
    expect(nucleus.data.every((value, at) => value <= (cell.data[at] ?? 0))).toBe(true);
    expect(new Set(levelsOfProposal(proposal))).toEqual(
      new Set([0, CYTOPLASM, NUCLEUS].filter((level) => levelsOfProposal(proposal).includes(level))),
    );
  });

  it.each([
    ['one colour', picture(64, 64, () => GROUND)],
    ['black', picture(64, 64, () => [0, 0, 0])],
    ['white', picture(64, 64, () => [255, 255, 255])],
  ])('is not guessed where nothing is stained: %s', (_, pixels) => {
    expect(proposeMask(pixels)).toBeUndefined();
  });

  it('finds a drawn cell and its nucleus nearly to the pixel', () => {
    const pixels = cellPicture(120, 120, [0.5, 0.5]);
    const proposal = proposeMask(pixels);
    const areaOf = (radius: number) => Math.PI * (radius * 120) ** 2;
    const sum = (data: Uint8Array | undefined) => data?.reduce((total, value) => total + value, 0) ?? 0;
    expect(sum(proposal?.cell.data) / areaOf(0.3)).toBeCloseTo(1, 1);
    expect(sum(proposal?.nucleus.data) / areaOf(0.18)).toBeCloseTo(1, 1);
  });
});

const JTSC = fileURLToPath(new URL('../../../../shared/data/wbc-jtsc', import.meta.url));
const HAS_JTSC = existsSync(JTSC);

describe(`proposals for wbc-jtsc${HAS_JTSC ? '' : ' (not here: the folder ../shared/data/wbc-jtsc)'}`, () => {
  it.skipIf(!HAS_JTSC)(
    'agree with the experts on the half that nothing was tuned on: .90 in the mean for cells and for nuclei',
    async () => {
      const { rows } = await evaluated(JTSC, 'odd');
      const all = rows.at(-1);
      expect(all?.images).toBe(126);
      expect(all?.cell.mean).toBeGreaterThan(0.9);
      expect(all?.nucleus?.mean).toBeGreaterThan(0.9);
    },
  );
});
