import { describe, expect, it } from 'vitest';
import { SmearlabError } from '../../contract/failure.ts';
import { engineFailure } from './engineFailure.ts';

describe('what stops TensorFlow', () => {
  it.each([
    'Invalid TF_Status: 8\nMessage: OOM when allocating tensor with shape[64,64,112,112] and type float on /job:localhost/replica:0/task:0/device:GPU:0',
    'OOM when making a tensor with shape[64,64,112,112] and type float on /job:localhost/replica:0/task:0/device:GPU:0',
    'CUDA_ERROR_OUT_OF_MEMORY: out of memory',
    'failed to allocate 2.00G (2147483648 bytes) from device',
    'Array buffer allocation failed',
    'Invalid typed array length: 8796093022208',
    'RESOURCE_EXHAUSTED: too much',
    'std::bad_alloc',
  ])('is told as memory that ran out: %s', (message) => {
    const failure = engineFailure('Training wbc', new Error(message));
    expect(failure).toMatchObject({
      kind: 'out-of-memory',
      message: `Training wbc stopped: TensorFlow says "${message.replace('\n', ' ')}".`,
    });
  });

  it('is told as a lost device', () => {
    const failure = engineFailure('Training wbc', new Error('CUDA_ERROR_ILLEGAL_ADDRESS: an illegal memory access was encountered'));
    expect(failure.kind).toBe('device-lost');
  });

  it.each([
    ['an error', new Error('Invalid TF_Status: 3\nMessage: shapes do not fit'), 'Invalid TF_Status: 3 Message: shapes do not fit'],
    ['a room, which is no OOM', new Error('no room'), 'no room'],
    ['a text', 'broken', 'broken'],
    ['nothing', undefined, 'undefined'],
    ['an object without words', Object.create(null), 'something without words'],
    ['a long story', new Error('x'.repeat(1000)), `${'x'.repeat(300)}…`],
  ])('as anything else is to be reported: %s', (_, error, said) => {
    const failure = engineFailure('Training wbc', error);
    expect(failure.message).toBe(`Training wbc stopped: TensorFlow says "${said}". Report this with the log.`);
    expect(failure.kind).toBe('engine');
  });

  it('and is a sentence already stays that sentence', () => {
    const own = new SmearlabError('image-size', 'Too small.');
    expect(engineFailure('Training wbc', own)).toBe(own);
  });
});
