/**
 * Reads and writes tensors in the safetensors format (an open format that Python reads as well): eight bytes with the header's length,
 * a JSON header naming each tensor's type, shape and place, then the raw little-endian values.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { errorCode, SmearlabError } from '../contract/failure.ts';
import { writeWholeFile } from './wholeFile.ts';

export type NamedTensor = { readonly name: string; readonly shape: readonly number[]; readonly values: Float32Array };

const tensorHeaderSchema = z.object({
  dtype: z.literal('F32'),
  shape: z.array(z.int().min(0)),
  data_offsets: z.tuple([z.int().min(0), z.int().min(0)]),
});
const headerSchema = z.record(z.string(), z.union([tensorHeaderSchema, z.record(z.string(), z.string())]));

/**
 * Writes tensors and metadata as one file, whole or not at all.
 * A SHA-256 over the values goes into the metadata, so that damage is noticed when reading.
 * @throws SmearlabError `disk-full`, `not-writable`; the file that stood there before is untouched then
 */
export function writeTensors(file: string, tensors: readonly NamedTensor[], metadata: Readonly<Record<string, string>>): void {
  writeWholeFile(file, pieces(tensors, metadata));
}

/**
 * @throws SmearlabError `missing-file` when there is none, `damaged-checkpoint` when it is cut short, altered or no such file
 */
export function readTensors(file: string): { tensors: Map<string, NamedTensor>; metadata: Record<string, string> } {
  const bytes = readWhole(file);
  const { header, start } = readHeader(bytes, file);
  const tensors = new Map<string, NamedTensor>();
  const digest = createHash('sha256');
  const metadata: Record<string, string> = {};
  for (const [name, entry] of Object.entries(header)) {
    if (name === '__metadata__') {
      for (const [key, value] of Object.entries(entry)) if (typeof value === 'string') metadata[key] = value;
      continue;
    }
    const tensor = tensorHeaderSchema.safeParse(entry);
    if (!tensor.success) throw damaged(file, tensor.error);
    const { shape, data_offsets: offsets } = tensor.data;
    const size = shape.reduce((a, b) => a * b, 1);
    if (offsets[1] - offsets[0] !== size * 4 || start + offsets[1] > bytes.byteLength) throw damaged(file);
    // A copy, because a Float32Array must begin at a multiple of four bytes.
    const raw = bytes.subarray(start + offsets[0], start + offsets[1]);
    digest.update(raw);
    const values = new Float32Array(size);
    new Uint8Array(values.buffer).set(raw);
    tensors.set(name, { name, shape, values });
  }
  if (metadata['sha256'] !== digest.digest('hex')) throw damaged(file);
  return { tensors, metadata };
}

function* pieces(tensors: readonly NamedTensor[], metadata: Readonly<Record<string, string>>): Generator<Uint8Array> {
  const digest = createHash('sha256');
  for (const tensor of tensors) digest.update(bytesOf(tensor.values));
  const header: Record<string, unknown> = { __metadata__: { ...metadata, sha256: digest.digest('hex') } };
  let offset = 0;
  for (const tensor of tensors) {
    header[tensor.name] = { dtype: 'F32', shape: tensor.shape, data_offsets: [offset, offset + tensor.values.byteLength] };
    offset += tensor.values.byteLength;
  }
  const text = Buffer.from(JSON.stringify(header));
  // The format wants the values to begin at a multiple of eight bytes; spaces may follow the JSON.
  const padded = Buffer.concat([text, Buffer.alloc((8 - (text.byteLength % 8)) % 8, ' ')]);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.byteLength));
  yield length;
  yield padded;
  for (const tensor of tensors) yield bytesOf(tensor.values);
}

function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

function readWhole(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const missing = errorCode(error) === 'ENOENT';
    throw missing
      ? new SmearlabError('missing-file', `The checkpoint ${file} is not there. Train its run again.`, { file, cause: error })
      : damaged(file, error);
  }
}

function readHeader(bytes: Buffer, file: string): { header: z.infer<typeof headerSchema>; start: number } {
  if (bytes.byteLength < 8) throw damaged(file);
  const length = bytes.readBigUInt64LE(0);
  if (length > BigInt(bytes.byteLength - 8)) throw damaged(file);
  const start = 8 + Number(length);
  try {
    return { header: headerSchema.parse(JSON.parse(bytes.toString('utf8', 8, start))), start };
  } catch (error) {
    throw damaged(file, error);
  }
}

function damaged(file: string, cause?: unknown): SmearlabError {
  return new SmearlabError(
    'damaged-checkpoint',
    `The checkpoint ${file} is damaged. Delete it and go on with --resume; its run is then trained again.`,
    {
      file,
      cause,
    },
  );
}
