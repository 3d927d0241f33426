/** What the finished runs of a sweep say before it has ended, or while it goes on: nothing is trained, nothing is changed. */
import { SmearlabError } from '../../contract/failure.ts';
import type { Sweep, SweepResult } from '../../contract/sweep.ts';
import { predictionsOf } from '../../store/predictions.ts';
import { listRuns, type RunRow } from '../../store/runs.ts';
import { openStore, type Store } from '../../store/store.ts';
import { findStudy } from '../../store/studies.ts';
import { classesOfRun } from '../../store/trainedRuns.ts';
import type { OutputFolder } from '../outputFolder.ts';
import { candidatesOf } from './candidates.ts';
import { type JudgedSweepRun, judgeRound } from './judgeSweep.ts';
import { runNameOf } from './planSweep.ts';
import { roundEpochs, storedSweepSchema } from './storedSweep.ts';

/** @throws SmearlabError `missing-file` where there is no database, `other-study` where it holds no sweep */
export function sweepSoFar(folder: OutputFolder): SweepResult {
  const store = openStore(folder.database, { readonly: true });
  try {
    const study = findStudy(store);
    const stored = study === undefined ? undefined : storedSweepSchema.safeParse(JSON.parse(study.settings));
    if (study === undefined || stored?.success !== true) {
      throw new SmearlabError('other-study', `${folder.root} holds no sweep. Name the folder of one with --out.`, { file: folder.root });
    }
    return resultSoFar(store, stored.data.sweep, listRuns(store, study.id));
  } finally {
    store.close();
  }
}

function resultSoFar(store: Store, sweep: Sweep, rows: readonly RunRow[]): SweepResult {
  const byName = new Map(rows.map((row) => [row.name, row]));
  const [any] = rows;
  const classes = any === undefined ? [] : classesOfRun(store, any.id);
  const epochs = roundEpochs(sweep);
  const rounds = epochs.map((count, at) => {
    const round = epochs.length > 1 ? at + 1 : null;
    const runs = candidatesOf(sweep, count ?? undefined).flatMap(({ name: candidate }) =>
      sweep.seeds
        .flatMap((seed) =>
          Array.from({ length: sweep.folds }, (_, fold) =>
            judgedRow(store, byName.get(runNameOf({ candidate, seed, fold }, round)), { candidate, seed, fold }),
          ),
        )
        .flat(),
    );
    const begun = new Set(runs.map(({ candidate }) => candidate));
    return { round: at + 1, runs, candidates: candidatesOf(sweep, count ?? undefined).filter(({ name }) => begun.has(name)) };
  });
  const counts = countsOf(
    rounds.flatMap(({ runs }) => runs),
    classes.length,
  );
  const images = counts.reduce((sum, count) => sum + count, 0);
  const rarest = classes[counts.indexOf(Math.min(...counts))] ?? '';
  const against = sweep.search.kind === 'ladder' ? ('before' as const) : ('first' as const);
  const candidates = rounds.flatMap((round) => judgeRound(round, { classes, rarest, folds: sweep.folds, against }));
  return { sweep, classes, rarestClass: rarest, images, candidates };
}

type Place = Pick<JudgedSweepRun, 'candidate' | 'seed' | 'fold'>;

/** Nothing of a run that is not recorded, such as one of a later round. */
function judgedRow(store: Store, row: RunRow | undefined, place: Place): JudgedSweepRun[] {
  if (row === undefined) return [];
  const predictions = row.state === 'finished' ? predictionsOf(store, row.id) : null;
  return [{ ...place, name: row.name, predictions, diverged: row.state === 'failed', seconds: row.seconds ?? 0 }];
}

/** How many images of each class some finished run was asked about: those of all folds once a seed is whole. */
function countsOf(runs: readonly JudgedSweepRun[], classes: number): number[] {
  const known = new Map(runs.flatMap(({ predictions }) => predictions ?? []).map(({ path, actual }) => [path, actual]));
  const counts = new Array<number>(classes).fill(0);
  for (const actual of known.values()) counts[actual] = (counts[actual] ?? 0) + 1;
  return counts;
}
