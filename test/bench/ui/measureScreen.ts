/** Drives the library screen in Chromium as a person does, and times it from within the page (inPage.js). */
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { z } from 'zod';
import { median, rounded } from '../figures.ts';

const IN_PAGE = fileURLToPath(new URL('inPage.js', import.meta.url));
/** A longer task of the page's main thread is one that a person may notice. */
const LONG_MS = 50;
const WINDOW = { width: 1280, height: 800 };

/** In ms since 1970: the address with the token leads to another one, where the page's own time begins anew. */
const openedSchema = z.strictObject({ firstAt: z.number(), filledAt: z.number() });
const scrolledSchema = z.strictObject({
  pixels: z.number(),
  frames: z.int(),
  slowestFrameMs: z.number(),
  long: z.array(z.number()),
  filledMs: z.number(),
});

export type Times = { readonly count: number; readonly medianMs: number; readonly p95Ms: number; readonly worstMs: number };

export function timesOf(values: readonly number[]): Times {
  const sorted = values.toSorted((a, b) => a - b);
  const p95 = sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * 0.95) - 1)] ?? 0;
  return { count: values.length, medianMs: rounded(median(values)), p95Ms: rounded(p95), worstMs: rounded(sorted.at(-1) ?? 0) };
}

async function openPage(browser: Browser, address: string): Promise<{ readonly page: Page; readonly began: number }> {
  // A context of its own: nothing is in its cache.
  const context = await browser.newContext({ viewport: WINDOW, locale: 'en-GB', colorScheme: 'light' });
  const page = await context.newPage();
  await page.addInitScript({ path: IN_PAGE });
  const began = Date.now();
  await page.goto(address);
  await page.waitForURL((url) => !url.search.includes('token'));
  return { page, began };
}

/** From the begin of the navigation to the first thumbnail, and to a window full of them. */
export async function measureOpening(browser: Browser, address: string, rounds: number) {
  const first: number[] = [];
  const full: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const { page, began } = await openPage(browser, address);
    const { firstAt, filledAt } = openedSchema.parse(await page.evaluate('bench.opened'));
    first.push(firstAt - began);
    full.push(filledAt - began);
    await page.context().close();
  }
  return { firstThumbnail: timesOf(first), windowFull: timesOf(full) };
}

/** `whole`: a drag over the whole length within 20 s. `reading`: three windows a second, as with a wheel, in three places. */
export async function measureScrolling(browser: Browser, address: string) {
  const { page } = await openPage(browser, address);
  await page.evaluate('bench.opened');
  const scroll = async (from: number, to: number, seconds: number) => {
    await browser.startTracing(page, { categories: ['toplevel'] });
    const scrolled = scrolledSchema.parse(await page.evaluate(`bench.scroll(${from}, ${to}, ${seconds})`));
    return { ...scrolled, tasks: mainThreadTasks(await browser.stopTracing()) };
  };
  const whole = await scroll(0, 1, 20);
  const back = await scroll(1, 0, 20);
  const share = (WINDOW.height * 3 * 8) / whole.pixels;
  const reading = [];
  for (const at of [0, 0.4, 0.9]) reading.push(await scroll(at, at + share, 8));
  await page.context().close();
  return { whole: scrolling([whole, back]), reading: scrolling(reading) };
}

type Scrolled = z.output<typeof scrolledSchema> & { readonly tasks: readonly number[] };

/**
 * `longTasks` are by the clock, as the browser reports them: where other programs compute, they count the time of those too. `busy` is
 * the processor time that tasks of the page took themselves.
 */
