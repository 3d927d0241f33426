import { describe, expect, it } from 'vitest';
import { type DeviceAnswer, deviceState, measurementOf } from './deviceAnswer.ts';

const OPENED: DeviceAnswer = { outcome: 'opened', identity: { engine: 'onnx', device: 'webgpu', versions: { onnxruntime: '1.30.0' } } };
const FAILED: DeviceAnswer = { outcome: 'failed', sentence: 'No card was found.', printed: '\u001b[31mno adapter\u001b[m\n' };
const KILLED: DeviceAnswer = { outcome: 'crashed', how: 'by SIGSEGV', printed: 'nvidia: oops' };
const ENDED: DeviceAnswer = { outcome: 'crashed', how: 'with exit status 134', printed: '' };
const SILENT: DeviceAnswer = { outcome: 'silent', afterSeconds: 59.6 };

describe('what smearlab devices tells', () => {
  it('of a device that opens', () => {
    expect(deviceState('webgpu', OPENED)).toEqual({ device: 'webgpu', opens: true, engine: 'onnx', versions: { onnxruntime: '1.30.0' } });
  });

  it.each([
    ['one that says why not', FAILED, /^No card was found\.$/, 'no adapter'],
    ['a driver that crashes', KILLED, /webgpu crashed .*by SIGSEGV.* use the cpu\.$/, 'nvidia: oops'],
    ['a driver that ends the process', ENDED, /webgpu crashed .*exit status 134.* use the cpu\.$/, ''],
    ['a driver that hangs', SILENT, /webgpu said nothing for 60 seconds.* use the cpu\.$/, ''],
  ] as const)('of %s', (_, answer, reason, details) => {
    expect(deviceState('webgpu', answer)).toEqual({ device: 'webgpu', opens: false, reason: expect.stringMatching(reason), details });
  });
});

describe('what auto makes of', () => {
  it.each([
    ['a time', { outcome: 'measured', secondsPerStep: 0.2 }, { found: 'measured', secondsPerStep: 0.2 }],
    ['a failure', FAILED, { found: 'unusable', reason: 'No card was found.' }],
    ['a crash', KILLED, { found: 'unusable', reason: expect.stringContaining('crashed') }],
    ['silence', SILENT, { found: 'too slow', afterSeconds: 59.6 }],
  ] as const)('%s', (_, answer, found) => {
    expect(measurementOf('webgpu', answer)).toEqual({ device: 'webgpu', ...found });
  });
});
