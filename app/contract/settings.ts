/** What a person can set about the program itself. */
import { z } from 'zod';
import { deviceSchema } from './device.ts';

export const themeSchema = z.enum(['system', 'light', 'dark']);

export const languageSchema = z.enum(['en', 'de']);
export type Language = z.infer<typeof languageSchema>;

export const settingsSchema = z.strictObject({
  theme: themeSchema.default('system'),
  /** `system`: that of the operating system or browser where there is a translation, else English. */
  language: z.enum(['system', ...languageSchema.options]).default('system'),
});
export type Settings = z.infer<typeof settingsSchema>;

/** Without the defaults: what is not given stays as it is. */
export const settingsChangeSchema = z.strictObject({
  theme: themeSchema.optional(),
  language: settingsSchema.shape.language.unwrap().optional(),
});

/** One device of this computer: whether networks can be trained on it, and otherwise why not. */
export const deviceStateSchema = z.discriminatedUnion('opens', [
  z.strictObject({
    device: deviceSchema,
    opens: z.literal(true),
    engine: z.string(),
    versions: z.record(z.string(), z.string()),
  }),
  z.strictObject({ device: deviceSchema, opens: z.literal(false), reason: z.string() }),
]);
export type DeviceFacts = z.infer<typeof deviceStateSchema>;

/** A copy of the library's database. */
export const backupSchema = z.strictObject({ file: z.string(), bytes: z.int(), madeAt: z.iso.datetime() });
export type Backup = z.infer<typeof backupSchema>;
