/** Procedures about the program itself: how it was started, long work, folders. */
import { z } from 'zod';
import { change, read } from '../procedure.ts';
import { settingsSchema } from '../settings.ts';
import { workSchema } from '../work.ts';

export const applicationProcedures = {
  'application.start': read(
    'What a face needs to show its first screen.',
    z.strictObject({}),
    z.strictObject({
      version: z.string(),
      /** Whether a folder can be chosen in a window of the operating system; else its path is typed. */
      choosesFolders: z.boolean(),
      /** Whether a file can be shown in the system's own window for files; else it is downloaded. */
      showsFiles: z.boolean(),
      settings: settingsSchema,
      /** No data set was ever imported. */
      isFirstStart: z.boolean(),
    }),
  ),
  'application.chooseFolder': change(
    'Lets the person choose a folder in a window of the operating system; null when they close it.',
    z.strictObject({}),
    z.strictObject({ folder: z.string().nullable() }),
  ),
  'work.list': read('Long work that goes on, and how the last of it ended.', z.strictObject({}), z.array(workSchema)),
  'work.stop': change(
    'Asks long work to stop; what it has done is kept as its own words say.',
    z.strictObject({ id: z.int() }),
    z.strictObject({}),
  ),
} as const;
