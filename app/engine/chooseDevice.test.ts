import { describe, expect, it } from 'vitest';
import { fastestDevice, type Measurement, onlyProcessor, patienceSeconds } from './chooseDevice.ts';

const measured = (device: Measurement['device'], secondsPerStep: number): Measurement => ({ device, found: 'measured', secondsPerStep });
const unusable = (device: Measurement['device'], reason: string): Measurement => ({ device, found: 'unusable', reason });
const tooSlow = (device: Measurement['device'], afterSeconds: number): Measurement => ({ device, found: 'too slow', afterSeconds });
const WHAT = 'wbc at 96 px, 32 images a step';

describe('the fastest device', () => {
  it.each([
    ['a graphics card that is faster', [measured('cpu', 0.33), measured('webgpu', 0.02)], 'webgpu'],
    ['one that is slower', [measured('cpu', 0.33), measured('webgpu', 0.6)], 'cpu'],
    ['two cards', [measured('cpu', 0.33), measured('webgpu', 0.05), measured('cuda', 0.03)], 'cuda'],
    ['one that does not open', [measured('cpu', 0.33), unusable('cuda', 'CUDA is not there.')], 'cpu'],
    ['one that was given up', [measured('cpu', 0.33), tooSlow('webgpu', 31.7)], 'cpu'],
    ['a processor that could not take the step', [unusable('cpu', 'Out of memory.'), measured('webgpu', 0.4)], 'webgpu'],
    ['the same time twice, the first', [measured('cpu', 0.2), measured('webgpu', 0.2)], 'cpu'],
    ['the processor alone', [measured('cpu', 0.2)], 'cpu'],
  ])('of %s', (_, measurements, expected) => {
    const { device, sentence } = fastestDevice(measurements, WHAT);
    expect(device).toBe(expected);
    expect(sentence).toMatch(new RegExp(`^auto takes ${expected}: [^.]*\\b${WHAT}\\b.*\\.$`));
  });

  it('is told with what was compared', () => {
    expect(fastestDevice([measured('cpu', 0.331), measured('webgpu', 0.0204), tooSlow('directml', 31.65)], WHAT).sentence).toBe(
      'auto takes webgpu: a step of wbc at 96 px, 32 images a step takes 20 ms there, 0.33 s on cpu, more than 32 s on directml, where it was given up.',
    );
  });

  it.each([
    ['the first reason where none could be measured', [unusable('cpu', 'Out of memory.'), unusable('cuda', 'No card.')], 'Out of memory.'],
    ['what to do where there is no reason', [tooSlow('webgpu', 30)], '--device cpu'],
    ['what to do where nothing was tried', [], '--device cpu'],
  ])('fails with %s', (_, measurements, said) => {
    expect(() => fastestDevice(measurements, WHAT)).toThrow(said);
  });
});

describe('the processor alone', () => {
  it.each([
    [[], 'auto takes cpu: nothing else opens on this computer.'],
    [['webgpu'] as const, 'auto takes cpu: nothing else opens on this computer (smearlab devices says why webgpu does not).'],
    [['webgpu', 'cuda'] as const, 'auto takes cpu: nothing else opens on this computer (smearlab devices says why webgpu, cuda do not).'],
  ])('is told with what does not open: %j', (devices, sentence) => {
    expect(onlyProcessor(devices)).toEqual({ device: 'cpu', sentence });
  });
});

it.each([
  [0, 30],
  [0.1, 30.5],
  [20, 130],
])('a device is given time to open, and more where a step takes the processor %d s', (seconds, patience) => {
  expect(patienceSeconds(seconds)).toBe(patience);
});
