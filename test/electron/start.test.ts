/** What the program tells Electron at its start, and in which order; the stand-in writes it down. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApplication } from '../../app/application/application.ts';
import { servicesOf } from '../../main/faces/services.ts';
import { makeFolders, type Program } from './program.ts';
import { begin, endOf, standIn } from './standInProgram.ts';

describe.skipIf(standIn.missing !== undefined)(`the start (${standIn.missing ?? standIn.name})`, () => {
  const folders = makeFolders();
  let program: Program;
  beforeAll(async () => {
    program = await standIn.start(folders);
    await program.page.getByRole('heading', { level: 1 }).waitFor();
  });
  afterAll(async () => {
    await program.quit();
    await program.ended;
    folders.remove();
  });
  const detailsOf = (what: string) => program.told.find((of) => of.what === what)?.details;

  it('registers app:// as privileged, asks for the sandbox and the lock, and only then is ready', () => {
    const order = program.told.map(({ what }) => what);
    const ready = order.indexOf('ready');
    for (const what of ['privileged scheme', 'sandbox', 'lock']) {
      expect(order).toContain(what);
      expect(order.indexOf(what)).toBeLessThan(ready);
    }
    expect(detailsOf('privileged scheme')).toEqual({ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } });
  });

  it('sets every rule of the session before there is a window', () => {
    const order = program.told.map(({ what }) => what);
    for (const rule of ['permission requests', 'permission checks', 'device permissions', 'display media', 'spell checker']) {
      expect(order).toContain(rule);
      expect(order.indexOf(rule)).toBeLessThan(order.indexOf('window'));
    }
  });

  it('gives its page a world of its own in a sandbox, and nothing of Node', () => {
    expect(detailsOf('window')).toMatchObject({
      webPreferences: {
        ...{ contextIsolation: true, sandbox: true, webSecurity: true, nodeIntegration: false, nodeIntegrationInWorker: false },
        ...{ nodeIntegrationInSubFrames: false, webviewTag: false, allowRunningInsecureContent: false, spellcheck: false },
      },
    });
  });

  it('hands out the page with a policy that lets in its own scripts alone', async () => {
    const policy = await program.page.evaluate(async () => (await fetch('/')).headers.get('content-security-policy'));
    expect(policy).toMatch(/^default-src 'none'/);
    expect(policy).toMatch(/script-src 'self';/);
    expect(policy).not.toMatch(/unsafe|https?:|ws:|\*/);
  });

  it('says in a box that another program has the data folder, and ends', async () => {
    const other = makeFolders();
    const application = openApplication(other.library, servicesOf(null));
    const child = begin(other);
    const told: { readonly what?: string; readonly details?: unknown }[] = [];
    child.on('message', (of: { readonly what?: string; readonly details?: unknown }) => told.push(of));
    expect(await endOf(child)).toBe(1);
    await application.close();
    other.remove();
    const content = expect.stringContaining('changing the library');
    expect(told).toContainEqual(expect.objectContaining({ what: 'error box', details: { title: 'Smearlab cannot start', content } }));
  });
});
