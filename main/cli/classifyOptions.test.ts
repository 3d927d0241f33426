import { describe, expect, it } from 'vitest';
import type { SlideFile } from '../../app/contract/slideFile.ts';
import { slideModelSchema } from '../../app/contract/slides.ts';
import { runCalled, thresholdOf } from './classifyOptions.ts';
import { summaryText } from './slideSummary.ts';

const RUNS = [
  { run: 1, name: 'wbc-10', study: 'spring' },
  { run: 2, name: 'wbc-10', study: 'autumn' },
  { run: 3, name: 'wbc-100', study: 'autumn' },
  { run: 4, name: 'alone', study: null },
];

describe('a model by name', () => {
  it.each([
    ['wbc-100', 3],
    ['autumn/wbc-10', 2],
    ['alone', 4],
  ])('is found as %s', (name, run) => expect(runCalled(RUNS, name)).toBe(run));

  it.each([
    ['wbc-10', 'Several runs are called wbc-10. Choose one: spring/wbc-10, autumn/wbc-10.'],
    ['', 'No finished run that can classify is called . Choose one: spring/wbc-10, autumn/wbc-10, autumn/wbc-100, alone.'],
    ['spring/wbc-100', 'No finished run that can classify is called spring/wbc-100.'],
    ['__proto__', 'No finished run'],
  ])('is refused as %s, with those there are', (name, sentence) => expect(() => runCalled(RUNS, name)).toThrow(sentence));

  it('is refused where there is none', () => expect(() => runCalled([], 'x')).toThrow('there is none'));
});

describe('a threshold', () => {
  it.each([
    [undefined, null],
    ['0', 0],
    ['1', 1],
    [' .5 ', 0.5],
    ['0.95', 0.95],
  ])('of %s is %s', (text, value) => expect(thresholdOf(text)).toBe(value));
  it.each(['', ' ', '1.1', '-0.1', '95%', '0,9', '1e-1', 'NaN', 'Infinity', '0x1'])('of "%s" is refused', (text) =>
    expect(() => thresholdOf(text)).toThrow('--threshold takes a probability'),
  );
});

describe('the summary of a slide', () => {
  const model = slideModelSchema.parse({
    ...{
      run: null,
      name: 'best',
      folder: '/f',
      network: 'wbc',
      classes: ['A', 'B'],
      imageSize: 32,
      version: '9',
      checkpoint: '0'.repeat(64),
    },
    ...{
      dataSet: { name: 'cells', hash: 'a'.repeat(64) },
      temperature: 1.5,
      threshold: 0.7,
      targetError: 0.02,
      testTimeAugmentation: true,
    },
  });
  const none = { uncertain: 0, unclassified: 0, waiting: 0, counted: 0, duplicate: 0, 'not counted': 0 };
  const file = (counts: [string, number][], more: Partial<typeof none> = {}): SlideFile => ({
    ...{ format: 'smearlab-slide/1', use: 'research use only', program: { name: 'S', version: '9' }, accession: 'H-1', notes: '' },
    ...{ folder: null, openedAt: '', version: 1, state: 'review', classifiedAt: '', model, warnings: [], cells: [] },
    ...{ standings: { ...none, ...more }, counts: counts.map(([name, cells]) => ({ class: name, cells, byPerson: 0 })) },
  });

  it('has per cents of the counted cells, what was not counted apart, and the model with its hash', () => {
    const text = summaryText(
      file(
        [
          ['A', 3],
          ['B', 1],
        ],
        { counted: 4, uncertain: 2 },
      ),
    );
    expect(text).toContain('4 counted. For research use only.');
    expect(text).toMatch(/^A +3 +75\.0 %$/m);
    expect(text).toMatch(/^uncertain +2$/m);
    expect(text).not.toMatch(/duplicate/);
    expect(text).toContain('by best, trained on cells (aaaaaaaaaaaa), temperature 1.500, threshold 0.700, eight views, version 9');
  });

  it('of no counted cells divides by none of them', () => expect(summaryText(file([['A', 0]]))).not.toMatch(/NaN|Infinity/));
});
