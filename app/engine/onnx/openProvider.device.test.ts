import { expect, it } from 'vitest';
import { PROCESSOR } from './graph.ts';
import { openProvider } from './openProvider.ts';
import { describeOnWebgpu, WEBGPU } from './webgpu.fixture.ts';

describeOnWebgpu('opening a device', () => {
  it('succeeds where a small network comes to what the processor comes to', async () => {
    await expect(openProvider('webgpu', WEBGPU)).resolves.toBeUndefined();
  });

  it('is refused where it does not, as with the operations that are for a processor alone', async () => {
    const refused = openProvider('webgpu', { ...WEBGPU, target: PROCESSOR });
    await expect(refused).rejects.toThrow('webgpu computes something else than the processor does');
  });
});
