/**
 * The program packaged as its installers hold it, around a stand-in for Electron's own files: all that electron-builder does is done, but for
 * fetching those. Linux's is made, because Windows' and macOS' want a real program to write icons and names into.
 */
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractAll } from '@electron/asar';
import { ROOT } from './program.ts';

export type Package = {
  /** Holds app.asar and what lies beside it. */
  readonly resources: string;
  /** The program's file. */
  readonly program: string;
  remove(): void;
};

/** What Electron's program is known by to who changes its fuses: a mark, their version and number, and a byte for each. */
export const FUSES_MARK = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

/** Whether a package can be made here, or why not. */
export const WITHOUT_PACKAGE =
  process.platform === 'linux' ? undefined : 'skipped outside Linux, whose package alone needs no real Electron';

export async function makePackage(): Promise<Package> {
  const folder = mkdtempSync(join(tmpdir(), 'smearlab-package-'));
  const electron = join(folder, 'electron');
  mkdirSync(join(electron, 'resources'), { recursive: true });
  writeFileSync(join(electron, 'electron'), `${FUSES_MARK}\x01\x0900000000r`);
  chmodSync(join(electron, 'electron'), 0o755);
  for (const name of ['LICENSE', 'LICENSES.chromium.html']) writeFileSync(join(electron, name), '');
  const { status, output } = await build([`-c.electronDist=${electron}`, `-c.directories.output=${join(folder, 'out')}`]);
  if (status !== 0) throw new Error(output);
  const unpacked = join(folder, 'out', process.arch === 'arm64' ? 'linux-arm64-unpacked' : 'linux-unpacked');
  return {
    resources: join(unpacked, 'resources'),
    program: join(unpacked, 'smearlab'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Under vitest's own variables electron-builder says less. */
const OUTSIDE_TESTS = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^VITEST|^NODE_ENV$|^TEST$/.test(name)));

/** Runs electron-builder as `npm run package -- --dir` does, without building. */
export function build(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<{ status: number | null; output: string }> {
  const cli = join(ROOT, 'node_modules/electron-builder/cli.js');
  const child = spawn(process.execPath, [cli, '--dir', '--publish', 'never', ...args], {
    cwd: ROOT,
    env: { ...OUTSIDE_TESTS, ...environment },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data: Buffer) => {
      output += data;
    });
  }
  return new Promise((resolve) => child.on('close', (status) => resolve({ status, output })));
}

/**
 * Lays a package out as its own code sees it in Electron, which shows app.asar as a folder.
 * @returns the main file
 */
export function layOut({ resources }: Package): string {
  const seen = join(resources, 'seen');
  extractAll(join(resources, 'app.asar'), join(seen, 'app.asar'));
  renameSync(join(resources, 'app.asar.unpacked'), join(seen, 'app.asar.unpacked'));
  return join(seen, 'app.asar/dist/main/main.js');
}
