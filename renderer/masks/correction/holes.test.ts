import { expect, it } from 'vitest';
import { fillHoles } from './holes.ts';

/** Rows of `#` and `.`. */
function maskOf(rows: readonly string[]) {
  return {
    mask: Uint8Array.from(rows.join(''), (sign) => (sign === '#' ? 255 : 0)),
    size: { width: rows[0]?.length ?? 0, height: rows.length },
  };
}

it.each<[string, readonly string[], readonly string[]]>([
  ['a ring', ['.###.', '.#.#.', '.###.'], ['.###.', '.###.', '.###.']],
  ['a ring that is open at an edge', ['.###.', '.#...', '.###.'], ['.###.', '.#...', '.###.']],
  ['a ring that is open only at a corner', ['.##..', '.#.#.', '.###.'], ['.##..', '.###.', '.###.']],
  ['a bay that reaches the border of the image', ['#.#', '#.#', '###'], ['#.#', '#.#', '###']],
  ['a hole in a cell that fills the image', ['####', '#..#', '####'], ['####', '####', '####']],
  [
    'two holes, one with an island',
    ['#######', '#.#...#', '###.#.#', '..#...#', '..#####'],
    ['#######', '#######', '#######', '..#####', '..#####'],
  ],
  [
    'a winding way out',
    ['#######', '#.....#', '#.###.#', '#.#...#', '#.#####', '#......'],
    ['#######', '#.....#', '#.###.#', '#.#...#', '#.#####', '#......'],
  ],
  ['no cell', ['...', '...'], ['...', '...']],
  ['one pixel', ['...', '.#.', '...'], ['...', '.#.', '...']],
])('holes are filled, and nothing else: %s', (_, rows, filled) => {
  const { mask, size } = maskOf(rows);
  fillHoles(mask, size);
  expect(mask).toEqual(maskOf(filled).mask);
});

it('agrees with spreading from the border pixel by pixel, on masks of any kind', () => {
  for (let round = 1; round <= 60; round++) {
    const size = { width: 3 + (round % 17), height: 2 + (round % 13) };
    const mask = Uint8Array.from({ length: size.width * size.height }, (__, index) => (((index * round * 7919) % 101) % 3 === 0 ? 0 : 255));
    const expected = spread(mask, size);
    fillHoles(mask, size);
    expect(mask).toEqual(expected);
  }
});

function spread(mask: Uint8Array, { width, height }: { width: number; height: number }): Uint8Array {
  const outside = mask.map((value, index) => {
    const [x, y] = [index % width, Math.floor(index / width)];
    return value === 0 && (x === 0 || y === 0 || x === width - 1 || y === height - 1) ? 1 : 0;
  });
  for (let changed = true; changed; ) {
    changed = false;
    outside.forEach((isOutside, index) => {
      if (isOutside === 1 || mask[index] !== 0) return;
      const x = index % width;
      const beside = [index - width, index + width, x > 0 ? index - 1 : -1, x < width - 1 ? index + 1 : -1];
      if (!beside.some((other) => outside[other] === 1)) return;
      outside[index] = 1;
      changed = true;
    });
  }
  return outside.map((isOutside) => (isOutside === 1 ? 0 : 255));
}

it('takes a large mask whose background winds through it', () => {
  const size = { width: 2001, height: 1501 };
  const mask = new Uint8Array(size.width * size.height);
  for (let y = 1; y < size.height; y += 2) {
    const row = y * size.width;
    mask.fill(255, row, row + size.width);
    // A way through at the left, then at the right.
    mask[row + ((y >> 1) % 2 === 0 ? 0 : size.width - 1)] = 0;
  }
  const before = mask.slice();
  fillHoles(mask, size);
  expect(mask.every((value, index) => value === before[index])).toBe(true);
});
