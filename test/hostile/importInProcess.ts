/** Imports a folder into a library in a process of its own, which may be killed, and says at its end how much memory it ever held. */
import { importSettingsSchema } from '../../app/contract/library.ts';
import { importDataSet } from '../../app/library/import/importDataSet.ts';
import { changingLibrary } from '../../app/library/library.ts';

const [root = '', folder = ''] = process.argv.slice(2);
const summary = await changingLibrary(folder, ({ store, thumbnails }) =>
  importDataSet(store, {
    ...{ name: 'hostile', root, settings: importSettingsSchema.parse({ layout: 'splits' }), requiredSplits: [], thumbnails },
    onProgress: () => undefined,
    signal: new AbortController().signal,
  }),
);
console.log(JSON.stringify({ summary, peakMemoryMB: process.resourceUsage().maxRSS / 1024 }));
