/** The program's life: second starts, windows closed under work, and an end that leaves nothing behind. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openApplication } from '../../app/application/application.ts';
import type { AskedOf } from '../../app/contract/contract.ts';
import { queueSchema } from '../../app/contract/training.ts';
import { isAlive } from '../../main/engine-process/port.ts';
import { servicesOf } from '../../main/faces/services.ts';
import { onEachKind } from './kinds.ts';
import { ask, childrenOf, makeFolders, type Program } from './program.ts';
import { until } from './standInProgram.ts';

/** The buttons of the question that is asked when work goes on. */
const FINISH = 0;
const STOP = 1;
const BACK = 2;

onEachKind("the program's life", (kind) => {
  let folders: ReturnType<typeof makeFolders>;
  let program: Program;
  beforeEach(async () => {
    folders = makeFolders();
    program = await kind.start(folders);
    await program.page.getByRole('heading', { level: 1 }).waitFor();
  });
  afterEach(async () => {
    if (isAlive(program.process)) process.kill(program.process, 'SIGKILL');
    await program.ended;
    folders.remove();
  });

  it('ends with its window when nothing goes on, and no child of it is left', async () => {
    const children = childrenOf(program.process);
    expect(children).not.toEqual([]);
    await program.closeWindow();
    expect(await program.ended).toBe(0);
    await until(() => Promise.resolve(!children.some(isAlive)));
    expect(await dataSets()).toBe(0);
  });

  it('is there once: a second start ends and brings the window of the first to the front', async () => {
    await program.minimize();
    await until(() => program.isMinimized());
    expect(await program.startAgain()).toBe(0);
    await until(async () => !(await program.isMinimized()));
    expect(await program.openWindows()).toBe(1);
  });

  it('stays when its window is closed under work and the person goes back', async () => {
    await beginWork();
    await program.answer({ button: BACK });
    await program.closeWindow();
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await program.openWindows()).toBe(1);
    expect(await ask(program.page, 'work.list', {})).toMatchObject([{ procedure: 'library.sample', state: { kind: 'running' } }]);
  });

  it('finishes its work without a window where the person wants that, and then ends', async () => {
    await beginWork();
    await program.answer({ button: FINISH });
    await program.closeWindow();
    await until(async () => (await program.openWindows()) === 0);
    expect(isAlive(program.process)).toBe(true);
    expect(await program.ended).toBe(0);
    expect(await dataSets()).toBe(1);
  });

  it('trains on without a window, leaves no engine process, and ends when the queue has come to its end', async () => {
    const { dataSet } = await ask(program.page, 'library.sample', {});
    const before = new Set(childrenOf(program.process));
    const order: AskedOf<'training.add'>['order'] = {
      kind: 'run',
      name: 'Overnight',
      dataSet,
      trainedOn: { kind: 'percent', percent: 1 },
      maskedCopies: false,
      recipe: { network: { name: 'wbc' }, imageSize: 16, training: { epochs: 3, batchSize: 4 } },
      seeds: [1],
      device: 'cpu',
    };
    await ask(program.page, 'training.add', { order });
    const engines = await until(() => {
      const now = childrenOf(program.process).filter((id) => !before.has(id));
      return Promise.resolve(now.length > 0 && now);
    });
    await program.answer({ button: FINISH });
    await program.closeWindow();
    expect(await program.ended).toBe(0);
    await until(() => Promise.resolve(!engines.some(isAlive)));
    const application = openApplication(folders.library, servicesOf(null));
    const { entries } = queueSchema.parse(await application.call('training.queue', {}, new AbortController().signal));
    await application.close();
    expect(entries).toMatchObject([{ name: 'Overnight', state: 'finished', runs: [{ epochsDone: 3 }] }]);
  });

  it('shows its window again to a second start while it finishes its work, and then stays', async () => {
    await beginWork();
    await program.answer({ button: FINISH });
    await program.closeWindow();
    await until(async () => (await program.openWindows()) === 0);
    expect(await program.startAgain()).toBe(0);
    await until(async () => (await program.openWindows()) === 1);
  });

  it('stops its work and ends at once where the person wants that', async () => {
    await beginWork();
    await program.answer({ button: STOP });
    await program.quit();
    expect(await program.ended).toBe(0);
    expect(await dataSets()).toBe(0);
  });

  it.skipIf(process.platform === 'win32')('stops its work and ends without a question at SIGTERM (not on Windows)', async () => {
    await beginWork();
    await program.answer({ button: BACK });
    process.kill(program.process, 'SIGTERM');
    expect(await program.ended).toBe(0);
    expect(await dataSets()).toBe(0);
  });

  it('leaves no engine process behind when it is killed', async () => {
    const before = new Set(childrenOf(program.process));
    void ask(program.page, 'settings.devices', {}).catch(() => undefined);
    const engines = await until(() => {
      const now = childrenOf(program.process).filter((id) => !before.has(id));
      return Promise.resolve(now.length > 0 && now);
    });
    process.kill(program.process, 'SIGKILL');
    await program.ended;
    await until(() => Promise.resolve(!engines.some(isAlive)));
  });

  async function beginWork(): Promise<void> {
    void ask(program.page, 'library.sample', {}).catch(() => undefined);
    await until(async () => (await ask(program.page, 'work.list', {})).length > 0);
  }

  /** Of the data folder, which must be free again. */
  async function dataSets(): Promise<number> {
    const application = openApplication(folders.library, servicesOf(null));
    const found = await application.call('library.dataSets', {}, new AbortController().signal);
    await application.close();
    return Array.isArray(found) ? found.length : -1;
  }
});
