import { expect, it } from 'vitest';
import { type Places, withBuiltUrls } from './sourceUrls.ts';

const ROOT = process.cwd();
const places: Places = { root: ROOT, entries: { 'main/engine-process/worker.ts': 'dist/engine/worker.mjs' }, bundle: 'dist/engine' };
const built = (code: string, of: Partial<Places> = {}, file = 'main/engine-process/entry.ts') =>
  withBuiltUrls(code, `${ROOT}/${file}`, { ...places, ...of });

const WORKER = "new URL('./worker.mjs', import.meta.url.replace('/app.asar/', '/app.asar.unpacked/'))";

it.each([
  ["new Worker(new URL('./worker.ts', import.meta.url))", `new Worker(${WORKER})`],
  ['new URL("./worker.ts",import.meta.url)', WORKER],
  ["new URL('../../resources/sample.json', import.meta.url)", "new URL('../../resources/sample.json', import.meta.url)"],
  ["new URL('https://example.org', base)", "new URL('https://example.org', base)"],
  ['new URL(name, import.meta.url)', 'new URL(name, import.meta.url)'],
])('%s is built as %s', (source, bundled) => {
  expect(built(source)).toBe(bundled);
});

it('from another bundle leads over to that of the engine', () => {
  expect(built("new URL('./worker.ts', import.meta.url)", { bundle: 'dist/main' })).toBe(
    WORKER.replace('./worker.mjs', '../engine/worker.mjs'),
  );
});

it('from a source that lies deeper leads to the same shipped file', () => {
  const code = "new URL('../../../resources/sample.json', import.meta.url)";
  expect(built(code, {}, 'app/library/sample/parameters.ts')).toBe("new URL('../../resources/sample.json', import.meta.url)");
});

it('fails the build for a thread that it does not know', () => {
  expect(() => built("new URL('./other.ts', import.meta.url)")).toThrow('main/engine-process/other.ts, which is no entry');
});

it('fails the build for a file that is not there', () => {
  expect(() => built("new URL('../../resources/other.json', import.meta.url)")).toThrow('names resources/other.json, which is not there');
});

it.each([
  ['file:///opt/Smearlab/resources/app.asar/dist/main/main.js', 'file:///opt/Smearlab/resources/app.asar.unpacked/dist/engine/worker.mjs'],
  ['file:///C:/Lab/resources/app.asar/dist/main/main.js', 'file:///C:/Lab/resources/app.asar.unpacked/dist/engine/worker.mjs'],
  ['file:///opt/resources/app.asar.unpacked/dist/main/a.js', 'file:///opt/resources/app.asar.unpacked/dist/engine/worker.mjs'],
  ['file:///home/lab/smearlab/dist/main/main.js', 'file:///home/lab/smearlab/dist/engine/worker.mjs'],
  ['file:///home/my-app.asar/dist/main/main.js', 'file:///home/my-app.asar/dist/engine/worker.mjs'],
])('a thread that %s starts begins with %s', (bundle, begins) => {
  const code = built("new URL('./worker.ts', import.meta.url)", { bundle: 'dist/main' }).replace('import.meta.url', JSON.stringify(bundle));
  expect(new Function(`return ${code}.href`)()).toBe(begins);
});
