import { describe, expect, it } from 'vitest';
import { paddingOf } from './padding.ts';

/** Where TensorFlow lays the windows of `same` along a side: as its documentation has it, counted out pixel by pixel. */
function sameWindows(side: number, kernel: number, stride: number): number[] {
  const begins: number[] = [];
  for (let at = 0; at < side; at += stride) begins.push(at);
  const reach = (begins.at(-1) ?? 0) + kernel - side;
  return begins.map((begin) => begin - Math.floor(Math.max(reach, 0) / 2));
}

/** Where PyTorch lays them. */
function paddedWindows(side: number, kernel: number, stride: number, padding: number): number[] {
  const begins: number[] = [];
  for (let at = -padding; at + kernel <= side + padding; at += stride) begins.push(at);
  return begins;
}

const everyWindow = [1, 2, 3, 5, 7].flatMap((kernel) =>
  [1, 2, 3].flatMap((stride) => [0, 1, 2, 3].map((padding) => ({ kernel, stride, padding }))),
);

describe('paddingOf', () => {
  it.each(everyWindow)(
    'says `same` exactly where that lays the same windows: kernel $kernel, stride $stride, padding $padding',
    (window) => {
      const { kernel, stride, padding } = window;
      for (let side = 1; side <= 16; side++) {
        const wanted = paddedWindows(side, kernel, stride, padding);
        if (wanted.length === 0) continue;
        const isSame = sameWindows(side, kernel, stride).join() === wanted.join();
        expect(paddingOf([side, side], window), `side ${side}`).toBe(padding === 0 ? 'valid' : isSame ? 'same' : 'before');
      }
    },
  );

  it('pads before where one side would be right and the other not', () => {
    const window = { kernel: 3, stride: 2, padding: 1 };
    expect(paddingOf([7, 7], window)).toBe('same');
    expect(paddingOf([7, 8], window)).toBe('before');
    expect(paddingOf([8, 7], window)).toBe('before');
  });
});
