/** What a person has set, in a file of the data folder: written whole or not at all; a damaged one counts as not there. */
import { readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFailure } from '../contract/failure.ts';
import { type Settings, settingsSchema } from '../contract/settings.ts';

/** Unknown fields are those of a newer program: they are ignored, not refused. */
const fileSchema = z.object(settingsSchema.shape);

export class SettingsFile {
  readonly #file: string;
  #settings: Settings;

  constructor(folder: string) {
    this.#file = join(folder, 'settings.json');
    this.#settings = readOrDefault(this.#file);
  }

  get current(): Settings {
    return this.#settings;
  }

  /** @throws SmearlabError disk-full, not-writable; then nothing has changed */
  async change(changes: Partial<Settings>): Promise<Settings> {
    const next = settingsSchema.parse({ ...this.#settings, ...changes });
    const part = `${this.#file}.${process.pid}.part`;
    try {
      await writeFile(part, `${JSON.stringify(next, null, 2)}\n`);
      await rename(part, this.#file);
    } catch (error) {
      throw writeFailure(error, this.#file);
    }
    this.#settings = next;
    return next;
  }
}

function readOrDefault(file: string): Settings {
  try {
    return fileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // Not there yet, or damaged: what is set there is a matter of taste, and is set again in a moment.
    return settingsSchema.parse({});
  }
}
