/** What is packaged, by name: what usually breaks at the first start of an installed program. */

import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { builtinModules } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { extractFile, listPackage } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { madeDataSet } from '../../app/application/runs/madeDataSet.fixture.ts';
import { madeRun } from '../../app/application/runs/madeRuns.fixture.ts';
import { openLibrary } from '../../app/library/library.ts';
import { addStudy } from '../../app/store/studies.ts';
import { build, FUSES_MARK, makePackage, type Package, WITHOUT_PACKAGE } from './package.ts';
import { ROOT } from './program.ts';

/** What pdfkit would read for PDF/A, which our reports are not. */
const isUnused = (to: string) => to.endsWith('/data/sRGB_IEC61966_2_1.icc');

describe('what is built', () => {
  it('is where package.json says that the program begins', () => {
    const { main }: { main: string } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
    expect(main).toBe('dist/main/main.js');
    expect(existsSync(join(ROOT, main))).toBe(true);
  });

  it('has a preload of one CommonJS file that requires electron and nothing else', () => {
    expect(readdirSync(join(ROOT, 'dist/preload'))).toEqual(['preload.cjs']);
    const code = readFileSync(join(ROOT, 'dist/preload/preload.cjs'), 'utf8');
    expect([...code.matchAll(/\brequire\(([^)]*)\)/g)].map(([, name]) => name)).toEqual(['"electron"']);
    expect(code).not.toMatch(/^\s*(import|export)\b|\bimport\s*\(/m);
  });

  it.each([
    ['linux', 'x64'],
    ['linux', 'arm64'],
    ['win32', 'x64'],
    ['win32', 'arm64'],
    ['darwin', 'arm64'],
  ])('finds the native parts of %s on %s where electron-builder.yml looks for them', (platform, arch) => {
    expect(existsSync(join(ROOT, 'node_modules/onnxruntime-node/bin/napi-v6', platform, arch, 'onnxruntime_binding.node'))).toBe(true);
    expect(existsSync(join(ROOT, `node_modules/better-sqlite3/prebuilds/${platform}-${arch}.node`))).toBe(true);
  });
});

