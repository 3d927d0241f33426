/** A newcomer's way through the window, and what there is beside it: pictures by app://, the system's windows, devices, the end. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { mediaAddress } from '../../app/contract/media.ts';
import { NEWCOMERS_WAY } from '../newcomer/way.ts';
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

  it('chooses folders and shows files in windows of the system, and has never been here before', async () => {
    expect(await ask(program.page, 'application.start', {})).toMatchObject({ isFirstStart: true, choosesFolders: true, showsFiles: true });
  });

  for (const step of NEWCOMERS_WAY) it(step.does, () => step.go(program.page));

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
    const [dataSet] = await ask(program.page, 'library.dataSets', {});
    const first = { filter: { dataSet: dataSet?.id ?? 0 }, sort: { by: 'path', descending: false }, offset: 0, limit: 1 } as const;
    const { images } = await ask(program.page, 'library.page', first);
    return mediaAddress({ kind: 'thumbnail', sha256: images[0]?.sha256 ?? '' });
  }
}

onEachKind('a newcomer', newcomer, [standIn, installedStandIn, realElectron]);
