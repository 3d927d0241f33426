/** What a network can be trained on. */
import { z } from 'zod';

/**
 * `cpu` is there on every computer; the others open where a graphics card and its driver do. `tensorflow` is another engine on the card
 * (or, where it sees none, on the processor), for labs that have installed TensorFlow.
 */
export const deviceSchema = z.enum(['cpu', 'webgpu', 'directml', 'cuda', 'tensorflow']);
export type Device = z.infer<typeof deviceSchema>;

/** What a person may ask for: `auto` is whichever of them is fastest at the network at hand. */
export const deviceChoiceSchema = z.enum(['auto', ...deviceSchema.options]);
export type DeviceChoice = z.infer<typeof deviceChoiceSchema>;
