/**
 * Decoded pictures kept in a folder, up to a bound, for the next run and for sets that no memory holds. What lies there is known by name:
 * the content of image and mask, and the size. This side decides what is kept; whoever makes a batch reads and writes the files.
 */
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode, SmearlabError } from '../../contract/failure.ts';
import { keptBytes, PART } from './keptPixels.ts';

/** In a folder of our own below the one that was given: nothing else is ever deleted. */
const FOLDER = 'decoded-images';
const NAME = /^[0-9a-f]{64}(-[0-9a-f]{64})?-(\d+)\.rgb$/;

/** After so many pictures that could not be written no more are tried: the disk is full or read-only. */
const PATIENCE = 8;

export class DiskCache {
  readonly #folder: string;
  readonly #limit: number;
  readonly #mayWrite: boolean;
  /** Bytes of each file that is or may be there. */
  readonly #files = new Map<string, number>();
  /** What this run has read or written. It stays: the next epoch reads it again. */
  readonly #used = new Set<string>();
  /** What may leave, oldest first; made when first needed. */
  #leaving: string[] | undefined;
  #bytes = 0;
  #failures = 0;

  /**
   * @param folder which is there, but where it is only read
   * @param limitBytes what the files may take together
   * @param mayWrite false where another process fills the folder: two that do not know of each other would grow past the bound
   * @throws SmearlabError `not-writable` when the folder cannot be made
   */
  constructor(folder: string, limitBytes: number, mayWrite: boolean) {
    this.#folder = join(folder, FOLDER);
    this.#limit = limitBytes;
    this.#mayWrite = mayWrite;
    try {
      if (mayWrite && !existsSync(this.#folder)) mkdirSync(this.#folder);
      for (const name of filesIn(this.#folder)) this.#take(name);
      if (mayWrite) this.#makeRoom(0);
    } catch (error) {
      throw notWritable(folder, error);
    }
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** The file that may hold a picture. @param name of the content and the size, see `keptName` */
  find(name: string): string | null {
    if (!this.#files.has(name)) return null;
    this.#used.add(name);
    return join(this.#folder, name);
  }

  /** The file that a picture is to be written to; null where there is no room. Its bytes count from now on. */
  reserve(name: string, size: number): string | null {
    if (!this.#mayWrite || this.#failures >= PATIENCE) return null;
    if (this.#files.has(name)) return this.find(name);
    const bytes = keptBytes(size);
    if (!this.#makeRoom(bytes)) return null;
    this.#add(name, bytes);
    this.#used.add(name);
    return join(this.#folder, name);
  }

  /** Takes back the reservation of what could not be written. @returns whether this was the last that is tried */
  notWritten(name: string): boolean {
    if (!existsSync(join(this.#folder, name))) this.#remove(name);
    return ++this.#failures === PATIENCE;
  }

  #take(name: string): void {
    const size = NAME.exec(name)?.[2];
    if (size !== undefined) this.#add(name, keptBytes(Number(size)));
    // What a kill left half-written.
    else if (this.#mayWrite && name.endsWith(PART)) rmSync(join(this.#folder, name), { force: true });
  }

  /** What an earlier run has used may leave from now on. */
  beginRun(): void {
    this.#used.clear();
    this.#leaving = undefined;
  }

  /** Lets the oldest that this run has not used leave. @returns whether that was enough */
  #makeRoom(bytes: number): boolean {
    if (this.#bytes + bytes <= this.#limit) return true;
    this.#leaving ??= byAge(this.#folder, this.#files.keys());
    while (this.#bytes + bytes > this.#limit) {
      const oldest = this.#leaving.shift();
      if (oldest === undefined) return false;
      if (this.#used.has(oldest) || !this.#files.has(oldest)) continue;
      rmSync(join(this.#folder, oldest), { force: true });
      this.#remove(oldest);
    }
    return true;
  }

  #add(name: string, bytes: number): void {
    this.#files.set(name, bytes);
    this.#bytes += bytes;
  }

  #remove(name: string): void {
    this.#bytes -= this.#files.get(name) ?? 0;
    this.#files.delete(name);
  }
}

/** What is thrown when the folder for decoded images is no place to keep anything. */
export function notWritable(folder: string, cause: unknown): SmearlabError {
  const code = errorCode(cause instanceof SmearlabError ? cause.cause : cause);
  const why = code === undefined ? '' : ` (${code})`;
  return new SmearlabError(
    'not-writable',
    `Decoded images cannot be kept in ${folder}${why}. Choose another folder with --cache-folder, or leave it out.`,
    { file: folder, cause },
  );
}

/** @param mask of the masked copy; null for the image itself */
export function keptName(image: string, mask: string | null, size: number): string {
  return `${mask === null ? image : `${image}-${mask}`}-${size}.rgb`;
}

function filesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    // A folder that is only read need not be there.
    return [];
  }
}

function byAge(folder: string, names: Iterable<string>): string[] {
  const aged = [...names].map((name) => ({ name, written: statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0 }));
  return aged.sort((a, b) => a.written - b.written).map(({ name }) => name);
}
