import { expect, it } from 'vitest';
import { SmearlabError, writeFailure } from '../../contract/failure.ts';
import { withWayOn } from '../../study/wayOn.ts';
import { runFailure } from '../../training/runFailure.ts';
import { stopped } from '../../training/stopping.ts';
import { tinyRun } from '../../training/tinyDataSet.fixture.ts';
import { diverged } from '../../training/trainEpoch.ts';
import { screenFailure } from './screenFailure.ts';

const { recipe } = tinyRun({ train: [], val: [] });
/** As it comes out of a study: explained by the executor, then by the study. */
const ofStudy = (failure: SmearlabError) => withWayOn(runFailure(failure, { name: 'wbc-1', recipe, finishedEpochs: 1 }), 'wbc', new Set());

it.each([
  ['diverged', ofStudy(diverged('wbc-1', 3)), 'The run wbc-1 diverged: its loss is no number any more in epoch 3.', 'lower learning rate'],
  ['out-of-memory', ofStudy(new SmearlabError('out-of-memory', 'No memory was left')), 'No memory was left.', 'smaller batch'],
  ['device-lost', ofStudy(new SmearlabError('device-lost', 'The card is gone.')), 'The card is gone.', 'processor'],
  [
    'engine',
    new SmearlabError('engine', 'It ended (SIGSEGV). What was finished is kept: go on with --resume; if not, report.'),
    'It ended (SIGSEGV).',
    'Resume it',
  ],
  [
    'disk-full',
    writeFailure(Object.assign(new Error(), { code: 'ENOSPC' }), '/x'),
    'The disk is full: /x could not be written.',
    'resume it',
  ],
  ['not-writable', writeFailure(Object.assign(new Error(), { code: 'EROFS' }), '/x'), '/x cannot be written (EROFS).', 'permissions'],
  [
    'other-study',
    new SmearlabError('other-study', 'They have changed. Put them back to go on with this study, or choose another --out for a new one.'),
    'They have changed.',
    'or add it again.',
  ],
  ['stopped', stopped(), 'Stopped.', 'resume it'],
  ['internal', 'a string that was thrown', 'Something unexpected happened: a string that was thrown', ''],
])('why training ended by %s is said in words for a screen', (kind, error, first, advice) => {
  const failure = screenFailure(error);
  expect(failure.kind).toBe(kind);
  expect(failure.sentence.startsWith(first), failure.sentence).toBe(true);
  expect(failure.sentence).toContain(advice);
  expect(failure.sentence).not.toContain('--');
});
