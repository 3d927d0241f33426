import { expect, it } from 'vitest';
import { type Places, withBuiltUrls } from './sourceUrls.ts';

const ROOT = process.cwd();
const places: Places = { root: ROOT, entries: { 'main/engine-process/worker.ts': 'dist/engine/worker.js' }, bundle: 'dist/engine' };
const built = (code: string, of: Partial<Places> = {}, file = 'main/engine-process/entry.ts') =>
  withBuiltUrls(code, `${ROOT}/${file}`, { ...places, ...of });

it.each([
  ["new Worker(new URL('./worker.ts', import.meta.url))", "new Worker(new URL('./worker.js', import.meta.url))"],
  ['new URL("./worker.ts",import.meta.url)', "new URL('./worker.js', import.meta.url)"],
  ["new URL('../../resources/sample.json', import.meta.url)", "new URL('../../resources/sample.json', import.meta.url)"],
  ["new URL('https://example.org', base)", "new URL('https://example.org', base)"],
  ['new URL(name, import.meta.url)', 'new URL(name, import.meta.url)'],
])('%s is built as %s', (source, bundled) => {
  expect(built(source)).toBe(bundled);
});

it('from another bundle leads over to that of the engine', () => {
  expect(built("new URL('./worker.ts', import.meta.url)", { bundle: 'dist/main' })).toBe("new URL('../engine/worker.js', import.meta.url)");
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
