import { describe, expect, it } from 'vitest';
import { pythonWithTorch } from './torchPeer.ts';

describe('without a Python that has PyTorch', () => {
  it.each([{ pythons: ['no-such-python'] }, { pythons: [process.execPath, 'no-such-python'] }])(
    'the comparison says so and what to do, for $pythons',
    async ({ pythons }) => {
      await expect(pythonWithTorch(pythons)).rejects.toMatchObject({
        kind: 'missing-file',
        message: expect.stringMatching(/can import torch.*Install it.*leave out --peer/),
      });
    },
  );
});
