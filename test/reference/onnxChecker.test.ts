import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { onnxModel } from '../../app/export/onnx/onnxModel.ts';
import { classesOf, factsOf, NETWORK_NAMES, trainedNetwork } from '../../app/export/trained.fixture.ts';

const CHECKER = fileURLToPath(new URL('check_onnx.py', import.meta.url));
const SIZE = 20;

/** The PATH's Python may be another than the system's, which is the one that Debian's python3-onnx belongs to. */
const PYTHON = ['python3', '/usr/bin/python3', 'python'].find((python) => spawnSync(python, ['-c', 'import onnx']).status === 0);

const shapesSchema = z.record(z.string(), z.array(z.union([z.string(), z.number()])));
const readSchema = z.strictObject({
  producer: z.string(),
  opsets: z.record(z.string(), z.number()),
  metadata: z.record(z.string(), z.string()),
  inputs: shapesSchema,
  outputs: shapesSchema,
  without_shape: z.array(z.string()),
});

describe.skipIf(PYTHON === undefined)("ONNX's own checker (skipped where no Python can import onnx)", () => {
  const python = PYTHON ?? '';
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'smearlab-onnx-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function check(name: string, model: Uint8Array) {
    const file = join(folder, `${name}.onnx`);
    writeFileSync(file, model);
    return spawnSync(python, [CHECKER, file], { encoding: 'utf8' });
  }

  it.each(NETWORK_NAMES)('finds nothing wrong with the exported %s, knows every shape, and reads our facts in it', (name) => {
    const { status, stdout, stderr } = check(name, onnxModel(trainedNetwork(name, SIZE), factsOf(name, SIZE)));
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const [read] = z.tuple([readSchema]).parse(JSON.parse(stdout));
    expect(read).toMatchObject({ producer: 'Smearlab 1.2.3', opsets: { '': 17 }, without_shape: [] });
    expect(JSON.parse(read.metadata['classes'] ?? '')).toEqual(classesOf(name));
    expect(read.inputs).toEqual({ images: ['batch', 3, SIZE, SIZE] });
    const perClass = ['batch', classesOf(name).length];
    const outputs = { logits: perClass, probabilities: perClass };
    expect(read.outputs).toEqual(name === 'autoencoder' ? { reconstruction: ['batch', 3, SIZE, SIZE] } : outputs);
  });

  it.each([
    ['an operation that does not exist', 'Softmax', 'Softmux'],
    ['an attribute that does not exist', 'kernel_shape', 'kernel_shade'],
    ['a weight that is not there', 'fc.weight', 'fc.waight'],
  ])('refuses %s, so that its silence means something', (_, right, wrong) => {
    const model = Buffer.from(onnxModel(trainedNetwork('wbc', SIZE), factsOf('wbc', SIZE)));
    expect(model.indexOf(right)).toBeGreaterThan(0);
    model.write(wrong, model.indexOf(right));
    const { status, stderr } = check('wrong', model);
    expect(status).not.toBe(0);
    expect(stderr).toMatch(/checker\.|ValidationError|InferenceError/);
  });
});
