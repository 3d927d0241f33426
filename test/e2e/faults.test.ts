import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readTensors } from '../../app/training/safetensors.ts';
import {
  childrenOf,
  type Ended,
  newFolder,
  numbersOf,
  readStudy,
  runsOf,
  said,
  sharedSample,
  smearlab,
  start,
  trainedBits,
} from './smearlab.ts';

/** One subset, two epochs, 32 px, one thread. */
async function study(out: string, ...more: string[]): Promise<string[]> {
  const { wbc, cam16, prcc } = await sharedSample();
  const data = ['--wbc', wbc, '--cam16', cam16, '--prcc', prcc];
  return ['study', ...data, '--subsets', '10', '--size', '32', '--epochs', '2', '--threads', '1', '--out', out, ...more];
}

function recipeFile(recipe: object, file = join(newFolder(), 'recipe.json')): string {
  writeFileSync(file, JSON.stringify(recipe));
  return file;
}

const MIDDLE = 'wbc-10-masks  epoch 1/2';

/** Starts the study and does something to its engine process as soon as it has said `when`. */
async function broken(
  args: readonly string[],
  when: string,
  breakIt: (engine: number) => void,
  env: Record<string, string> = {},
): Promise<Ended> {
  const started = start([...args, '--verbose'], { env });
  await said(started, when);
  const [engine] = childrenOf(started.child.pid ?? 0);
  if (engine === undefined) throw new Error('There is no engine process.');
  breakIt(engine);
  return started.ended;
}

describe('a study whose engine breaks in the middle of a run', () => {
  const whole = newFolder();
  beforeAll(async () => {
    expect((await smearlab(await study(whole))).status).toBe(0);
  });

  /** One run says so, and what was finished before it stays. @returns its name */
  async function expectFailure(out: string, { status, stderr }: Ended, sentence: RegExp): Promise<string> {
    expect(status).toBe(1);
    expect(stderr).toMatch(sentence);
    const runs = await runsOf(out);
    const [failed] = Object.keys(runs).filter((name) => runs[name]?.state === 'failed');
    if (failed === undefined) throw new Error(`No run failed:\n${stderr}`);
    expect(runs[failed]?.failure).toMatch(sentence);
    expect(runs[failed]?.failure).toContain(failed);
    expect(runs['wbc-10-plain']?.state).toBe('finished');
    expect(trainedBits(out, 'wbc-10-plain')).toBe(trainedBits(whole, 'wbc-10-plain'));
    return failed;
  }

  /** It goes on from there to the bits of a study that nothing happened to. */
  async function expectSurvival(out: string): Promise<void> {
    expect((await smearlab(await study(out, '--resume'))).status).toBe(0);
    expect(numbersOf(readStudy(out))).toEqual(numbersOf(readStudy(whole)));
    for (const run of ['wbc-10-masks', 'wbc-10-ensemble']) expect(trainedBits(out, run)).toBe(trainedBits(whole, run));
  }

  it('because a driver crashes (SIGSEGV) says so and goes on', async () => {
    const out = newFolder();
    const ended = await broken(await study(out), MIDDLE, (engine) => process.kill(engine, 'SIGSEGV'));
    const sentence = /ended unexpectedly \(SIGSEGV\).*wbc-10-masks.*--resume/;
    expect(await expectFailure(out, ended, sentence)).toBe('wbc-10-masks');
    await expectSurvival(out);
  });

  it('because its device is lost (by a stand-in for the runtime) says so and goes on', async () => {
    const out = newFolder();
    const flag = join(newFolder(), 'lost');
    const standIn = new URL('./standIns/breakingRuntime.mjs', import.meta.url).href;
    const env = { NODE_OPTIONS: `--import ${standIn}`, SMEARLAB_TEST_BREAK: flag };
    const lost = () => writeFileSync(flag, 'WebGPU device lost (1): A valid external Instance reference no longer exists.');
    const ended = await broken(await study(out), MIDDLE, lost, env);
    const sentence = /wbc-10-masks lost its device after 1 of its 2 epochs: .*first epoch is kept.*--resume --device cpu/;
    expect(await expectFailure(out, ended, sentence)).toBe('wbc-10-masks');
    await expectSurvival(out);
  });

  it.runIf(hasCgroups())("because Linux' out-of-memory killer takes it says so and goes on (needs root and memory cgroups)", async () => {
    const out = newFolder();
    const group = `${CGROUPS}/smearlab-test-${process.pid}`;
    mkdirSync(group);
    try {
      writeFileSync(join(group, 'memory.limit_in_bytes'), '20000000');
      const ended = await broken(await study(out), MIDDLE, (engine) => writeFileSync(join(group, 'cgroup.procs'), String(engine)));
      expect(readFileSync(join(group, 'memory.oom_control'), 'utf8')).toContain('oom_kill 1');
      // It goes on with the memory it has until it needs more.
      await expectFailure(out, ended, /wbc-10-(masks|ensemble) ran out of memory after \d of its 2 epochs: .*SIGKILL.*--resume/);
      await expectSurvival(out);
    } finally {
      rmdirSync(group);
    }
  });
});

