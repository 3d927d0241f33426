/** Chosen runs read from the store and put side by side. */
import { SmearlabError } from '../../contract/failure.ts';
import type { RunComparison, RunSettings, SeedGroup } from '../../contract/runs.ts';
import { differenceOverSeeds, type SeedDifference } from '../../evaluation/comparison/overSeeds.ts';
import { judgementsOf } from '../../store/judgements.ts';
import { epochsOf } from '../../store/predictions.ts';
import { listedRun } from '../../store/runList.ts';
import { readRun } from '../../store/runs.ts';
import { seededRuns } from '../../store/seededRuns.ts';
import type { Store } from '../../store/store.ts';
import { judgedTogether } from './judgedTogether.ts';
import { bandsOf, groupsOf, likenessOf } from './seedGroups.ts';
import { settingsOf } from './settings.ts';

/** @throws SmearlabError wrong-usage for a run that is not there, and for a baseline that is none of the runs */
export function compareChosen(store: Store, runs: readonly number[], baseline: number): RunComparison {
  if (!runs.includes(baseline))
    throw new SmearlabError('wrong-usage', 'The baseline is one of the runs that are compared. Choose one of them.');
  const listed = [baseline, ...runs.filter((run) => run !== baseline)].map((run) => listedRun(store, run));
  const seedGroups = seedGroupsOf(store, runs);
  const judged = judgedTogether(
    listed.map(({ id, name, dataSet, state }) => {
      const judgements = state === 'finished' ? judgementsOf(store, id) : null;
      return { id, name, dataSetHash: dataSet.hash, judgements };
    }),
  );
  return {
    ...{ baseline, settings: settingsOfRuns(store, runs), seedGroups },
    curves: runs.map((run) => ({ run, epochs: epochsOf(store, run) })),
    judged: judged.kind === 'apart' ? judged : { ...judged, against: withSeeds(judged.against, seedGroups, baseline) },
  };
}

type AgainstBaseline = Extract<RunComparison['judged'], { kind: 'together' }>['against'];

function withSeeds(against: AgainstBaseline, groups: readonly SeedGroup[], baseline: number): AgainstBaseline {
  return against.map((one) => ({ ...one, overSeeds: overSeeds(groups, baseline, one.run) }));
}

function overSeeds(groups: readonly SeedGroup[], first: number, second: number): AgainstBaseline[number]['overSeeds'] {
  const groupOf = (run: number) => groups.find(({ chosen }) => chosen.includes(run));
  const [mine, theirs] = [groupOf(first), groupOf(second)];
  if (mine === undefined || theirs === undefined || mine === theirs) return null;
  const scores = (group: SeedGroup) => group.runs.flatMap(({ seed, macroF1 }) => (macroF1 === null ? [] : [{ seed, score: macroF1 }]));
  const found: SeedDifference | undefined = differenceOverSeeds(scores(mine), scores(theirs));
  return found === undefined ? null : { ...found, seeds: [...found.seeds] };
}

function seedGroupsOf(store: Store, runs: readonly number[]): SeedGroup[] {
  const all = seededRuns(store, runs).map((row) => ({ ...row, likeness: likenessOf(row) }));
  return groupsOf(runs, all).map(({ chosen, runs: alike }) => ({
    chosen: [...chosen],
    runs: alike.map(({ id, seed, macroF1 }) => ({ run: id, seed, macroF1 })),
    bands: alike.length < 2 ? [] : bandsOf(alike.map(({ id }) => epochsOf(store, id))),
  }));
}

/** @throws SmearlabError wrong-usage for a run that is not there */
export function settingsOfRuns(store: Store, runs: readonly number[]): RunSettings {
  return settingsOf(
    runs.map((id) => {
      const { arm, dataSet, subset, seed, engine, device } = listedRun(store, id);
      const { recipe, inputs } = readRun(store, id);
      const starts = inputs.map(({ inputRunId }) => readRun(store, inputRunId).name);
      const { name = null, percent = null } = subset ?? {};
      return {
        ...{ arm, dataSet: dataSet.name, dataSetHash: dataSet.hash, seed, engine, device, recipe },
        subset: name ?? (percent === null ? null : `${percent} %`),
        startsFrom: starts.length === 0 ? null : starts.join(', '),
      };
    }),
  );
}
