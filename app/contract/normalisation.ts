/** How a network shifts and scales the pixels it is given: by the statistics of the images it was trained on. */
import { z } from 'zod';

const perChannel = <T extends z.ZodType>(number: T) => z.tuple([number, number, number]);

/** Red, green and blue of pixels 0 … 1: the network works on (pixel − mean) / deviation. */
export const normalisationSchema = z.strictObject({
  mean: perChannel(z.number().min(0).max(1)),
  deviation: perChannel(z.number().positive().max(1)),
});
export type Normalisation = z.infer<typeof normalisationSchema>;

/**
 * Of each network that looks at the image itself, by its name; one that is not named takes the pixels as they are. A single network has
 * its own, an ensemble those that its parts were trained under.
 */
export const normalisationsSchema = z.partialRecord(z.enum(['autoencoder', 'cam16', 'wbc']), normalisationSchema);
export type Normalisations = Readonly<z.infer<typeof normalisationsSchema>>;
