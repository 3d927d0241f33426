/** Measures one thing in a process of its own, so that its peak memory is its own: started by `measured`, never by hand. */
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { z } from 'zod';
import { importSettingsSchema } from '../../../app/contract/library.ts';
import { THUMBNAIL_SIDE } from '../../../app/library/decode.ts';
import { importDataSet } from '../../../app/library/import/importDataSet.ts';
import { changingLibrary } from '../../../app/library/library.ts';

export const measuredSchema = z.strictObject({ images: z.int(), seconds: z.number(), peakMemoryMB: z.number() });
export type Measured = z.infer<typeof measuredSchema>;

/** `import`: the images under `root` into the library `folder`. `sharp`: the bare loop over at most `most` of them. */
type Job = { readonly kind: 'import' | 'sharp'; readonly root: string; readonly folder: string; readonly most: number };

const jobSchema = z.strictObject({ kind: z.enum(['import', 'sharp']), root: z.string(), folder: z.string(), most: z.number() });

/** Runs a job in a process of its own. Throws when it fails. */
export function measured(job: Job): Promise<Measured> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [fileURLToPath(import.meta.url), JSON.stringify(job)], { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.on('data', (data: Buffer) => {
      output += data;
    });
    child.on('error', reject);
    child.on('close', (status) => {
      if (status === 0) resolve(measuredSchema.parse(JSON.parse(output)));
      else reject(new Error(`Measuring ${job.kind} ended with status ${status}.`));
    });
  });
}

async function importAll({ root, folder }: Job): Promise<number> {
  const { images } = await changingLibrary(folder, ({ store, thumbnails }) =>
    importDataSet(store, {
      ...{ name: 'bench', root, settings: importSettingsSchema.parse({ layout: 'splits' }), requiredSplits: [], thumbnails },
      onProgress: () => undefined,
      signal: new AbortController().signal,
    }),
  );
  return images;
}

/** What anybody would write who only wants the thumbnails: read each file, shrink it, encode it. Nothing is hashed, probed or kept. */
async function bareLoop({ root, most }: Job): Promise<number> {
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .slice(0, most);
  let next = 0;
  const lane = async () => {
    for (let file = files[next++]; file !== undefined; file = files[next++]) {
      await sharp(await readFile(file))
        .resize(THUMBNAIL_SIDE, THUMBNAIL_SIDE, { fit: 'inside', withoutEnlargement: true })
        .jpeg({ quality: 80 })
        .toBuffer();
    }
  };
  await Promise.all(Array.from({ length: Math.max(2, Math.min(8, availableParallelism() * 2)) }, lane));
  return files.length;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const job = jobSchema.parse(JSON.parse(process.argv[2] ?? ''));
  const began = performance.now();
  const images = job.kind === 'import' ? await importAll(job) : await bareLoop(job);
  const seconds = (performance.now() - began) / 1000;
  console.log(JSON.stringify({ images, seconds, peakMemoryMB: Math.round(process.resourceUsage().maxRSS / 1024) } satisfies Measured));
}
