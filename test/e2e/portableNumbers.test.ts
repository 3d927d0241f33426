import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { newFolder } from './smearlab.ts';

const ONE_STEP = fileURLToPath(new URL('./standIns/oneStep.ts', import.meta.url));
const OTHER_RUNTIME = new URL('./standIns/otherRuntime.mjs', import.meta.url).href;

/** Rounding: 1e-7 for a number, more for a gradient that is a sum of thousands; seen are 2e-6 between processors. */
const TOLERANCE = 1e-5;

type Step = { readonly block: number | null; readonly numbers: Readonly<Record<string, readonly number[]>>; readonly stderr: string };

function oneStep(
  options: { readonly runtime?: string; readonly emulator?: readonly string[]; readonly networks?: readonly string[] } = {},
): Step {
  const file = join(newFolder(), 'step.json');
  const { runtime, emulator = [], networks = [] } = options;
  const preload = runtime === undefined ? [] : ['--import', OTHER_RUNTIME];
  const [command = '', ...args] = [...emulator, process.execPath, ...preload, ONE_STEP, file, ...networks];
  const env = { ...process.env, ...(runtime === undefined ? {} : { SMEARLAB_TEST_RUNTIME: runtime }) };
  const { status, stderr } = spawnSync(command, args, { encoding: 'utf8', env });
  if (status !== 0) throw new Error(`${command} ended with ${status}:\n${stderr}`);
  return { ...JSON.parse(readFileSync(file, 'utf8')), stderr };
}

/** ‖a − b‖ / ‖a‖ of each list of numbers. */
function distances(a: Step, b: Step): number[] {
  return Object.entries(b.numbers).map(([name, values]) => {
    const reference = a.numbers[name] ?? [];
    expect(values).toHaveLength(reference.length);
    const square = (sum: number, value: number) => sum + value ** 2;
    return Math.sqrt(values.map((value, at) => value - (reference[at] ?? 0)).reduce(square, 0) / reference.reduce(square, 0));
  });
}

describe('the numbers of a step on one thread', () => {
  let here: Step;
  beforeAll(() => {
    here = oneStep();
  });

  it('are the same bits in every process, in training and in inference', () => {
    expect(Object.keys(here.numbers)).toHaveLength(8);
    expect(oneStep().numbers).toEqual(here.numbers);
  });

  it.each([
    ['has no blocked convolutions', 'without blocks', 'ONNX Runtime has no blocked convolutions on this processor'],
    ['has blocks of an odd size', 'odd blocks', 'ONNX Runtime has no blocked convolutions on this processor'],
    ['has blocks that compute something else', 'wrong blocks', 'compute something else here'],
  ])('are the same, but for rounding, where the runtime %s, which is said once', (_, runtime, sentence) => {
    const there = oneStep({ runtime });
    expect(there.stderr.split('\n').filter((line) => line.includes('blocked convolutions'))).toEqual([expect.stringContaining(sentence)]);
    expect(Math.max(...distances(here, there))).toBeLessThan(TOLERANCE);
    if (here.block !== null) expect(there.numbers).not.toEqual(here.numbers);
  });

  it.runIf(process.arch === 'x64' && hasEmulator())(
    'are the same, but for rounding, on a processor without AVX, whose blocks are of 8 channels (needs qemu-x86_64 to emulate one)',
    () => {
      const there = oneStep({ emulator: ['qemu-x86_64', '-cpu', 'Nehalem'], networks: ['wbc'] });
      expect(there.block).toBe(8);
      expect(Object.keys(there.numbers)).toHaveLength(2);
      expect(Math.max(...distances(here, there))).toBeLessThan(TOLERANCE);
    },
  );
});

function hasEmulator(): boolean {
  try {
    execFileSync('qemu-x86_64', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
