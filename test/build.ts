/** What tests of a face need built, once for all of them: what is newer than its sources is left as it is. */
import { fileURLToPath } from 'node:url';
import { buildWhereStale } from '../main/open/build.ts';
import type { Part } from '../main/open/parts.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

export async function built(parts: readonly Part[]): Promise<void> {
  await buildWhereStale(parts, ROOT, new AbortController().signal, () => undefined);
}
