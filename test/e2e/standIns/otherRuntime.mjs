/**
 * A stand-in for ONNX Runtime on another processor: loaded with --import before the program. SMEARLAB_TEST_RUNTIME says how it differs:
 * `without blocks` asks the real runtime for operators of a domain that it does not have, `odd blocks` and `wrong blocks` spoil what it gives.
 */
import { InferenceSession } from 'onnxruntime-node';

const how = process.env.SMEARLAB_TEST_RUNTIME;
const DOMAIN = Buffer.from('com.microsoft.nchwc');
const NOBODYS = Buffer.from('com.microsoft.xchwc');

const { create } = InferenceSession;
InferenceSession.create = async (model, options) => {
  const isBlocked = Buffer.from(model).includes(DOMAIN);
  if (!isBlocked) return create.call(InferenceSession, model, options);
  if (how === 'without blocks') return create.call(InferenceSession, renamed(model), options);
  const session = await create.call(InferenceSession, model, options);
  const { run } = session;
  session.run = async (feeds, fetches) => spoil(await run.call(session, feeds, fetches), fetches);
  return session;
};

function renamed(model) {
  const bytes = Buffer.from(model);
  for (let at = bytes.indexOf(DOMAIN); at >= 0; at = bytes.indexOf(DOMAIN, at)) bytes.set(NOBODYS, at);
  return bytes;
}

/** The probe's only output is a shape, [1, channels of a block, 1, 1]; a training step has many. */
function spoil(results, fetches) {
  const outputs = Object.entries(results);
  if (how === 'odd blocks' && outputs.length === 1) outputs[0][1].data[1] = 5;
  if (how === 'wrong blocks' && outputs.length > 1) {
    for (const [name, { data }] of outputs) {
      for (let i = 0; i < data.length; i++) data[i] *= 1.05;
      const given = fetches[name]?.data;
      if (given !== undefined && given.buffer !== data.buffer) given.set(data);
    }
  }
  return results;
}