describe.skipIf(WITHOUT_PACKAGE !== undefined)(`a package (${WITHOUT_PACKAGE ?? 'for Linux'})`, () => {
  let made: Package;
  let archive: string;
  /** Every file by its path from the root, and whether it lies inside app.asar or beside it. */
  let places: ReadonlyMap<string, 'inside' | 'beside'>;
  const files = (pattern: RegExp) => [...places.keys()].filter((path) => pattern.test(path));
  const text = (path: string) => extractFile(archive, path).toString('utf8');
  beforeAll(async () => {
    made = await makePackage();
    archive = join(made.resources, 'app.asar');
    const beside = new Set(readdirSync(`${archive}.unpacked`, { recursive: true, encoding: 'utf8' }));
    const all = listPackage(archive, { isPack: false }).map((path) => path.slice(1));
    places = new Map(all.filter((path) => /\.[a-z]+(\.\d+)*$/.test(path)).map((path) => [path, beside.has(path) ? 'beside' : 'inside']));
  });
  afterAll(() => made.remove());

  it('has its own code inside the archive, where it cannot be changed unseen', () => {
    const own = files(/^(package\.json|dist\/(main|preload|renderer)\/)/);
    expect(own).toEqual(
      expect.arrayContaining(['package.json', 'dist/main/main.js', 'dist/preload/preload.cjs', 'dist/renderer/index.html']),
    );
    expect(own.filter((path) => places.get(path) !== 'inside')).toEqual([]);
  });

  it('has what processes and threads begin with, and every native library, beside the archive', () => {
    const opened = files(/^dist\/engine\/|\.(node|so|dll|dylib)(\.\d+)*$/);
    expect(opened).toEqual(expect.arrayContaining(['entry', 'worker', 'batches', 'threads'].map((name) => `dist/engine/${name}.mjs`)));
    for (const native of ['onnxruntime_binding.node', 'libonnxruntime.so.1', 'linux-x64.node', /sharp-linux.*\.node$/, /libvips.*\.so/]) {
      expect(opened).toContainEqual(expect.stringMatching(native));
    }
    expect(opened.filter((path) => places.get(path) !== 'beside')).toEqual([]);
  });

  it('has every package that its code imports, whole and beside the archive', () => {
    const imported = files(/^dist\/(main|engine)\/.*\.m?js$/).flatMap((path) =>
      [...text(path).matchAll(/^(?:import|export)\s[^"']*["']([^"'./][^"']*)["']/gm)].map(([, name = '']) => name),
    );
    const packages = [...new Set(imported)].filter(
      (name) => !name.startsWith('node:') && !builtinModules.includes(name) && name !== 'electron',
    );
    expect(packages.sort()).toEqual(['better-sqlite3', 'onnxruntime-node', 'sharp']);
    for (const name of packages) expect(places.get(`node_modules/${name}/package.json`)).toBe('beside');
  });

  it('has every file that its code names by its place, beside the archive where the code itself lies there', () => {
    const named = files(/^dist\/(main|engine)\/.*\.m?js$/).flatMap((by) =>
      [...text(by).matchAll(/new URL\(["']([^"']+)["'], import\.meta\.url/g)].map(([, to = '']) => ({ by, to: join(by, '..', to) })),
    );
    const names = named.map(({ to }) => to);
    expect(names).toEqual(expect.arrayContaining(['dist/engine/entry.mjs', 'dist/engine/threads.mjs', 'resources/sample.json']));
    expect(names.filter((to) => !places.has(to) && !isUnused(to))).toEqual([]);
    for (const letters of ['Condensed', 'Condensed-Bold', 'Mono']) {
      expect(places.get(`node_modules/dejavu-fonts-ttf/ttf/DejaVuSans${letters}.ttf`)).toBe('beside');
    }
    expect(named.filter(({ by, to }) => places.get(by) === 'beside' && places.get(to) !== 'beside' && !isUnused(to))).toEqual([]);
  });

  it('writes a report with the fonts that it brings', async () => {
    const root = join(made.resources, 'library');
    const { library, close } = openLibrary(root);
    const dataSetId = madeDataSet(library.store, 'blood', 40);
    const studyId = addStudy(library.store, '{}');
    const runs = ['one', 'two'].map((name) => madeRun(library.store, { studyId, dataSetId, name, skill: 2, epochs: 2 }));
    close();
    const thread = new Worker(join(`${archive}.unpacked`, 'dist/engine/threads.mjs'));
    const [answer] = await Promise.all([
      once(thread, 'message'),
      thread.postMessage({ type: 'do', job: 'report', input: { folder: root, reported: { kind: 'comparison', runs, baseline: runs[0] } } }),
    ]);
    await thread.terminate();
    expect(answer).toEqual([expect.objectContaining({ type: 'done' })]);
    const [folder = ''] = readdirSync(join(root, 'reports'));
    const pdf = readFileSync(join(root, 'reports', folder, `${folder}.pdf`), 'latin1');
    expect(pdf.match(/\/FontName \/[A-Z]+\+DejaVu\w+/g)?.length).toBeGreaterThan(1);
  });

  it('has nothing of other systems, of the screens’ libraries, of tests or sources', () => {
    const native = files(/\.(node|so|dll|dylib|exe)(\.\d+)*$/);
    expect(native.filter((path) => /win32|darwin|musl|arm64|\.(dll|dylib|exe)$/.test(path))).toEqual([]);
    expect(files(/^node_modules\/(react|@mui|electron|vite|node-)|\.tsx?$|\.map$|\.test\.|^(app|main|test|docs)\//)).toEqual([]);
  });

  it('has its fuses set: no plain Node, no options from outside, cookies encrypted, its own archive alone', () => {
    const program = readFileSync(made.program, 'latin1');
    const fuses = program.slice(program.indexOf(FUSES_MARK) + FUSES_MARK.length + 2);
    // In Electron's order: Node, cookies, NODE_OPTIONS, --inspect, integrity, archive alone, snapshot, file://.
    expect(fuses.slice(0, 8)).toBe('01001100');
  });

  it('is refused for a processor whose parts are not installed', async () => {
    const other = process.arch === 'arm64' ? 'x64' : 'arm64';
    const { status, output } = await build([`--${other}`, `-c.directories.output=${join(made.resources, 'other')}`]);
    expect(status).not.toBe(0);
    expect(output).toContain(`npm ci --os=linux --cpu=${other} brings what can be had.`);
  });
});

describe.skipIf(WITHOUT_PACKAGE !== undefined)(`npm run package (${WITHOUT_PACKAGE ?? 'for Linux'})`, () => {
  it('comes as far as fetching Electron where there is none, and fails of that alone', async () => {
    const cache = mkdtempSync(join(tmpdir(), 'smearlab-no-electron-'));
    const mirror = await emptyMirror();
    const nowhere = { ELECTRON_MIRROR: mirror.address, electron_config_cache: cache, ELECTRON_BUILDER_CACHE: cache };
    const { status, output } = await build([`-c.directories.output=${cache}`], nowhere);
    mirror.close();
    rmSync(cache, { recursive: true, force: true });
    expect(status).not.toBe(0);
    expect(output).toMatch(/packaging\s+platform=linux arch=\w+ electron=\d/);
    expect(output).toMatch(/404/);
    expect(mirror.asked.length).toBeGreaterThan(0);
    for (const path of mirror.asked) expect(path).toMatch(/\/(electron-v[\d.]+-linux-\w+\.zip|SHASUMS256\.txt)$/);
  });

  it('refuses a setting that electron-builder does not know', async () => {
    const { status, output } = await build(['-c.electronFuses.noSuchFuse=true']);
    expect(status).not.toBe(0);
    expect(output).toMatch(/invalid configuration.*\n.*configuration\.electronFuses/i);
  });
});

/** A place to fetch Electron from that has nothing, and remembers what it was asked for. */
async function emptyMirror() {
  const asked: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    asked.push(url);
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { asked, address: `http://127.0.0.1:${port}/`, close: () => server.close() };
}
