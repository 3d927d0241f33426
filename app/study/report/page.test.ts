import { describe, expect, it } from 'vitest';
import { hostileInput as input, hostileResult as result } from './page.fixture.ts';
import { renderReport } from './page.ts';

const page = renderReport(input);
const text = page.replaceAll('\u00a0', ' ');

describe('the report', () => {
  it('runs no script and loads nothing, whatever names and paths are', () => {
    expect(page).not.toMatch(/<script/i);
    expect(page.split('&lt;script&gt;').length).toBeGreaterThan(15);
    expect(page).not.toMatch(/https?:|url\(|@import|<link|<iframe|\son\w+="/i);
    for (const [, address] of page.matchAll(/src="([^"]*)"/g)) expect(address).toMatch(/^data:image\//);
    expect(page).toContain("default-src 'none'");
  });

  it('writes no undefined, NaN or [object', () => {
    expect(page).not.toMatch(/undefined|NaN|\[object|Infinity/);
  });

  it('puts our numbers, their interval and the published row with its note side by side', () => {
    for (const expected of [
      '62.5 %',
      '40.0–80.0 %',
      'F1 0.500',
      '94.2 %',
      '1,171 images',
      'covers 1171 images, not 1728',
      '+ 5 masked copies',
    ])
      expect(text).toContain(expected);
  });

  it('says the autoencoder’s error beside the published one, and shows both CAM16 matrices', () => {
    for (const expected of ['0.0042', '0.001165', '44</small>']) expect(text).toContain(expected);
  });

  it('draws three charts of a classifier and one of the autoencoder, which has no accuracy', () => {
    expect(page.match(/role="img"/g)).toHaveLength(4);
    expect(page.match(/aria-label="Loss of autoencoder/g)).toHaveLength(1);
  });

  it('tells warnings, seed, hash, command and the state and device of each run', () => {
    for (const expected of ['has no image in val.', '>7<', 'ab12', 'smearlab study --wbc', 'interrupted', 'webgpu'])
      expect(text).toContain(expected);
  });

  it('can be made of a study of which nothing has finished', () => {
    const empty = renderReport({
      ...input,
      result: { ...result, rows: [], warnings: [] },
      reference: [],
      referencePretraining: undefined,
      curves: [],
      samples: [],
      reconstructions: undefined,
      runs: [],
    });
    expect(empty).not.toMatch(/undefined|NaN|Warnings about/);
    expect(empty).toContain('No run has finished an epoch.');
  });

  it('closes every element that it opens', () => {
    const times = (pattern: RegExp) => page.match(pattern)?.length ?? 0;
    for (const tag of ['table', 'tr', 'td', 'th', 'div', 'svg', 'figure', 'p', 'ul', 'li', 'h3', 'main', 'body', 'span', 'sup']) {
      expect([tag, times(new RegExp(`</${tag}>`, 'g'))]).toEqual([tag, times(new RegExp(`<${tag}[ >]`, 'g'))]);
    }
  });
});
