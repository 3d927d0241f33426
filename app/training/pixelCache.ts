/** Decoded pixels kept in memory, up to a bound, so that only the first epoch pays for decoding. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asFailure, type FailureKind, SmearlabError } from '../contract/failure.ts';
import type { RunImage } from '../contract/runFile.ts';
import { readMaskedCopy, readPixels } from '../library/pixels.ts';
import type { Example } from './examples.ts';

/** Pixels as RGB bytes [height, width, 3] at the network's size. */
export interface PixelSource {
  read(example: Example): Promise<Uint8Array>;
}

/**
 * The least recently used pictures leave first. One cache serves all runs of a process: its keys are the content (SHA-256), not the
 * path, so a subset finds what the whole set has decoded.
 */
export class PixelCache {
  readonly #limit: number;
  readonly #entries = new Map<string, Uint8Array>();
  #bytes = 0;

  /** @param limitBytes what the decoded pixels may take together */
  constructor(limitBytes: number) {
    this.#limit = limitBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** A source for the images below `root`, at `size` × `size` pixels. */
  sourceFor(root: string, size: number): PixelSource {
    return {
      read: async (example) => {
        const key = `${size}:${example.image.sha256}:${example.kind === 'masked copy' ? example.mask.sha256 : ''}`;
        return this.#find(key) ?? this.#keep(key, await decode(example, root, size));
      },
    };
  }

  #find(key: string): Uint8Array | undefined {
    const pixels = this.#entries.get(key);
    if (pixels === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, pixels);
    return pixels;
  }

  #keep(key: string, pixels: Uint8Array): Uint8Array {
    if (pixels.byteLength > this.#limit || this.#entries.has(key)) return pixels;
    this.#entries.set(key, pixels);
    this.#bytes += pixels.byteLength;
    for (const [oldest, old] of this.#entries) {
      if (this.#bytes <= this.#limit) break;
      this.#entries.delete(oldest);
      this.#bytes -= old.byteLength;
    }
    return pixels;
  }
}

async function decode(example: Example, root: string, size: number): Promise<Uint8Array> {
  const file = fileOf(root, example.image);
  const mask = example.kind === 'masked copy' ? example.mask : undefined;
  try {
    return await (mask === undefined ? readPixels(file, size) : readMaskedCopy(file, join(root, mask.path), size));
  } catch (error) {
    const failure = asFailure(error);
    if (
      UNREADABLE.has(failure.kind) &&
      isUnchanged(file, example.image) &&
      (mask === undefined || isUnchanged(join(root, mask.path), mask))
    )
      throw unreadNow(file, failure);
    throw failure;
  }
}

const UNREADABLE: ReadonlySet<FailureKind> = new Set(['unreadable-image', 'unreadable-mask']);

function isUnchanged(file: string, { sha256 }: { readonly sha256: string }): boolean {
  try {
    return createHash('sha256').update(readFileSync(file)).digest('hex') === sha256;
  } catch {
    // Not even its bytes can be had; why is what reading the image has said.
    return false;
  }
}

/** libvips does not always say that it is memory it lacks; but the import has read these very bytes, so they are not what is wrong. */
function unreadNow(file: string, cause: SmearlabError): SmearlabError {
  const sentence = `The image ${file} was read when it was imported and has not changed since, but cannot be read now.`;
  return new SmearlabError('out-of-memory', sentence, { file, cause });
}

function fileOf(root: string, image: RunImage): string {
  return join(root, image.path);
}
