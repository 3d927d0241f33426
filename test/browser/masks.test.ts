/** The Masks screen in a real browser: on the synthetic sample, which has some masks, and on images without any. */
import { cpSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { z } from 'zod';
import type { ProcedureName } from '../../app/contract/contract.ts';
import { dataSetSchema, type ImageDetails, imageDetailsSchema } from '../../app/contract/dataSets.ts';
import { imagePageSchema, maskCoverageSchema } from '../../app/contract/library.ts';
import { CHROMIUM, WITHOUT_CHROMIUM } from '../e2e/browser.ts';
import { type Opened, openInBrowser, screenshots, seriousViolations } from './application.ts';

const BARE = 'bare';
/** Others may compute beside these tests. */
const eventually = <T>(what: () => T | Promise<T>) => expect.poll(what, { timeout: 15_000 });
/** Of each class, in the data set without masks. */
const OF_EACH = 3;

describe.skipIf(CHROMIUM === undefined)(`the Masks screen (${WITHOUT_CHROMIUM})`, () => {
  let opened: Opened;
  let bare = 0;
  /** Addresses of pictures that were asked for so far. */
  const asked: string[] = [];
  const says = (text: string | RegExp) => opened.page.getByText(text, typeof text === 'string' ? { exact: true } : {}).waitFor();
  const button = (name: string | RegExp) => opened.page.getByRole('button', { name });
  const call = (procedure: ProcedureName, input: unknown) => opened.application.call(procedure, input, new AbortController().signal);
  const keys = async (...all: readonly string[]) => {
    for (const key of all) await opened.page.keyboard.press(key);
  };
  const dataSets = async () => z.array(dataSetSchema).parse(await call('library.dataSets', {}));
  const covered = async () => {
    const rows = z.array(maskCoverageSchema).parse(await call('masks.coverage', { dataSet: bare }));
    const sum = (of: 'drawn' | 'accepted' | 'proposed') => rows.reduce((total, row) => total + row[of], 0);
    return { drawn: sum('drawn'), accepted: sum('accepted'), proposed: sum('proposed') };
  };
  const openName = () => opened.page.getByRole('region', { name: 'Open image' }).getByRole('heading', { level: 2 }).textContent();
  /** All that is known of the image of this file name. */
  const details = async (name: string | null): Promise<ImageDetails> => {
    const request = { filter: { dataSet: bare, search: name ?? '' }, sort: { by: 'path', descending: false }, offset: 0, limit: 1 };
    const [card] = imagePageSchema.parse(await call('library.page', request)).images;
    return imageDetailsSchema.parse(await call('library.image', { id: card?.id }));
  };
  const drawnShare = async (name: string | null) => (await details(name)).masks.find(({ origin }) => origin === 'drawn')?.foreground;
  /** The picture of the open image is there, so that it can be judged. */
  const ready = () => eventually(() => button(/^(Correct|Draw)$/).isEnabled()).toBe(true);
  const canAccept = () => eventually(() => button(/^Accept$/).isEnabled()).toBe(true);
  const to = async (dataSet: number) => {
    await opened.page.goto(`${new URL(opened.page.url()).origin}/#/masks/${dataSet}`);
    await opened.page.getByRole('heading', { level: 1, name: 'Masks' }).waitFor();
  };
  const noViolation = async () => expect(await seriousViolations(opened.page)).toEqual([]);

  beforeAll(async () => {
    opened = await openInBrowser('sample');
    opened.page.setDefaultTimeout(15_000);
    opened.page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await opened.page.getByRole('navigation', { name: 'Smearlab' }).waitFor();
    const from = join(inject('sampleLibrary'), 'sample/wbc/val/data');
    const root = join(opened.folder, BARE);
    for (const name of readdirSync(from)) {
      mkdirSync(join(root, name), { recursive: true });
      for (const file of readdirSync(join(from, name)).sort().slice(0, OF_EACH)) cpSync(join(from, name, file), join(root, name, file));
    }
    await call('library.import', { root, name: BARE });
    bare = (await dataSets()).find(({ name }) => name === BARE)?.id ?? 0;
  });
  afterAll(() => opened.close());

  describe('on images that have masks', () => {
    beforeAll(async () => {
      const sample = (await dataSets()).find(({ name }) => name !== BARE);
      await to(sample?.id ?? 0);
    });

    it('shows image, mask and masked copy side by side, and how far the masks reach', async () => {
      const { page } = opened;
      await ready();
      for (const name of ['Original', 'Mask', 'Masked copy']) await page.getByRole('img', { name, exact: true }).waitFor();
      await says(/^Cell area/);
      expect(await page.getByRole('option').count()).toBeGreaterThan(3);
      await page.getByRole('row', { name: /Basophil/ }).waitFor();
      await screenshots(page, 'masks');
      await noViolation();
    });

    it('lays the mask over the image at a key, as an outline or filled', async () => {
      const { page } = opened;
      await keys('o');
      const overlay = page.getByRole('img', { name: 'Overlay', exact: true });
      await overlay.waitFor();
      const picture = () => overlay.evaluate((canvas) => String(Reflect.apply(Reflect.get(canvas, 'toDataURL'), canvas, [])));
      const outline = await picture();
      await button('Filled').click();
      await eventually(picture).not.toBe(outline);
      const filled = await picture();
      await page.getByRole('slider', { name: 'Opacity' }).focus();
      await keys('End');
      await eventually(picture).not.toBe(filled);
      await keys('Home', 'PageUp', 'PageUp', 'PageUp', 'PageUp');
      await screenshots(page, 'masks-overlay');
      await noViolation();
      await button('Outline').click();
      await keys('o');
      await page.getByRole('img', { name: 'Original', exact: true }).waitFor();
    });

    it('zooms all panes alike, and leads to the next image with an arrow', async () => {
      const { page } = opened;
      const first = await openName();
      const scale = async () => Number.parseInt((await page.getByText(/^\d+%$/).textContent()) ?? '', 10);
      const whole = await scale();
      await keys('+', '+');
      expect(await scale()).toBeGreaterThan(whole * 1.4);
      await keys('0');
      expect(await scale()).toBe(whole);
      await keys('ArrowDown');
      await eventually(openName).not.toBe(first);
      await keys('ArrowUp');
      await eventually(openName).toBe(first);
    });

    it('shows the images of one class where that is chosen', async () => {
      const { page } = opened;
      await page.getByRole('combobox', { name: 'Class' }).click();
      await page.getByRole('option', { name: 'Monocyte' }).click();
      await eventually(openName).toMatch(/^monocyte/);
      await page.getByRole('combobox', { name: 'Show' }).click();
      await page.getByRole('option', { name: 'Drawn by hand' }).click();
      await page.getByRole('heading', { name: 'No image is shown' }).waitFor();
    });
  });

  describe('on images without masks', () => {
    const all = 5 * OF_EACH;
    beforeAll(() => to(bare));

    it('says what masks are and how they come', async () => {
      await says('No masks yet');
      await screenshots(opened.page, 'masks-empty');
      await noViolation();
    });

    it('proposes masks, which count for nothing yet', async () => {
      await button('Propose masks').click();
      await noViolation();
      await button('Propose').last().click();
      await says(`${all} proposed for ${all} images.`);
      await says(`${all} proposals wait.`);
      expect(await covered()).toEqual({ drawn: 0, accepted: 0, proposed: all });
      await opened.page.getByRole('main').getByRole('button', { name: 'Close' }).first().click();
    });

    it('judges by single keys, opens the next at once, and takes back', async () => {
      const { page } = opened;
      await canAccept();
      const first = await openName();
      // The next one is fetched before it is opened.
      const filter = { dataSet: bare, mask: 'proposed' };
      const next = { filter, sort: { by: 'path', descending: false }, offset: 1, limit: 1 };
      const [nextCard] = imagePageSchema.parse(await call('library.page', next)).images;
      for (const kind of ['image', 'mask']) await eventually(() => asked.includes(`/media/${kind}/${nextCard?.id}`)).toBe(true);
      await page.getByRole('row', { name: /^Basophil 0 of 3/ }).waitFor();
      await keys('a');
      await eventually(openName).not.toBe(first);
      await page.getByRole('row', { name: /^Basophil 1 of 3/ }).waitFor();
      await canAccept();
      const second = await openName();
      await keys('r');
      await eventually(openName).not.toBe(second);
      await says(`2 of ${all} judged`);
      await eventually(covered).toEqual({ drawn: 0, accepted: 1, proposed: all - 2 });
      await screenshots(page, 'masks-judge');
      await noViolation();
      await keys('u');
      await eventually(openName).toBe(second);
      await says(`1 of ${all} judged`);
      await eventually(covered).toEqual({ drawn: 0, accepted: 1, proposed: all - 1 });
      await keys('u');
      await eventually(openName).toBe(first);
      await says(`${all} proposals wait.`);
      await eventually(covered).toEqual({ drawn: 0, accepted: 0, proposed: all });
    });

    it('accepts all that the list shows after a question, and takes that back as a whole', async () => {
      await button('Accept all …').click();
      await says(`Accept all ${all} proposals?`);
      await noViolation();
      await button('Cancel').click();
      expect(await covered()).toEqual({ drawn: 0, accepted: 0, proposed: all });
      await button('Accept all …').click();
      await opened.page.getByRole('dialog').getByRole('button', { name: 'Accept all' }).click();
      await says('All are judged');
      expect(await covered()).toEqual({ drawn: 0, accepted: all, proposed: 0 });
      await keys('u');
      await says(`${all} proposals wait.`);
      expect(await covered()).toEqual({ drawn: 0, accepted: 0, proposed: all });
    });

    it('corrects with the brush, saves, and the drawn mask counts, also after a reload', async () => {
      const { page } = opened;
      await canAccept();
      const name = await openName();
      const before = (await details(name)).masks[0]?.foreground ?? 0;
      await keys('c');
      await says('Being corrected');
      const box = await page.getByRole('img', { name: 'Mask', exact: true }).boundingBox();
      if (box === null) throw new Error('The mask is not to be seen.');
      const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
      await page.mouse.move(x, y);
      await page.mouse.down();
      await page.mouse.move(x + box.width * 0.45, y, { steps: 8 });
      await page.mouse.move(x + box.width * 0.45, y - box.width * 0.4, { steps: 8 });
      await page.mouse.up();
      await screenshots(page, 'masks-correct');
      await noViolation();
      await keys('Control+s');
      await eventually(() => button(/^Correct$/).isVisible()).toBe(true);
      await eventually(covered).toEqual({ drawn: 1, accepted: 0, proposed: all - 1 });
      const share = (await drawnShare(name)) ?? 0;
      expect(share).toBeGreaterThan(before + 0.01);
      // The proposal told the nucleus, and the corrected mask still does.
      expect((await details(name)).masks.find(({ origin }) => origin === 'drawn')?.levels).toEqual([0, 128, 255]);
      expect(await openName()).toBe(name);
      await says(`1 of ${all} judged`);

      await page.reload();
      await page.getByRole('combobox', { name: 'Show' }).click();
      await page.getByRole('option', { name: 'Drawn by hand' }).click();
      await eventually(openName).toBe(name);
      await page.getByRole('region', { name: 'Open image' }).getByText('Drawn', { exact: true }).first().waitFor();
      await page.getByText(/^Cell area/).waitFor();
      const area = Number.parseFloat(((await page.getByText(/^Cell area/).textContent()) ?? '').replace('Cell area ', ''));
      expect(area).toBeCloseTo(share * 100, 0);
    });

    it('is corrected by the keyboard alone, undone and done again', async () => {
      const name = await openName();
      const before = (await drawnShare(name)) ?? 0;
      await ready();
      await keys('c');
      await says('Being corrected');
      await keys('e', ']', ']', ']');
      // The pen is put down, draws where the arrows lead, and is lifted.
      await keys('Enter', 'Shift+ArrowRight', 'ArrowDown', 'Enter', 'Space');
      await keys('Control+z', 'Control+z', 'Control+Shift+z');
      await keys('Control+s');
      await eventually(async () => (await drawnShare(name)) ?? 1).toBeLessThan(before - 0.002);
      const erased = (await drawnShare(name)) ?? 1;
      await eventually(() => button(/^Correct$/).isVisible()).toBe(true);
      await ready();
      await keys('c', 'i', 'Control+s');
      await eventually(async () => (await drawnShare(name)) ?? 0).toBeCloseTo(1 - erased, 9);
      // Twice the opposite is the same mask, to the pixel.
      await eventually(() => button(/^Correct$/).isVisible()).toBe(true);
      await ready();
      await keys('c', 'i', 'Control+s');
      await eventually(() => drawnShare(name)).toBe(erased);
    });

    it('asks before strokes are left that are not saved, whichever way', async () => {
      const { page } = opened;
      const name = await openName();
      await eventually(() => button(/^Correct$/).isVisible()).toBe(true);
      await ready();
      await keys('c');
      await says('Being corrected');
      await keys('i');
      const ways = [
        () => keys('Escape'),
        () => page.getByRole('link', { name: 'Library' }).click(),
        () => page.evaluate('history.back()'),
        () =>
          page
            .getByRole('combobox', { name: 'Class' })
            .click()
            .then(() => page.getByRole('option', { name: 'Basophil' }).click()),
      ];
      for (const leave of ways) {
        await leave();
        await says('Discard the strokes?');
        await button('Cancel').click();
        await page.getByRole('dialog').waitFor({ state: 'detached' });
        await says('Being corrected');
      }
      await page.getByRole('link', { name: 'Library' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Discard' }).click();
      await page.getByRole('heading', { level: 1, name: 'Library' }).waitFor();
      await to(bare);
      expect((await details(name)).masks.find(({ origin }) => origin === 'drawn')?.foreground).not.toBeUndefined();
    });

    it('takes a drawn mask back, so that its image waits again', async () => {
      const { page } = opened;
      await page.getByRole('combobox', { name: 'Show' }).click();
      await page.getByRole('option', { name: 'Drawn by hand' }).click();
      await button('Take the drawn mask back').click();
      await eventually(covered).toEqual({ drawn: 0, accepted: 0, proposed: all });
    });

    it('says what is wrong where a picture cannot be read', async () => {
      const { page } = opened;
      const broken: string[] = [];
      page.on('response', (response) => {
        if (response.status() >= 400) broken.push(response.url());
      });
      await page.route('**/media/image/**', (route) => route.fulfill({ status: 200, contentType: 'text/plain', body: 'no picture' }));
      await page.reload();
      await page.getByRole('alert').first().waitFor();
      await page.unroute('**/media/image/**');
      await button('Try again').click();
      await canAccept();
      expect(broken).toEqual([]);
    });
  });
});
