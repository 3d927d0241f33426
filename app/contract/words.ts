/** The field's own words as types (the glossary is docs/words.md); every room and every face uses these and no others. */
import { z } from 'zod';

/** The five white-blood-cell classes of the study, in its order. */
export const WBC_CLASSES = ['Basophil', 'Eosinophil', 'Lymphocyte', 'Monocyte', 'Neutrophil'] as const;

export const splitSchema = z.enum(['train', 'val', 'test']);
export type Split = z.infer<typeof splitSchema>;

/** Which of the study's three data sets a folder stands for. */
export const dataSetRoleSchema = z.enum(['wbc', 'cam16', 'prcc']);
export type DataSetRole = z.infer<typeof dataSetRoleSchema>;

/** The three ways a subset is trained: images alone, with masked copies, and the weighted ensemble. */
export const armSchema = z.enum(['plain', 'masks', 'ensemble']);
export type Arm = z.infer<typeof armSchema>;

export const networkNameSchema = z.enum(['autoencoder', 'cam16', 'wbc', 'ensemble']);
export type NetworkName = z.infer<typeof networkNameSchema>;

/** `interrupted` is also what a run is shown as when its row still says `running` but nobody holds its study's lock. */
export const runStateSchema = z.enum(['planned', 'running', 'interrupted', 'finished', 'failed']);
export type RunState = z.infer<typeof runStateSchema>;

/** SHA-256 of a file's bytes, 64 lower-case hexadecimal digits. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

/** The path of a file or folder as a person types it; no system has one with a NUL in it. */
export const pathSchema = z
  .string()
  .min(1)
  .max(4096)
  .refine((path) => !path.includes('\0'), 'a path has no NUL character');

/** A path that means the same wherever the program was started: files are written there. */
export const wholePathSchema = pathSchema.refine(
  (path) => /^(?:[\\/]|[A-Za-z]:[\\/])/.test(path),
  'a whole path is needed, such as /data/smears or C:\\smears',
);
