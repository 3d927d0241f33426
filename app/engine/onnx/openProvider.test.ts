import { describe, expect, it } from 'vitest';
import { deviceSchema } from '../../contract/device.ts';
import { SmearlabError } from '../../contract/failure.ts';
import { computesAsProcessor } from './deviceTrial.ts';
import { openOnnxEngine } from './engine.ts';
import { PORTABLE, PROCESSOR } from './graph.ts';

describe('a device', () => {
  it('that is the processor opens everywhere', async () => {
    expect(await openOnnxEngine({ threads: 1, device: 'cpu' })).toMatchObject({ name: 'onnx', device: 'cpu' });
  });

  it.each(deviceSchema.exclude(['cpu', 'tensorflow']).options)(
    'called %s opens as itself, or is refused in a sentence with the runtime’s words as its cause',
    async (device) => {
      const opened = await openOnnxEngine({ threads: 1, device }).catch((error: unknown) => error);
      if (opened instanceof SmearlabError) {
        expect(opened.kind).toBe('engine');
        expect(opened.message).toMatch(/cpu\.$/);
        expect(String(opened.cause)).not.toBe('');
      } else expect(opened).toMatchObject({ name: 'onnx', device });
    },
  );
});

describe('the trial of a device', () => {
  it.each([PORTABLE, PROCESSOR])('passes on the processor with its own operations and with portable ones', async (target) => {
    expect(await computesAsProcessor({ provider: 'cpu', target, threads: 1 })).toBe(true);
  });
});
