/** `bench ui`: how fast the library screen is with very many images, in a real browser, also beside long work. */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { SmearlabError } from '../../../app/contract/failure.ts';
import { wholeNumber } from '../../../main/cli/studyOptions.ts';
import { CHROMIUM } from '../../e2e/browser.ts';
import { besideWork } from './besideWork.ts';
import { type Face, startFace, startTraining } from './children.ts';
import { makeLibrary } from './madeLibrary.ts';
import { measureClicks, measureFilters, measureOpening, measureScrolling } from './measureScreen.ts';

type Options = {
  readonly images: string;
  readonly folder?: string;
  readonly training: boolean;
  readonly work: boolean;
  readonly json: boolean;
};

const OPENINGS = 7;
const FILTER_ROUNDS = 8;
const CLICKS = 60;

export function addUiCommand(program: Command): void {
  program
    .command('ui')
    .description('The library screen in Chromium: opening, scrolling, filtering, and clicks beside long work.')
    .option('--images <n>', 'how many images the library has', '100000')
    .option('--folder <dir>', 'where the library is made and kept for the next time (default: made anew and removed)')
    .option('--no-training', 'leave out the clicks while a network is trained')
    .option('--no-work', 'leave out the clicks while masks are proposed and while a data set is checked')
    .option('--json', 'print one line of JSON', false)
    .action(async (options: Options) => {
      const images = wholeNumber('--images', options.images, 100, 1_000_000);
      const figures = await measureScreen(images, options);
      console.log(JSON.stringify(figures, null, options.json ? undefined : 2));
    });
}

async function measureScreen(images: number, { folder: kept, training, work }: Options) {
  if (CHROMIUM === undefined) throw new SmearlabError('wrong-usage', 'No Chromium was found. Install one, or set CHROMIUM to its path.');
  const folder = kept === undefined ? mkdtempSync(join(tmpdir(), 'smearlab-bench-')) : resolve(kept);
  try {
    await makeLibrary(folder, images);
    await build({ configFile: 'vite.renderer.config.ts' });
    const face = await startFace(folder);
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    try {
      const { address } = face;
      const clicks = () => measureClicks(browser, address, CLICKS);
      return {
        ...{ images, cores: availableParallelism(), chromium: browser.version() },
        opening: await measureOpening(browser, address, OPENINGS),
        scrolling: await measureScrolling(browser, address),
        filter: await measureFilters(browser, address, FILTER_ROUNDS),
        click: await clicks(),
        ...(training ? { clickWhileTraining: await whileTraining(clicks) } : {}),
        ...(work ? await clicksBesideWork(face, clicks) : {}),
      };
    } finally {
      await browser.close();
      await face.end();
    }
  } finally {
    if (kept === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

async function clicksBesideWork<T>(face: Face, clicks: () => Promise<T>) {
  return besideWork(face, async ({ whileProposing, whileChecking }) => ({
    clickWhileProposing: await whileProposing(clicks),
    clickWhileChecking: await whileChecking(clicks),
  }));
}

async function whileTraining<T>(measure: () => Promise<T>): Promise<T> {
  const training = await startTraining();
  try {
    const figures = await measure();
    if (!training.isRunning()) throw new Error('The training ended before the clicks did.');
    return figures;
  } finally {
    await training.end();
  }
}
