/** Where Node keeps what it compiled, for the next process of the same sources; as main/start.mjs has it. */
import { join } from 'node:path';

export const COMPILED_FOLDER = join(import.meta.dirname, '..', 'node_modules', '.cache', 'compiled');
