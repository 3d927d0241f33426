import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { KERNELS, moduleOf, moduleText } from './kernels.ts';

describe('the compiled kernels of the engine', () => {
  it.each(KERNELS)('$module is what $text compiles to; npm run kernels makes it anew', async (kernel) => {
    expect(readFileSync(moduleOf(kernel), 'utf8')).toBe(await moduleText(kernel));
  });
});
