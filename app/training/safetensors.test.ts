import { mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SmearlabError } from '../contract/failure.ts';
import { readTensors, writeTensors } from './safetensors.ts';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'smearlab-'));
  file = join(folder, 'x.safetensors');
  writeTensors(
    file,
    [
      { name: 'a', shape: [2, 2], values: Float32Array.from([1, -2, 3.5, Number.MIN_VALUE]) },
      { name: 'b', shape: [0], values: new Float32Array() },
    ],
    { note: 'ä' },
  );
});

afterEach(() => rmSync(folder, { recursive: true }));

const kindOf = (act: () => unknown) => {
  try {
    act();
    return 'nothing thrown';
  } catch (error) {
    return error instanceof SmearlabError ? error.kind : String(error);
  }
};

describe('a file of tensors', () => {
  it('gives back bit for bit what was written, and leaves no temporary file', () => {
    const { tensors, metadata } = readTensors(file);
    expect(tensors.get('a')).toEqual({ name: 'a', shape: [2, 2], values: Float32Array.from([1, -2, 3.5, Number.MIN_VALUE]) });
    expect(tensors.get('b')?.values.length).toBe(0);
    expect(metadata['note']).toBe('ä');
    expect(readdirSync(folder)).toEqual(['x.safetensors']);
  });

  it.each([0, 4, 8, 20, 200])('cut to %i bytes is called damaged', (length) => {
    truncateSync(file, length);
    expect(kindOf(() => readTensors(file))).toBe('damaged-checkpoint');
  });

  it('with one flipped bit in a value is called damaged', () => {
    const bytes = readFileSync(file);
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    writeFileSync(file, bytes);
    expect(kindOf(() => readTensors(file))).toBe('damaged-checkpoint');
  });

  it('that is not there is called missing', () => {
    expect(kindOf(() => readTensors(join(folder, 'y')))).toBe('missing-file');
  });

  it('is left as it was when a new one cannot be written', () => {
    expect(kindOf(() => writeTensors(join(folder, 'no', 'x'), [], {}))).not.toBe('nothing thrown');
    expect(readTensors(file).metadata['note']).toBe('ä');
  });
});
