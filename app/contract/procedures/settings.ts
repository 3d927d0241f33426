/** Procedures about settings, devices, the data folder and its backups. */
import { z } from 'zod';
import { change, long, read } from '../procedure.ts';
import { backupSchema, deviceStateSchema, settingsChangeSchema, settingsSchema } from '../settings.ts';
import { pathSchema, wholePathSchema } from '../words.ts';

const nothing = z.strictObject({});

export const settingsProcedures = {
  'settings.read': read('What is set.', nothing, settingsSchema),
  'settings.change': change('Sets what is given; the rest stays.', settingsChangeSchema, settingsSchema),
  'settings.dataFolder': read(
    'Where everything lies that this program keeps, and how much room it takes in bytes.',
    nothing,
    z.strictObject({
      folder: z.string(),
      database: z.int(),
      thumbnails: z.int(),
      masks: z.int(),
      /** Run files, checkpoints and reports. */
      studies: z.int(),
      /** Free on its disk. */
      free: z.int(),
    }),
  ),
  'settings.useDataFolder': change(
    'Another data folder from the next start on; it is made when it is not there.',
    z.strictObject({ folder: pathSchema }),
    nothing,
  ),
  'settings.devices': long('Tries every device of this computer.', nothing, z.array(deviceStateSchema)),
  'settings.backups': read(
    'The backups in the data folder, and the copies of its database from before migrations, newest first.',
    nothing,
    z.array(backupSchema),
  ),
  'settings.backup': long(
    'Copies the database, the masks and what was trained, also while other work goes on; `into`: another folder than its own.',
    z.strictObject({ into: wholePathSchema.nullable().default(null) }),
    backupSchema,
  ),
} as const;
