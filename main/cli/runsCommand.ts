/** `smearlab runs`: the runs of an output folder and what became of them. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { isFolderLocked } from '../../app/store/folderLock.ts';
import { epochsOf } from '../../app/store/predictions.ts';
import { listRuns, type RunRow, shownState } from '../../app/store/runs.ts';
import { openStore, type Store } from '../../app/store/store.ts';
import { findStudy } from '../../app/store/studies.ts';
import { outputFolder } from '../../app/study/outputFolder.ts';

export function addRunsCommand(program: Command): void {
  program
    .command('runs')
    .description('Lists the runs of an output folder: state, epochs, time and score.')
    .option('--out <dir>', 'the output folder of a study', 'smearlab-study')
    .option('--json', 'one JSON array', false)
    .action(runs);
}

function runs(options: { readonly out: string; readonly json: boolean }): void {
  const folder = outputFolder(resolve(options.out));
  const store = openStore(folder.database, { readonly: true });
  try {
    const lockHeld = isFolderLocked(folder.root);
    const study = findStudy(store);
    const list = study === undefined ? [] : listRuns(store, study.id).map((row) => shownRun(store, row, lockHeld));
    if (options.json) console.log(JSON.stringify(list));
    else
      for (const run of list)
        console.log(`${run.name.padEnd(22)} ${run.state.padEnd(12)} epoch ${run.epoch}/${run.epochs}${run.score}${run.failure}`);
  } finally {
    store.close();
  }
}

function shownRun(store: Store, row: RunRow, lockHeld: boolean) {
  return {
    name: row.name,
    state: shownState(row.state, lockHeld),
    epoch: epochsOf(store, row.id).length,
    epochs: row.recipe.training.epochs,
    score: row.bestScore === null ? '' : `  best score ${row.bestScore.toFixed(4)}`,
    failure: row.failure === null ? '' : `  ${row.failure}`,
  };
}