function scrolling(parts: readonly Scrolled[]) {
  const long = parts.flatMap((part) => part.long);
  const busy = parts.flatMap(({ tasks }) => tasks);
  return {
    pixels: Math.round(parts.reduce((sum, { pixels }) => sum + pixels, 0)),
    frames: parts.reduce((sum, { frames }) => sum + frames, 0),
    longTasks: long.length,
    longestTaskMs: rounded(Math.max(0, ...long)),
    longBusyTasks: busy.filter((ms) => ms > LONG_MS).length,
    longestBusyTaskMs: rounded(busy.reduce((most, ms) => Math.max(most, ms), 0)),
    slowestFrameMs: rounded(Math.max(...parts.map(({ slowestFrameMs }) => slowestFrameMs))),
    filledAfterStopMs: rounded(Math.max(...parts.map(({ filledMs }) => filledMs))),
  };
}

const traceSchema = z.object({
  traceEvents: z.array(
    z.object({
      name: z.string(),
      ph: z.string(),
      pid: z.int(),
      tid: z.int(),
      tdur: z.number().optional(),
      args: z.object({ name: z.string().optional() }).catch({}),
    }),
  ),
});

/** The processor time in ms of every task of the page's main thread. */
function mainThreadTasks(trace: Buffer): number[] {
  const { traceEvents } = traceSchema.parse(JSON.parse(String(trace)));
  const threadOf = ({ pid, tid }: { pid: number; tid: number }) => `${pid}/${tid}`;
  const main = new Set(traceEvents.filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain').map(threadOf));
  const tasks = traceEvents.filter((event) => event.ph === 'X' && event.name.endsWith('RunTask') && main.has(threadOf(event)));
  return tasks.map(({ tdur = 0 }) => tdur / 1000);
}

type Filter = { readonly menu: string; readonly option: string; readonly shows: string };
const FILTERS: readonly Filter[] = [
  { menu: 'Class', option: 'Eosinophil', shows: 'Eosinophil' },
  { menu: 'Class', option: 'Monocyte', shows: 'Monocyte' },
  { menu: 'Class', option: 'Neutrophil', shows: 'Neutrophil' },
  { menu: 'Split', option: 'Validation', shows: 'Validation' },
];

/** From the click, or the last letter of a search, to the first thumbnail that passes, drawn. */
export async function measureFilters(browser: Browser, address: string, rounds: number): Promise<Times> {
  const { page } = await openPage(browser, address);
  await page.evaluate('bench.opened');
  const times: number[] = [];
  const unfiltered = () => page.getByRole('button', { name: 'Clear filters' }).click();
  for (let round = 0; round < rounds; round++) {
    for (const { menu, option, shows } of FILTERS) {
      await page.getByRole('button', { name: menu, exact: true }).click();
      await page
        .getByRole('menuitemcheckbox', { name: option })
        .or(page.getByRole('menuitemradio', { name: option }))
        .click();
      times.push(z.number().parse(await page.evaluate(`bench.filtered(${JSON.stringify(shows)})`)));
      await page.keyboard.press('Escape');
      await unfiltered();
    }
    // Another number each time: nothing of it was kept.
    const text = `cell-${String(1000 + round * 37).padStart(6, '0')}`;
    await page.getByRole('searchbox').fill(text);
    times.push(z.number().parse(await page.evaluate(`bench.filtered(${JSON.stringify(text)})`)));
    await unfiltered();
  }
  await page.context().close();
  return timesOf(times);
}

/** From a click at a picture to the frame that shows it selected, and at a button to that of its menu. */
export async function measureClicks(browser: Browser, address: string, clicks: number) {
  const { page } = await openPage(browser, address);
  await page.evaluate('bench.opened');
  const cells: number[] = [];
  const menus: number[] = [];
  for (let click = 0; click < clicks; click++) {
    const index = (click * 7) % 16;
    await page.locator(`[role=gridcell][data-index="${index}"]`).click();
    cells.push(z.number().parse(await page.evaluate(`bench.selected(${index})`)));
    if (click % 4 !== 0) continue;
    await page.getByRole('button', { name: 'Class', exact: true }).click();
    menus.push(z.number().parse(await page.evaluate('bench.menuOpened()')));
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
  }
  await page.context().close();
  return { all: timesOf([...cells, ...menus]), select: timesOf(cells), menu: timesOf(menus) };
}