describe('a run that ONNX Runtime has no memory for', () => {
  it.runIf(hasPrlimit())('says so, and the study goes on by a recipe with a smaller batch (needs prlimit, of Linux)', async () => {
    const out = newFolder();
    const recipe = recipeFile({ autoencoder: { batchSize: 16 }, cam16: { batchSize: 64 } });
    const args = [...(await study(out)), '--size', '64', '--epochs', '1', '--recipe', recipe];
    const ended = await broken(args, 'autoencoder (run 1 of 5) finished', (engine) => limitMemory(engine, 100e6));
    expect(ended.status).toBe(1);
    const sentence =
      /The run cam16 ran out of memory after 0 of its 1 epochs: .*Failed to allocate memory.*change cam16.batchSize in --recipe FILE.*--resume/;
    expect(ended.stderr).toMatch(sentence);
    const { autoencoder, cam16 } = await runsOf(out);
    expect([autoencoder?.state, cam16?.state]).toEqual(['finished', 'failed']);
    expect(cam16?.failure).toMatch(sentence);
    recipeFile({ autoencoder: { batchSize: 16 }, cam16: { batchSize: 8 } }, recipe);
    const resumed = await smearlab([...args, '--resume']);
    expect(resumed.stderr).toContain('autoencoder (run 1 of 5) was finished before');
    expect(resumed.status).toBe(0);
  });
});

describe('a run that diverges', () => {
  it('ends its study with what to try, which works, until a run by that recipe is finished', async () => {
    const out = newFolder();
    const recipe = recipeFile({ wbc: { optimizer: { kind: 'sgd', learningRate: 1e30 } } });
    const args = [...(await study(out)), '--recipe', recipe];
    const { status, stderr } = await smearlab(args);
    expect(status).toBe(1);
    const sentence =
      /The run wbc-10-plain diverged: .* in epoch 1\. .*lower learningRate \(it was 1e\+30\).*change wbc in --recipe FILE.*--resume/;
    expect(stderr).toMatch(sentence);
    const { cam16, 'wbc-10-plain': plain } = await runsOf(out);
    expect(cam16?.state).toBe('finished');
    expect(plain?.failure).toMatch(sentence);

    recipeFile({ wbc: { optimizer: { kind: 'sgd', learningRate: 0.01 } } }, recipe);
    const resumed = await smearlab([...args, '--resume']);
    expect(resumed.stderr).toContain('cam16 (run 2 of 5) was finished before');
    expect(resumed.status).toBe(0);

    recipeFile({ wbc: { optimizer: { kind: 'sgd', learningRate: 0.02 } } }, recipe);
    const refused = await smearlab([...args, '--resume']);
    expect(refused.status).toBe(1);
    expect(refused.stderr).toContain('other settings (WBC recipe)');
  });

  it('from its run file alone says where its recipe is, and runs once that is changed', async () => {
    const out = newFolder();
    const recipe = recipeFile({ autoencoder: { optimizer: { kind: 'sgd', learningRate: 1e30 } } });
    expect((await smearlab([...(await study(out)), '--recipe', recipe])).status).toBe(1);
    const folder = join(newFolder(), 'autoencoder');
    mkdirSync(folder);
    const file = join(folder, 'run.json');
    copyFileSync(join(out, 'runs/autoencoder/run.json'), file);
    const ended = await smearlab(['run', file, '--threads', '1']);
    expect(ended.status).toBe(1);
    expect(ended.stderr).toMatch(/The run autoencoder diverged: .*lower learningRate.*Its recipe is in .*run\.json: change it there/);
    writeFileSync(file, readFileSync(file, 'utf8').replace('1e+30', '0.01'));
    expect((await smearlab(['run', file, '--threads', '1'])).status).toBe(0);
    const { tensors } = readTensors(join(folder, 'last.safetensors'));
    expect([...tensors.values()].every(({ values }) => values.every(Number.isFinite))).toBe(true);
  });
});

/** From here on the process gets so many bytes of address space beyond what it has. */
function limitMemory(pid: number, more: number): void {
  const [, kilobytes = ''] = /VmSize:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  execFileSync('prlimit', ['--pid', String(pid), `--as=${Number(kilobytes) * 1024 + more}`]);
}

function hasPrlimit(): boolean {
  try {
    execFileSync('prlimit', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Version 1 of the control groups, as containers and virtual machines often have them. */
const CGROUPS = '/sys/fs/cgroup/memory';

function hasCgroups(): boolean {
  const group = `${CGROUPS}/smearlab-probe-${process.pid}`;
  try {
    mkdirSync(group);
    writeFileSync(join(group, 'memory.limit_in_bytes'), '20000000');
    rmdirSync(group);
    return true;
  } catch {
    return false;
  }
}
