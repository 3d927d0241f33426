import { describe, expect, it } from 'vitest';
import { WBC_CLASSES } from '../../contract/words.ts';
import { randomFor } from '../../random/random.ts';
import { decodePixels, type Pixels } from '../decode.ts';
import { decodeLevels } from '../decodeLevels.ts';
import { foreground } from '../masks.ts';
import { shippedParameters } from '../sample/parameters.ts';
import { picture } from '../sample/picture.ts';
import { dice } from './dice.ts';
import { disc, flat, painted, paintedCell } from './painted.fixture.ts';
import { sizeOf } from './plane.ts';
import { CYTOPLASM, levelsOfProposal, NUCLEUS, proposeMask } from './proposeMask.ts';

function noisy({ data, width, height }: Pixels, spread: number): Pixels {
  const random = randomFor(5, 'noise of a test');
  return { data: data.map((value) => Math.min(255, Math.max(0, value + random.uniform(-spread, spread)))), width, height };
}

function proposed(pixels: Pixels) {
  const proposal = proposeMask(pixels);
  if (proposal === undefined) throw new Error('No cell was found.');
  return proposal;
}

/** A region of the picture's size, of 0 and 1, with the nucleus in the cell. */
function expectSound(pixels: Pixels): void {
  const proposal = proposeMask(pixels);
  if (proposal === undefined) return;
  const { cell, nucleus } = proposal;
  expect([cell.width, cell.height, cell.data.length]).toEqual([pixels.width, pixels.height, pixels.width * pixels.height]);
  expect([nucleus.width, nucleus.height, nucleus.data.length]).toEqual([pixels.width, pixels.height, pixels.width * pixels.height]);
  expect(nucleus.data.every((value, at) => value === 0 || (value === 1 && cell.data[at] === 1))).toBe(true);
}

describe('a picture without a stained cell', () => {
  it.each([
    ['1 × 1', flat(1, 1)],
    ['2 × 1', flat(2, 1)],
    ['white', flat(40, 40, [255, 255, 255])],
    ['black', flat(40, 40, [0, 0, 0])],
    ['all of the nucleus’ colour', flat(40, 40, [95, 45, 130])],
    ['background with a camera’s noise', noisy(flat(120, 120), 4)],
    [
      'red cells alone, pale',
      painted(120, 120, [
        [
          [disc(20, 20, 18), disc(100, 60, 18)],
          [246, 236, 222],
        ],
      ]),
    ],
  ])('gets no proposal: %s', (_, pixels) => {
    expect(proposeMask(pixels)).toBeUndefined();
  });
});

describe('a hostile picture', () => {
  const random = randomFor(3, 'pixels of a test');
  it.each([
    ['2 × 2 of four colours', { data: Uint8Array.of(0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 0, 255), width: 2, height: 2 }],
    ['a line', painted(300, 1, [[[disc(150, 0, 20)], [95, 45, 130]]])],
    ['a column', painted(1, 300, [[[disc(0, 150, 20)], [95, 45, 130]]])],
    ['noise', { data: Uint8Array.from({ length: 90 * 60 * 3 }, () => random.uniform(0, 256)), width: 90, height: 60 }],
    [
      'black but for one pixel',
      painted(50, 50, [
        [[disc(25, 25, 80)], [0, 0, 0]],
        [[disc(25, 25, 1)], [255, 255, 255]],
      ]),
    ],
    ['a nucleus that fills all but a corner', painted(60, 60, [[[disc(30, 30, 40)], [95, 45, 130]]])],
    ['a nucleus in a corner', painted(80, 80, [[[disc(0, 0, 12)], [95, 45, 130]]])],
    ['wider than its reduction divides', painted(401, 203, [[[disc(200, 100, 40)], [95, 45, 130]]])],
  ])('gets a sound proposal or none: %s', (_, pixels) => {
    expectSound(pixels);
  });
});

