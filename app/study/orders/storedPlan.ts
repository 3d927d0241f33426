/**
 * The plan of an order on the disk, from its first start on: what is interrupted goes on with the images that it began with, also where
 * labels or masks have been changed meanwhile.
 */
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFailure } from '../../contract/failure.ts';
import type { RunFile } from '../../contract/runFile.ts';
import { type DataSetRole, dataSetRoleSchema } from '../../contract/words.ts';
import { loadDataSet } from '../../library/dataSet.ts';
import type { Library } from '../../library/library.ts';
import { findPlaced } from '../../store/dataSets.ts';
import { runArmSchema } from '../../store/runs.ts';
import type { Store } from '../../store/store.ts';
import { RUN_FILE, readRunFile } from '../../training/executeRun.ts';
import { dataSetOfLibrary } from '../libraryData.ts';
import { type OutputFolder, writeText } from '../outputFolder.ts';
import { studySettingsSchema } from '../settings.ts';
import type { PreparedData } from '../study.ts';
import type { PlannedOrder } from './planOrder.ts';

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

/** Writes the run files, then the plan: where that is there, so are they. @throws SmearlabError disk-full, not-writable */
export function storePlan(folder: OutputFolder, { plan, places, warnings, study }: PlannedOrder): void {
  for (const { runFile } of plan) {
    const own = folder.runFolder(runFile.name);
    try {
      mkdirSync(own, { recursive: true });
    } catch (error) {
      throw writeFailure(error, own);
    }
    writeText(join(own, RUN_FILE), `${JSON.stringify(runFile)}\n`);
  }
  const stored: z.input<typeof storedSchema> = {
    format: 'smearlab-plan/1',
    runs: plan.map((planned) => {
      const { arm, role, percent, inputs, runFile } = planned;
      return { name: runFile.name, arm, role, percent, inputs: [...inputs], ...places.placeOf(planned) };
    }),
    earlierRuns: [...places.earlierRuns],
    warnings: [...warnings],
    settings: study?.settings ?? null,
  };
  writeText(join(folder.root, PLAN_FILE), `${JSON.stringify(stored)}\n`);
}

/** The plan of an order that was begun before; undefined where it was not, or not far enough for one. @throws SmearlabError bad-run-file */
export function readPlan(library: Library, folder: OutputFolder): PlannedOrder | undefined {
  const file = join(folder.root, PLAN_FILE);
  if (!existsSync(file)) return undefined;
  const stored = storedSchema.safeParse(parsed(readFileSync(file, 'utf8'))).data;
  // A damaged one is made anew: runs that are finished by it stay as they are.
  if (stored === undefined) return undefined;
  const plan = stored.runs.map(({ name, arm, role, percent, inputs, dataSetId }) => {
    const runFile = placedNow(library.store, readRunFile(join(folder.runFolder(name), RUN_FILE)), dataSetId);
    return { arm, role, percent, inputs, runFile };
  });
  const placeOf = new Map(stored.runs.map(({ name, dataSetId, subsetId }) => [name, { dataSetId, subsetId }]));
  const study = stored.settings === null ? null : { settings: stored.settings, data: dataNow(library, stored, plan) };
  return {
    ...{ plan, study, warnings: study?.data.warnings ?? stored.warnings },
    places: {
      placeOf: ({ runFile }) => placeOf.get(runFile.name) ?? { dataSetId: 0, subsetId: null },
      earlierRuns: new Map(stored.earlierRuns),
    },
  };
}

/** With the folder that the images lie in today: a lab may have moved them. */
function placedNow(store: Store, run: RunFile, dataSetId: number): RunFile {
  const root = findPlaced(store, dataSetId)?.root ?? run.dataSet.root;
  return { ...run, dataSet: { ...run.dataSet, root } };
}

type Stored = z.output<typeof storedSchema>;

/** For the result: the data sets under the hashes that the runs are of, and a sentence where they are others by now. */
function dataNow({ store, folder }: Library, { warnings, settings, runs }: Stored, plan: PlannedOrder['plan']): PreparedData {
  const changed: string[] = [];
  const of = (role: DataSetRole) => {
    const name = settings?.dataSets[role].called ?? role;
    const now = loadDataSet(store, name) ?? dataSetOfLibrary(store, name);
    const hash = plan.find((planned) => planned.role === role)?.runFile.dataSet.hash ?? now.hash;
    if (hash !== now.hash)
      changed.push(`${name} was changed while this study was interrupted: all its runs are of the images as they were.`);
    return { ...now, hash };
  };
  const dataSets = { wbc: of('wbc'), cam16: of('cam16'), prcc: of('prcc') };
  const subsetIds = runs.flatMap(({ percent, subsetId }): [number, number][] =>
    percent === null || subsetId === null ? [] : [[percent, subsetId]],
  );
  return {
    ...{ dataSets, subsets: new Map(), subsetIds: new Map(subsetIds), dataFolder: folder.root },
    warnings: [...warnings, ...new Set(changed)],
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Damaged: see above.
    return undefined;
  }
}
