import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { giveBack } from './giveBack.ts';

describe('giving memory back', () => {
  it('empties what the decoder made, and a second time does nothing', async () => {
    const made = await sharp({ create: { width: 64, height: 64, channels: 3, background: 'red' } })
      .jpeg()
      .toBuffer();
    expect(made.length).toBeGreaterThan(100);
    giveBack(made);
    expect(made).toHaveLength(0);
    expect(() => giveBack(made)).not.toThrow();
  });

  it('leaves a buffer alone that is a part of another one, such as of the pool of small ones', () => {
    const [small, beside] = [Buffer.from('small'), Buffer.from('beside it')];
    giveBack(small);
    expect([small, beside].map(String)).toEqual(['small', 'beside it']);
    const whole = new Uint8Array(10).fill(7);
    giveBack(whole.subarray(2));
    expect([...whole]).toEqual(new Array(10).fill(7));
  });
});