describe('a painted cell', () => {
  it.each([
    ['with a round nucleus', 120, disc(60, 60, 40), [disc(55, 58, 22)], []],
    ['with a nucleus at its edge', 120, disc(60, 60, 40), [disc(82, 60, 17)], []],
    ['with four lobes', 120, disc(60, 60, 42), [disc(44, 44, 10), disc(76, 44, 10), disc(44, 76, 10), disc(76, 76, 10)], []],
    ['off the middle', 120, disc(45, 70, 34), [disc(45, 70, 18)], []],
    ['of 300 pixels, which is looked at in small', 300, disc(150, 150, 100), [disc(140, 150, 55)], []],
    ['that red cells touch', 160, disc(80, 80, 38), [disc(76, 80, 21)], [disc(28, 70, 24), disc(126, 96, 22), disc(80, 140, 24)]],
    ['with another nucleus far off', 160, disc(80, 80, 38), [disc(80, 80, 21)], [disc(10, 10, 20)]],
  ] as const)('%s is found', (_, side, cell, nuclei, red) => {
    const exact = paintedCell(side, cell, nuclei, red);
    for (const pixels of [exact.pixels, noisy(exact.pixels, 6)]) {
      const { cell: found, nucleus } = proposed(pixels);
      expect(dice(found, exact.cell)).toBeGreaterThan(0.96);
      expect(dice(nucleus, exact.nucleus)).toBeGreaterThan(0.93);
    }
  });

  it('that the picture’s border cuts is found up to the border', () => {
    const exact = paintedCell(120, disc(60, 12, 38), [disc(60, 14, 20)]);
    const { cell, nucleus } = proposed(exact.pixels);
    expect(dice(cell, exact.cell)).toBeGreaterThan(0.93);
    expect(dice(nucleus, exact.nucleus)).toBeGreaterThan(0.93);
  });

  it('in a grey picture is found as well', () => {
    const exact = paintedCell(120, disc(60, 60, 40), [disc(60, 60, 20)]);
    const grey = exact.pixels.data.map((_, at, data) => data[at - (at % 3) + 1] ?? 0);
    const { cell, nucleus } = proposed({ ...exact.pixels, data: grey });
    expect(dice(cell, exact.cell)).toBeGreaterThan(0.96);
    expect(dice(nucleus, exact.nucleus)).toBeGreaterThan(0.93);
  });

  it('is found whatever the colour of the light', () => {
    const exact = paintedCell(120, disc(60, 60, 40), [disc(55, 58, 22)]);
    const yellow = exact.pixels.data.map((value, at) => (at % 3 === 2 ? Math.round(value * 0.55) : value));
    const { cell, nucleus } = proposed({ ...exact.pixels, data: yellow });
    expect(dice(cell, exact.cell)).toBeGreaterThan(0.96);
    expect(dice(nucleus, exact.nucleus)).toBeGreaterThan(0.93);
  });

  it('between black bars is found as without, and the bars are none of it', () => {
    const exact = paintedCell(120, disc(60, 60, 40), [disc(60, 60, 20)]);
    const data = exact.pixels.data.slice();
    for (let y = 0; y < 120; y++)
      for (const x of [0, 1, 2, 3, 4, 5, 114, 115, 116, 117, 118, 119]) data.fill(0, (y * 120 + x) * 3, (y * 120 + x) * 3 + 3);
    const { cell } = proposed({ ...exact.pixels, data });
    expect(dice(cell, exact.cell)).toBeGreaterThan(0.96);
    expect(cell.data[60 * 120 + 2]).toBe(0);
  });

  it('gives the same proposal every time, and levels that say which pixels are what', () => {
    const { pixels } = paintedCell(120, disc(60, 60, 40), [disc(60, 60, 20)], [disc(8, 8, 12)]);
    const first = proposed(pixels);
    expect(proposed(pixels)).toEqual(first);
    const levels = levelsOfProposal(first);
    expect([levels[0], levels[60 * 120 + 95], levels[60 * 120 + 60]]).toEqual([0, CYTOPLASM, NUCLEUS]);
    expect(levels.filter((level) => level === NUCLEUS)).toHaveLength(sizeOf(first.nucleus));
    expect(foreground(levels)).toEqual(first.cell.data);
  });
});

it.each(WBC_CLASSES)('the synthetic sample’s %s is found by its exact mask', async (name) => {
  const parameters = { ...shippedParameters(), imageSize: 128 };
  const scores: number[] = [];
  for (let number = 1; number <= 6; number++) {
    const planned = { subject: { set: 'wbc', class: name }, split: 'train', number, image: 'i.png', mask: 'm.png' } as const;
    const { image, mask } = await picture(planned, 4, parameters);
    const { cell } = proposed(await decodePixels(image, 'i.png'));
    scores.push(dice(cell, { ...cell, data: foreground((await decodeLevels(mask ?? Buffer.alloc(0), 'm.png')).data) }));
  }
  expect(scores.reduce((sum, score) => sum + score, 0) / scores.length).toBeGreaterThan(0.9);
});
