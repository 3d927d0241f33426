/** A newcomer's way through the window: first start, sample, every screen, a picture, devices, the end. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mediaAddress } from '../../app/contract/media.ts';
import { realElectron } from './electronProgram.ts';
import { onEachKind } from './kinds.ts';
import { ask, childrenOf, type Kind, makeFolders, type Program } from './program.ts';
import { installedStandIn, standIn, until } from './standInProgram.ts';

function newcomer(kind: Kind): void {
  const folders = makeFolders();
  const broken: string[] = [];
  let program: Program;
  beforeAll(async () => {
    program = await kind.start(folders);
    program.page.on('pageerror', (error) => broken.push(error.message));
    program.page.on('console', (message) => {
      if (message.type() === 'error') broken.push(message.text());
    });
  });
  afterAll(async () => {
    await program.quit();
    await program.ended;
    folders.remove();
    await kind.remove?.();
  });

  it('is asked for nothing but the sample or a folder, and takes the sample', async () => {
    const { page } = program;
    expect(await ask(page, 'application.start', {})).toMatchObject({ isFirstStart: true, choosesFolders: true });
    await page.getByRole('heading', { level: 1, name: 'Welcome to Smearlab' }).waitFor();
    await page
      .getByRole('button', { name: /sample/i })
      .first()
      .click();
    await page.getByRole('heading', { level: 1, name: 'Library' }).waitFor({ timeout: 60_000 });
  });

  it('goes to every screen by the keyboard alone', async () => {
    const { page } = program;
    for (const screen of ['Masks', 'Subsets', 'Settings', 'Library']) {
      await page.getByRole('link', { name: screen, exact: true }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: screen }).waitFor();
    }
  });

  it('sees pictures of the library, which come by app://', async () => {
    const picture = await program.page.evaluate(
      async (address) => {
        const answer = await fetch(address);
        const bytes = new Uint8Array(await answer.arrayBuffer());
        return { status: answer.status, type: answer.headers.get('content-type'), head: [...bytes.subarray(0, 2)] };
      },
      await firstThumbnail(),
    );
    expect(picture).toEqual({ status: 200, type: 'image/jpeg', head: [0xff, 0xd8] });
  });

  it('chooses a folder in a window of the system, or none', async () => {
    await program.answer({ folder: folders.own });
    expect(await ask(program.page, 'application.chooseFolder', {})).toEqual({ folder: folders.own });
    await program.answer({ folder: null });
    expect(await ask(program.page, 'application.chooseFolder', {})).toEqual({ folder: null });
  });

  it('finds the processor among the devices, each tried in a process of its own that ends', async () => {
    const before = childrenOf(program.process).length;
    const devices = await ask(program.page, 'settings.devices', {});
    expect(devices).toContainEqual(expect.objectContaining({ device: 'cpu', opens: true, engine: 'onnx' }));
    await until(() => Promise.resolve(childrenOf(program.process).length <= before));
  });

  it('loads the page anew and finds everything again', async () => {
    const { page } = program;
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Library' }).waitFor();
    expect(await ask(page, 'application.start', {})).toMatchObject({ isFirstStart: false });
  });

  it('saw no error in the page', () => {
    expect(broken).toEqual([]);
  });

  async function firstThumbnail(): Promise<string> {
    // The library opens with the first images; the import goes on meanwhile.
    const dataSet = await until(async () => (await ask(program.page, 'library.dataSets', {})).find(({ images }) => images > 100));
    const first = { filter: { dataSet: dataSet.id }, sort: { by: 'path', descending: false }, offset: 0, limit: 1 } as const;
    const { images } = await ask(program.page, 'library.page', first);
    return mediaAddress({ kind: 'thumbnail', sha256: images[0]?.sha256 ?? '' });
  }
}

onEachKind('a newcomer', newcomer, [standIn, installedStandIn, realElectron]);
