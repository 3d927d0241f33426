/** Answers about settings, devices and the data folder. */
import type { settingsProcedures } from '../../contract/procedures/settings.ts';
import type { Answers, Desk } from '../answer.ts';
import { pending } from '../pending.ts';

export function settingsAnswers({ settings, services, tell }: Desk): Answers<keyof typeof settingsProcedures> {
  return {
    'settings.read': () => settings.current,
    'settings.change': async (changes) => {
      const given = Object.entries(changes).filter(([, value]) => value !== undefined);
      const now = await settings.change(Object.fromEntries(given));
      tell({ name: 'settings', settings: now });
      return now;
    },
    'settings.dataFolder': pending,
    'settings.useDataFolder': pending,
    'settings.devices': async (_, { signal }) => [...(await services.devices(signal))],
    'settings.backups': pending,
    'settings.backup': pending,
  };
}
