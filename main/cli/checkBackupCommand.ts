/** `smearlab check-backup`: whether a backup is as it was made. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { SmearlabError } from '../../app/contract/failure.ts';
import { checkBackup } from '../../app/library/backup/manifest.ts';
import { interruptSignal } from './interrupt.ts';

export function addCheckBackupCommand(program: Command): void {
  program
    .command('check-backup')
    .argument('<dir>', 'the folder of a backup, before it is opened as a data folder')
    .description('Reads all files of a backup and holds them against the hashes they were copied with.')
    .option('--json', 'one JSON object', false)
    .action(async (dir: string, { json }: { readonly json: boolean }) => {
      const folder = resolve(dir);
      const check = await checkBackup(folder, interruptSignal());
      const { files, madeAt, missing, changed } = check;
      if (json) console.log(JSON.stringify(check));
      const wrong = [...missing.map((path) => `${path} (missing)`), ...changed.map((path) => `${path} (changed)`)];
      if (wrong.length > 0) {
        throw new SmearlabError('damaged-database', `The backup ${folder} is not as it was made: ${wrong.join(', ')}. Use another one.`, {
          file: folder,
        });
      }
      if (!json) console.log(`${files} files of ${madeAt}, all as they were copied.`);
    });
}
