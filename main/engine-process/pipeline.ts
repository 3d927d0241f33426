/** What of the engine process makes batches: caches and threads, as the command line asked for them. */
import { join } from 'node:path';
import { asFailure } from '../../app/contract/failure.ts';
import { type FolderLock, lockFolder } from '../../app/store/folderLock.ts';
import { makeFolder } from '../../app/study/outputFolder.ts';
import type { Pipeline } from '../../app/training/pipeline/batchSource.ts';
import { BatchWorkers } from '../../app/training/pipeline/batchWorkers.ts';
import { DiskCache, notWritable } from '../../app/training/pipeline/diskCache.ts';
import { PixelCache } from '../../app/training/pipeline/pixelCache.ts';
import type { PipelineOptions } from './messages.ts';

export type OpenPipeline = Pipeline & { close(): Promise<void> };

/** @throws SmearlabError `not-writable` when the folder for decoded images cannot be made */
export function openPipeline({ cacheBytes, diskCache, workers: count }: PipelineOptions): OpenPipeline {
  const workers = count === 0 ? undefined : new BatchWorkers(count);
  const lock = diskCache === null ? undefined : lockOf(diskCache.folder);
  const disk = diskCache === null ? undefined : new DiskCache(diskCache.folder, diskCache.bytes, lock !== undefined);
  return {
    cache: new PixelCache(cacheBytes),
    disk,
    workers,
    async close() {
      await workers?.close();
      lock?.release();
    },
  };
}

/** Of a folder of decoded images for as long as this process fills it; undefined where another one does, and it is only read. */
function lockOf(folder: string): FolderLock | undefined {
  try {
    makeFolder(folder);
    return lockFolder(join(folder, 'lock'));
  } catch (error) {
    if (asFailure(error).kind !== 'in-use') throw notWritable(folder, error);
    console.warn(`Another study fills ${folder}: what it keeps there is read, and nothing is added.`);
    return undefined;
  }
}
