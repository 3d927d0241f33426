/** Decoded pixels kept in memory, up to a bound, so that only the first epoch pays for decoding. */

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

  find(key: string): Uint8Array | undefined {
    const pixels = this.#entries.get(key);
    if (pixels === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, pixels);
    return pixels;
  }

  keep(key: string, pixels: Uint8Array): void {
    if (pixels.byteLength > this.#limit || this.#entries.has(key)) return;
    this.#entries.set(key, pixels);
    this.#bytes += pixels.byteLength;
    for (const [oldest, old] of this.#entries) {
      if (this.#bytes <= this.#limit) break;
      this.#entries.delete(oldest);
      this.#bytes -= old.byteLength;
    }
  }
}
