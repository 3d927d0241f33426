import { describe, expect, it } from 'vitest';
import { blocksAgree } from './blockCheck.ts';
import { openOnnxEngine } from './engine.ts';

const options = { batch: 2, loss: { kind: 'cross-entropy' }, trainable: () => true } as const;

describe('the trial of the blocked convolutions', () => {
  it('passes where they give what the plain ones give', async () => {
    const plain = await openOnnxEngine({ threads: 1, convolutions: 'plain' });
    const blocked = await openOnnxEngine({ threads: 1, convolutions: 'blocked' });
    expect(await blocksAgree((network, isBlocked) => (isBlocked ? blocked : plain).compileTraining(network, options))).toBe(true);
  });

  it.each([
    ['another gradient', (value: number) => value * 1.05],
    ['a gradient that is no number', () => Number.NaN],
  ])('fails where they give %s', async (_, spoil) => {
    const engine = await openOnnxEngine({ threads: 1, convolutions: 'plain' });
    const agree = await blocksAgree(async (network, isBlocked) => {
      const step = await engine.compileTraining(network, options);
      if (!isBlocked) return step;
      return {
        dispose: () => step.dispose(),
        run: async (images, targets, state) => {
          const result = await step.run(images, targets, state);
          return { ...result, gradient: result.gradient.map(spoil) };
        },
      };
    });
    expect(agree).toBe(false);
  });

  it('fails where the runtime refuses them', async () => {
    expect(await blocksAgree(() => Promise.reject(new Error('no such operator')))).toBe(false);
  });
});
