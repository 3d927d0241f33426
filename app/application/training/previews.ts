/** Pictures of augmentation previews, by what is in them: in memory, because nobody looks at them for long. */
import { createHash } from 'node:crypto';
import { SmearlabError } from '../../contract/failure.ts';

/** About ten previews of the largest kind. */
const MOST_BYTES = 64_000_000;

export class Previews {
  readonly #kept = new Map<string, Buffer>();
  readonly #most: number;
  #bytes = 0;

  constructor(most = MOST_BYTES) {
    this.#most = most;
  }

  /** Keeps a picture; the oldest ones leave for it. @returns its hash */
  keep(bytes: Buffer): string {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    this.#forget(sha256);
    this.#kept.set(sha256, bytes);
    this.#bytes += bytes.byteLength;
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= this.#most || oldest === sha256) break;
      this.#forget(oldest);
    }
    return sha256;
  }

  /** @throws SmearlabError wrong-usage where it has left */
  read(sha256: string): Buffer {
    const bytes = this.#kept.get(sha256);
    if (bytes === undefined) throw new SmearlabError('wrong-usage', 'This preview is not kept any more. Ask for it again.');
    return bytes;
  }

  #forget(sha256: string): void {
    this.#bytes -= this.#kept.get(sha256)?.byteLength ?? 0;
    this.#kept.delete(sha256);
  }
}
