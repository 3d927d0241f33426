import { describe, expect, it } from 'vitest';
import { failureKindSchema } from '../../../app/contract/failure.ts';
import { type ImportSummary, importSummarySchema } from '../../../app/contract/library.ts';
import { type Asked, adviceOf, changesOf, failed, waysOn } from './outcomes.ts';

const request = { root: '/r', name: 'n', layout: null, labels: null, split: null, groupBy: null, seed: null };
const imported: Asked = { kind: 'import', request };

describe('a failed import', () => {
  it.each(failureKindSchema.options)('by %s can at least be tried again', (kind) => {
    const failure = { kind, sentence: 'So.', file: null };
    expect(waysOn(imported, failure)).toContain('retry');
    expect(waysOn({ kind: 'sample' }, failure)).toEqual(['retry']);
    expect(['diskFull', 'notWritable', 'inUse', 'missing', 'layout', null]).toContain(adviceOf(failure));
  });

  it.each(['unknown-layout', 'missing-file', 'already-there'] as const)('by %s offers other settings first', (kind) => {
    expect(waysOn(imported, { kind, sentence: 'So.', file: null })[0]).toBe('change');
  });

  it('that a person stopped is no failure', () => {
    expect(failed({ kind: 'stopped', sentence: 'So.', file: null })).toEqual({ kind: 'stopped' });
    expect(failed({ kind: 'disk-full', sentence: 'So.', file: null }).kind).toBe('failed');
  });
});

describe('what an import changed', () => {
  const summary: ImportSummary = importSummarySchema.parse({
    ...{ dataSet: 1, name: 'n', root: '/r', hash: 'a'.repeat(64), layout: 'classes', classes: [], images: 5 },
    ...{ bySplit: { train: 5, val: 0, test: 0 }, masks: 0, added: 3, changed: 0, moved: 0, back: 1, missing: 2, refused: 0, warnings: [] },
  });

  it('is said without what did not happen', () => {
    expect(changesOf(summary)).toEqual([
      { change: 'added', images: 3 },
      { change: 'back', images: 1 },
      { change: 'missing', images: 2 },
    ]);
  });

  it('is nothing where nothing changed', () => {
    expect(changesOf({ ...summary, added: 0, back: 0, missing: 0 })).toEqual([]);
  });
});
