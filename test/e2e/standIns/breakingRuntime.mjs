/**
 * A stand-in for a device that is lost: loaded with --import before the program, it lets ONNX Runtime work until the file named by
 * SMEARLAB_TEST_BREAK is there; from then on every run throws what that file says.
 */
import { existsSync, readFileSync } from 'node:fs';
import { InferenceSession } from 'onnxruntime-node';

const flag = process.env.SMEARLAB_TEST_BREAK ?? '';
const { run } = InferenceSession.prototype;
InferenceSession.prototype.run = function (...args) {
  if (existsSync(flag)) return Promise.reject(new Error(readFileSync(flag, 'utf8')));
  return run.apply(this, args);
};
