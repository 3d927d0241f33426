/** `npm start` as a person runs it: in a process of its own, in a home without anything, where Electron cannot be had. */
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { isFolderLocked } from '../../app/store/folderLock.ts';
import { CHROMIUM, WITHOUT_CHROMIUM } from '../e2e/browser.ts';
import { childrenOf } from '../e2e/smearlab.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const INDEX = join(ROOT, 'dist/renderer/index.html');
const MAIN = join(ROOT, 'dist/main/main.js');

type Running = {
  readonly pid: number;
  readonly said: () => string;
  /** How it ended, when all of its processes have: the status, or the signal that npm ended itself by, as it was sent to it as well. */
  readonly ended: Promise<number | string | null>;
  /** The address, once it is printed. */
  address(): Promise<string>;
  /** Ctrl-C: every process of the terminal gets it. */
  interrupt(): void;
};

describe.skipIf(CHROMIUM === undefined || process.platform === 'win32')(`npm start (${WITHOUT_CHROMIUM}, and on Windows)`, () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'smearlab-home-'));
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  function start(args: readonly string[] = [], environment: Record<string, string> = {}): Running {
    return run(['npm', 'start', ...(args.length === 0 ? [] : ['--', ...args])], environment);
  }

  function run([program = '', ...args]: readonly string[], environment: Record<string, string> = {}): Running {
    // What stands for no display differs by system.
    const display = 'DISPLAY' in environment ? {} : { SSH_CONNECTION: '127.0.0.1 1 127.0.0.1 22' };
    const env = {
      PATH: process.env['PATH'] ?? '',
      HOME: home,
      ELECTRON_OVERRIDE_DIST_PATH: '/nowhere',
      npm_config_update_notifier: 'false',
    };
    const child = spawn(program, args, {
      cwd: ROOT,
      env: { ...env, ...display, ...environment },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data: Buffer) => {
        said += data;
      });
    }
    const ended = new Promise<number | string | null>((resolve) => child.on('close', (status, signal) => resolve(status ?? signal)));
    const pid = child.pid ?? 0;
    const interrupt = (signal: NodeJS.Signals = 'SIGINT') => void process.kill(-pid, signal);
    onTestFinished(async () => {
      if (child.exitCode === null && child.signalCode === null) interrupt('SIGKILL');
      await ended;
    });
    const address = async () => {
      await expect.poll(() => said, { timeout: 60_000 }).toMatch(/http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+\n/);
      return /http:\S+/.exec(said)?.[0] ?? '';
    };
    return { pid, ended, address, interrupt: () => interrupt(), said: () => said };
  }

  it('without a display says so and prints an address that a browser opens; Ctrl-C leaves no process and no lock', async () => {
    const running = start();
    const address = await running.address();
    expect(running.said()).toContain('because there is no display for a window here.');
    expect(running.said()).toContain(`The data folder is ${join(home, 'Smearlab')}.`);
    const browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: ['--no-sandbox'] });
    onTestFinished(() => browser.close());
    const page = await browser.newPage({ locale: 'en-GB' });
    await page.goto(address);
    await page.getByRole('heading', { level: 1 }).waitFor();
    expect(page.url()).toBe(`${new URL(address).origin}/`);
    expect(isFolderLocked(join(home, 'Smearlab'), 'library')).toBe(true);
    const processes = descendants(running.pid);
    expect(processes.length).toBeGreaterThan(0);
    await endedCleanly(running);
    await expect.poll(() => processes.filter(isAlive)).toEqual([]);
    expect(isFolderLocked(join(home, 'Smearlab'), 'library')).toBe(false);
    await expect(fetch(address)).rejects.toThrow();
  });

  it('with work under way stops it at Ctrl-C, and the next start opens what was done', async () => {
    const first = start();
    const browser = await chromium.launch({ executablePath: CHROMIUM ?? '', args: ['--no-sandbox'] });
    onTestFinished(() => browser.close());
    const page = await browser.newPage({ locale: 'en-GB' });
    await page.goto(await first.address());
    await page
      .getByRole('button', { name: /sample/i })
      .first()
      .click();
    await expect.poll(() => existsSync(join(home, 'Smearlab', 'sample')), { timeout: 30_000 }).toBe(true);
    await endedCleanly(first);
    expect(first.said()).toContain('work that goes on is stopped');
    const second = start();
    await page.goto(await second.address());
    await page.getByRole('heading', { level: 1 }).waitFor();
    await endedCleanly(second);
  });

  it('without Electron’s program says how to get it, and opens the browser of the system', async () => {
    const opened = standInForBrowser();
    const running = start([], { DISPLAY: ':99', SMEARLAB_OFFLINE: '1', PATH: opened.path });
    const address = await running.address();
    expect(running.said()).toContain('because Electron’s program is not here; npm exec install-electron fetches it');
    expect(running.said()).not.toContain('Fetching');
    await expect.poll(opened.address).toBe(address);
    await endedCleanly(running);
  });

  it.each([
    ['does not answer', 'the network does not answer'],
    ['is not there', 'there is no network to fetch Electron’s program by'],
  ] as const)('where the network %s goes on within seconds', async (how, reason) => {
    const port = how === 'does not answer' ? await silentPort() : 9;
    const opened = standInForBrowser();
    const running = start([], {
      DISPLAY: ':99',
      ELECTRON_MIRROR: `http://127.0.0.1:${port}/`,
      PATH: opened.path,
      XDG_CACHE_HOME: join(home, 'cache'),
    });
    await running.address();
    expect(running.said()).toContain('Fetching Electron’s program');
    expect(running.said()).toContain(`because ${reason};`);
    await endedCleanly(running);
  });

  it('builds the screens where they are older than their sources, and only then', async () => {
    utimesSync(INDEX, 1000, 1000);
    const first = start(['--browser']);
    await first.address();
    expect(first.said()).toContain('Building the screens');
    expect(first.said()).toContain('as was asked.');
    expect(statSync(INDEX).mtimeMs).toBeGreaterThan(Date.now() - 120_000);
    first.interrupt();
    await first.ended;
    const second = start(['--browser']);
    await second.address();
    expect(second.said()).not.toContain('Building');
    second.interrupt();
    await second.ended;
  });

  it('on a data folder that another Smearlab has says so and ends with status 1, as the command line does', async () => {
    const folder = join(home, 'shared');
    const first = start(['--library', folder]);
    await first.address();
    const second = start(['--library', folder]);
    expect(await second.ended).toBe(1);
    expect(second.said()).toMatch(new RegExp(`smearlab: .*${folder}`));
    expect(second.said()).not.toContain('http://');
    await endedCleanly(first);
  });

  it('ends with status 0 when it is asked to, and a second time at once with 130', async () => {
    const program = [process.execPath, 'main/start.mjs', 'main/open/open.ts'];
    const willing = run(program);
    await willing.address();
    willing.interrupt();
    expect(await willing.ended).toBe(0);
    const unwilling = run([process.execPath, '--import', './test/e2e/standIns/serverThatStays.mjs', ...program.slice(1)]);
    await unwilling.address();
    unwilling.interrupt();
    await expect.poll(unwilling.said).toContain('Ending.');
    await wait(1000);
    expect(isAlive(unwilling.pid)).toBe(true);
    unwilling.interrupt();
    expect(await unwilling.ended).toBe(130);
    expect(isFolderLocked(join(home, 'Smearlab'), 'library')).toBe(false);
  });

  describe.skipIf(process.platform !== 'linux')(
    'with a stand-in for Electron’s program (skipped where it lies elsewhere than on Linux)',
    () => {
      /** It writes down what it is started with, and then does as `then` says. */
      function standIn(then: string): Record<string, string> {
        const folder = join(home, 'electron');
        mkdirSync(folder);
        writeFileSync(join(folder, 'electron'), `#!/bin/sh\necho "started with $*"\n${then}\n`);
        chmodSync(join(folder, 'electron'), 0o755);
        return { DISPLAY: ':99', ELECTRON_OVERRIDE_DIST_PATH: folder, PATH: standInForBrowser().path };
      }

      it('builds the window’s parts where they are missing, starts it on them, and ends as it ends', async () => {
        rmSync(MAIN, { force: true });
        const running = start(['--library', join(home, 'other')], standIn('exit 0'));
        expect(await running.ended).toBe(0);
        expect(running.said()).toContain('Building the window');
        expect(running.said()).toContain(`started with ${ROOT.replace(/\/$/, '')} --library ${join(home, 'other')}`);
        expect(running.said()).not.toContain('http://');
        expect(existsSync(MAIN)).toBe(true);
      });

      it('passes its failures on', async () => {
        const running = start([], standIn('echo "smearlab: Another command is changing the library" >&2; exit 1'));
        expect(await running.ended).toBe(1);
        expect(running.said()).not.toContain('http://');
      });

      it('ends it at Ctrl-C', async () => {
        const running = start([], standIn("trap 'echo window closed; exit 0' TERM INT; while true; do sleep 0.1; done"));
        await expect.poll(running.said, { timeout: 60_000 }).toContain('started with');
        const processes = descendants(running.pid);
        running.interrupt();
        expect([0, 'SIGINT']).toContain(await running.ended);
        expect(running.said()).toContain('window closed');
        await expect.poll(() => processes.filter(isAlive)).toEqual([]);
      });

      it('goes on in the browser where it never gets to a window, and says why', async () => {
        const running = start([], standIn('echo "Running as root without --no-sandbox is not supported." >&2; exit 1'));
        await running.address();
        expect(running.said()).toContain('because Electron could not set up its sandbox here.');
        await endedCleanly(running);
      });
    },
  );

  it('opens the data folder that was chosen; one that is gone is no reason for an empty one', async () => {
    const settings = join(home, '.config', 'smearlab');
    const folder = join(home, 'elsewhere');
    for (const made of [settings, folder]) mkdirSync(made, { recursive: true });
    writeFileSync(join(settings, 'data-folder.json'), JSON.stringify({ folder }));
    const running = start();
    await running.address();
    expect(running.said()).toContain(`The data folder is ${folder}.`);
    running.interrupt();
    await running.ended;
    rmSync(folder, { recursive: true });
    const second = start();
    expect(await second.ended).toBe(1);
    expect(second.said()).toContain(`The data folder ${folder} is not there.`);
    expect(existsSync(folder)).toBe(false);
  });

  it.each([
    ['an address to listen at', ['--host', '0.0.0.0'], 'unknown option'],
    ['no port', ['--port', '70000'], 'is no port'],
  ])('with %s is wrong usage, with status 2', async (_, args, said) => {
    const running = start(args);
    expect(await running.ended).toBe(2);
    expect(running.said()).toContain(said);
  });

  it('at a port that another program has says so', async () => {
    const port = await silentPort();
    const running = start(['--browser', '--port', String(port)]);
    expect(await running.ended).toBe(1);
    expect(running.said()).toContain(`Port ${port} is used by another program.`);
    expect(isFolderLocked(join(home, 'Smearlab'), 'library')).toBe(false);
  });

  /** In place of the system's way to open a browser: it writes down what it was given. */
  function standInForBrowser(): { readonly path: string; address(): string } {
    const [folder, file] = [join(home, 'bin'), join(home, 'opened')];
    mkdirSync(folder);
    for (const name of ['xdg-open', 'open']) {
      writeFileSync(join(folder, name), `#!/bin/sh\nprintf %s "$1" > '${file}'\n`);
      chmodSync(join(folder, name), 0o755);
    }
    const path = [folder, process.env['PATH'] ?? ''].join(delimiter);
    return { path, address: () => (existsSync(file) ? readFileSync(file, 'utf8') : '') };
  }
});

/** Ctrl-C, after which all of it has ended as it meant to. */
async function endedCleanly({ interrupt, ended, said }: Running): Promise<void> {
  interrupt();
  expect([0, 'SIGINT']).toContain(await ended);
  expect(said()).toMatch(/^Ending/m);
  expect(said()).not.toMatch(/smearlab:|Error|npm error/);
}

/** A port that takes connections and says nothing. */
async function silentPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function descendants(pid: number): number[] {
  const children = childrenOf(pid);
  return [...children, ...children.flatMap(descendants)];
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    // It has ended.
    return false;
  }
}
