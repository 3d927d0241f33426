/**
 * The plan of an order on the disk, from its first start on: what is interrupted goes on with the images that it began with, also where
 * labels or masks have been changed meanwhile.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { RunFile } from '../../contract/runFile.ts';
import { dataSetRoleSchema } from '../../contract/words.ts';
import { findPlaced } from '../../store/dataSets.ts';
import { runArmSchema } from '../../store/runs.ts';
import type { Store } from '../../store/store.ts';
import { RUN_FILE, readRunFile } from '../../training/executeRun.ts';
import { type OutputFolder, writeText } from '../outputFolder.ts';
import { factsOf } from '../runFacts.ts';
import { studySettingsSchema } from '../settings.ts';
import type { PreparedOrder } from './preparedOrder.ts';

const storedSchema = z.object({
  format: z.literal('smearlab-plan/1'),
  runs: z.array(
    z.object({
      name: z.string(),
      arm: runArmSchema,
      role: dataSetRoleSchema.nullable(),
      percent: z.number().nullable(),
      inputs: z.array(z.object({ part: z.enum(['autoencoder', 'cam16', 'wbc']), run: z.string(), weight: z.number().nullable() })),
      dataSetId: z.int(),
      subsetId: z.int().nullable(),
    }),
  ),
  earlierRuns: z.array(z.tuple([z.string(), z.int()])),
  warnings: z.array(z.string()),
  settings: studySettingsSchema.nullable(),
});

const PLAN_FILE = 'plan.json';

/** Where it is there, so are the run files: write it after them. @throws SmearlabError disk-full, not-writable */
export function storePlan(folder: OutputFolder, { runs, earlierRuns, warnings, settings }: PreparedOrder): void {
  const stored: z.input<typeof storedSchema> = {
    format: 'smearlab-plan/1',
    runs: runs.map(({ runFile, ...run }) => ({ name: runFile.name, ...run })),
    ...{ earlierRuns, warnings, settings },
  };
  writeText(join(folder.root, PLAN_FILE), `${JSON.stringify(stored)}\n`);
}

/**
 * The plan of an order that was begun before, with the folders that its images lie in today: a lab may have moved them.
 * @param onMoved told the run files that name another folder
 * @returns undefined where it was not begun, or not far enough for one
 * @throws SmearlabError bad-run-file
 */
export function readPlan(store: Store, folder: OutputFolder, onMoved: (runFile: RunFile) => void): PreparedOrder | undefined {
  const file = join(folder.root, PLAN_FILE);
  if (!existsSync(file)) return undefined;
  const stored = storedSchema.safeParse(parsed(readFileSync(file, 'utf8'))).data;
  // A damaged one is made anew: runs that are finished by it stay as they are.
  if (stored === undefined) return undefined;
  const { earlierRuns, warnings, settings } = stored;
  const runs = stored.runs.map(({ name, ...run }) => {
    const runFile = readRunFile(join(folder.runFolder(name), RUN_FILE));
    const root = findPlaced(store, run.dataSetId)?.root ?? runFile.dataSet.root;
    const placed = { ...runFile, dataSet: { ...runFile.dataSet, root } };
    if (root !== runFile.dataSet.root) onMoved(placed);
    return { ...run, runFile: factsOf(placed) };
  });
  return { runs, subsets: [], earlierRuns, warnings, settings, isStored: true };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Damaged: see above.
    return undefined;
  }
}
