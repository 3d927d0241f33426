/** Answers about settings, devices and the data folder. */
import { statfs } from 'node:fs/promises';
import type { settingsProcedures } from '../../contract/procedures/settings.ts';
import { backUpLibrary, listBackups } from '../../library/backup/backUpLibrary.ts';
import { sizeOf } from '../../library/backup/files.ts';
import type { Answers, Desk } from '../answer.ts';

export function settingsAnswers({ library, settings, services, tell }: Desk): Answers<keyof typeof settingsProcedures> {
  return {
    'settings.read': () => settings.current,
    'settings.change': async (changes) => {
      const given = Object.entries(changes).filter(([, value]) => value !== undefined);
      const now = await settings.change(Object.fromEntries(given));
      tell({ name: 'settings', settings: now });
      return now;
    },
    'settings.dataFolder': async () => {
      const { root, database, thumbnails, masks, studies } = library.folder;
      const withLog = async (file: string) => (await sizeOf(file)) + (await sizeOf(`${file}-wal`));
      const { bavail, bsize } = await statfs(root);
      return {
        folder: root,
        database: await withLog(database),
        thumbnails: await withLog(thumbnails),
        masks: await sizeOf(masks),
        studies: await sizeOf(studies),
        free: bavail * bsize,
      };
    },
    'settings.useDataFolder': ({ folder }) => {
      services.useDataFolder(folder);
      return {};
    },
    'settings.devices': async (_, { signal }) => [...(await services.devices(signal))],
    'settings.backups': () => listBackups(library.folder),
    'settings.backup': ({ into }, call) => backUpLibrary(library, { into, ...call }),
  };
}
