/** What a page in the window cannot do, tried from within it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { onEachKind } from './kinds.ts';
import { ask, makeFolders, type Program } from './program.ts';
import { until } from './standInProgram.ts';

onEachKind('a page', (kind) => {
  const folders = makeFolders();
  let program: Program;
  let address: string;
  beforeAll(async () => {
    program = await kind.start(folders);
    await program.page.getByRole('heading', { level: 1 }).waitFor();
    address = program.page.url();
  });
  afterAll(async () => {
    await program.quit();
    await program.ended;
    folders.remove();
  });

  /** What a function that runs in the page returns. */
  const inPage = (body: (argument: string) => unknown, argument = '') => program.page.evaluate(body, argument);

  it('has a bridge of two functions, which it cannot change, and nothing of Node or Electron', async () => {
    const seen = await inPage(() => {
      const bridge: object = Reflect.get(globalThis, 'smearlab');
      const isNodes = ['require', 'module', 'process', 'Buffer', 'electron', 'ipcRenderer'].filter((name) => name in globalThis);
      return { keys: Object.keys(bridge), isFrozen: Object.isFrozen(bridge), isNodes, changed: Reflect.set(globalThis, 'smearlab', 1) };
    });
    expect(seen).toEqual({ keys: ['send', 'onMessage', 'pathOf'], isFrozen: true, isNodes: [], changed: false });
  });

  it.each([
    ['nothing', undefined],
    ['a text', 'call'],
    ['an unknown type', { type: 'event', id: 1 }],
    ['no number', { type: 'cancel', id: 'a' }],
    ['a number that is none', { type: 'cancel', id: Number.NaN }],
    ['a name that is too long', { type: 'call', id: 1, procedure: 'a'.repeat(101), input: {} }],
  ])('cannot send %s over the bridge', async (_, message) => {
    const refused = await program.page.evaluate((sent) => {
      const bridge: object = Reflect.get(globalThis, 'smearlab');
      try {
        Reflect.apply(Reflect.get(bridge, 'send'), bridge, [sent]);
        return 'sent';
      } catch (error) {
        return error instanceof Error ? error.message : 'unknown';
      }
    }, message);
    expect(refused).toContain('requests of the contract');
  });

  it('is told so when it asks for what is not there, and goes on', async () => {
    const failed = await program.page.evaluate(
      () =>
        new Promise((resolve) => {
          const bridge: object = Reflect.get(globalThis, 'smearlab');
          const call = (name: string, argument: unknown): unknown => Reflect.apply(Reflect.get(bridge, name), bridge, [argument]);
          call('onMessage', (message: { id?: number }) => message.id === 77_777 && resolve(message));
          call('send', { type: 'call', id: 77_777, procedure: '__proto__', input: {} });
        }),
    );
    expect(failed).toMatchObject({ type: 'failure', failure: { kind: 'wrong-usage' } });
    expect(await ask(program.page, 'work.list', {})).toEqual([]);
  });

  it.each([
    'https://example.invalid/',
    'file:///etc/passwd',
    'data:text/html,hello',
    'app://other/',
    'javascript:void(document.title="x")',
  ])('cannot lead the window to %s', async (to) => {
    await inPage((url) => {
      Reflect.set(Reflect.get(globalThis, 'location'), 'href', url);
    }, to);
    await program.page.waitForTimeout(300);
    expect(program.page.url()).toBe(address);
    expect(await program.page.title()).toBe('Smearlab');
  });

  it('opens no second window', async () => {
    const pages = program.page.context().pages().length;
    await inPage(() => void Reflect.apply(Reflect.get(globalThis, 'open'), globalThis, ['https://example.invalid/']));
    await program.page.waitForTimeout(300);
    // The stand-in closes what the window refused, a moment later.
    await until(() => Promise.resolve(program.page.context().pages().length === pages));
    expect(await program.openWindows()).toBe(1);
  });

  it.each(['https://example.invalid/', 'http://127.0.0.1:1/', 'file:///etc/passwd', 'ws://127.0.0.1:1/', '//etc/passwd', 'app://other/'])(
    'fetches nothing from %s',
    async (from) => {
      expect(
        await inPage(async (url) => {
          try {
            await fetch(url);
            return 'fetched';
          } catch {
            return 'refused';
          }
        }, from),
      ).toBe('refused');
    },
  );

  it.each([
    '/../package.json',
    '/..%2f..%2fpackage.json',
    '/assets/../../main/main.js',
    '/media/image/../../etc/passwd',
    '/media/thumbnail/..',
    '/media/image/0',
    `/media/thumbnail/${'0'.repeat(64)}`,
    '/index.html',
  ])('finds nothing at %s', async (path) => {
    expect(await inPage(async (at) => (await fetch(at)).status, path)).toBe(404);
  });

  it('asks with GET and HEAD alone', async () => {
    const status = (method: string) => inPage(async (by) => (await fetch('/icon.svg', { method: by })).status, method);
    expect([await status('GET'), await status('HEAD'), await status('POST'), await status('DELETE')]).toEqual([200, 200, 405, 405]);
  });

  it('runs no text as a script, and no script that is not its own', async () => {
    // In its own time: what a test runs at once, the policy lets through.
    const ran = await inPage(() => {
      const document: object = Reflect.get(globalThis, 'document');
      const element: object = Reflect.apply(Reflect.get(document, 'createElement'), document, ['script']);
      Reflect.set(element, 'textContent', 'globalThis.inline = true');
      const body: object = Reflect.get(document, 'body');
      Reflect.apply(Reflect.get(body, 'append'), body, [element]);
      return new Promise((resolve) => {
        setTimeout(() => {
          let text = false;
          try {
            text = new Function('return true')();
          } catch {
            // Refused, as it should be.
          }
          resolve([Reflect.get(globalThis, 'inline') ?? false, text]);
        }, 50);
      });
    });
    expect(ran).toEqual([false, false]);
  });

  it('is given no permission', async () => {
    const states = await inPage(async () => {
      const navigator: object = Reflect.get(globalThis, 'navigator');
      const permissions: object = Reflect.get(navigator, 'permissions');
      const query = (name: string): Promise<{ state: string }> => Reflect.apply(Reflect.get(permissions, 'query'), permissions, [{ name }]);
      return Promise.all(['camera', 'microphone', 'geolocation', 'notifications'].map(async (name) => (await query(name)).state));
    });
    expect(states).not.toContain('granted');
  });
});
