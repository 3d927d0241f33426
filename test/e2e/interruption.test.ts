import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { childrenOf, newFolder, numbersOf, readStudy, runsOf, said, smallStudy, smearlab, start, trainedBits } from './smearlab.ts';

const MIDDLE_OF_A_RUN = /wbc-10-masks {2}epoch 1\/2/;

/** Whether a process still runs; one that has ended and that nobody has asked after yet (a zombie) does not. */
function isAlive(pid: number): boolean {
  try {
    if (process.platform !== 'linux') return process.kill(pid, 0);
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    // There is none: that is what is asked.
    return false;
  }
}

async function states(out: string): Promise<Record<string, string>> {
  return Object.fromEntries(Object.entries(await runsOf(out)).map(([name, { state }]) => [name, state]));
}

describe('an interrupted study', () => {
  const whole = newFolder();
  beforeAll(async () => {
    expect((await smearlab(await smallStudy(whole))).status).toBe(0);
  });

  function expectSameAsWhole(out: string): void {
    expect(numbersOf(readStudy(out))).toEqual(numbersOf(readStudy(whole)));
    for (const run of ['autoencoder', 'cam16', 'wbc-10-masks', 'wbc-10-ensemble'])
      expect(trainedBits(out, run)).toBe(trainedBits(whole, run));
  }

  it('stops within two seconds of Ctrl-C with status 130, and goes on to the same bits as an uninterrupted one', async () => {
    const out = newFolder();
    const study = start(await smallStudy(out, '--verbose'));
    await said(study, MIDDLE_OF_A_RUN);
    const asked = performance.now();
    study.child.kill('SIGINT');
    const { status, stderr } = await study.ended;
    expect(performance.now() - asked).toBeLessThan(2000);
    expect(status).toBe(130);
    expect(stderr).toContain('--resume');
    expect(await states(out)).toMatchObject({ cam16: 'finished', 'wbc-10-masks': 'interrupted', 'wbc-10-ensemble': 'planned' });

    expect((await smearlab(await smallStudy(out, '--resume'))).status).toBe(0);
    expectSameAsWhole(out);
  });

  it('that was killed is shown as interrupted, leaves no engine process behind, and goes on to the same bits', async () => {
    const out = newFolder();
    const study = start(await smallStudy(out, '--verbose'));
    await said(study, MIDDLE_OF_A_RUN);
    const engines = childrenOf(study.child.pid ?? 0);
    expect(engines.length).toBe(1);
    study.child.kill('SIGKILL');
    await study.ended;
    expect(await states(out)).toMatchObject({ 'wbc-10-masks': 'interrupted' });
    await expect.poll(() => engines.filter(isAlive), { timeout: 5000 }).toEqual([]);

    expect((await smearlab(await smallStudy(out, '--resume'))).status).toBe(0);
    expectSameAsWhole(out);
  });

  it('whose engine process dies says so, ends with status 1, and goes on to the same bits', async () => {
    const out = newFolder();
    const study = start(await smallStudy(out, '--verbose'));
    await said(study, MIDDLE_OF_A_RUN);
    for (const engine of childrenOf(study.child.pid ?? 0)) process.kill(engine, 'SIGKILL');
    const { status, stderr } = await study.ended;
    expect(status).toBe(1);
    expect(stderr).toContain('The engine process ended unexpectedly');
    expect(await states(out)).toMatchObject({ 'wbc-10-masks': 'failed' });

    expect((await smearlab(await smallStudy(out, '--resume'))).status).toBe(0);
    expectSameAsWhole(out);
  });

  it('is not disturbed by a second study on the same folder, which is turned away', async () => {
    const out = newFolder();
    const first = start(await smallStudy(out, '--verbose'));
    await said(first, 'autoencoder  epoch 1/2');
    const second = await smearlab(await smallStudy(out, '--resume'));
    expect(second.status).toBe(1);
    expect(second.stderr).toContain('Another study is running');
    expect((await first.ended).status).toBe(0);
    expectSameAsWhole(out);
  });

  it('during import stops with status 130 and goes on', async () => {
    const out = newFolder();
    const study = start(await smallStudy(out));
    await said(study, 'Importing');
    study.child.kill('SIGINT');
    expect((await study.ended).status).toBe(130);
    expect((await smearlab(await smallStudy(out, '--resume'))).status).toBe(0);
    expectSameAsWhole(out);
  });
});
