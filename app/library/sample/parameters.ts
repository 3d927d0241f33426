/** What the synthetic sample looks like and how many images it has: resources/sample.json, or a caller's own. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { SmearlabError } from '../../contract/failure.ts';
import type { Colour } from './colour.ts';

const colourSchema = z
  .string()
  .regex(/^#[0-9a-f]{6}$/, 'a colour is # and six lower-case hexadecimal digits')
  .transform((hex): Colour => {
    const channel = (at: number) => Number.parseInt(hex.slice(at, at + 2), 16);
    return [channel(1), channel(3), channel(5)];
  });

const rangeSchema = z.tuple([z.number().positive(), z.number().positive()]).refine(([low, high]) => low <= high, 'a range is [low, high]');
const countSchema = z.int().min(0).max(1_000_000);

const wbcColoursSchema = z.strictObject({
  background: colourSchema,
  redCell: colourSchema,
  platelet: colourSchema,
  nucleus: colourSchema,
  paleNucleus: colourSchema,
  basophilCytoplasm: colourSchema,
  basophilGranule: colourSchema,
  eosinophilCytoplasm: colourSchema,
  eosinophilGranule: colourSchema,
  lymphocyteCytoplasm: colourSchema,
  monocyteCytoplasm: colourSchema,
  neutrophilCytoplasm: colourSchema,
  neutrophilGranule: colourSchema,
  vacuole: colourSchema,
});
export type WbcColours = z.infer<typeof wbcColoursSchema>;

const cam16ColoursSchema = z.strictObject({
  stroma: colourSchema,
  fibre: colourSchema,
  cytoplasm: colourSchema,
  nucleus: colourSchema,
  tumorNucleus: colourSchema,
  nucleolus: colourSchema,
});
export type Cam16Colours = z.infer<typeof cam16ColoursSchema>;

const prccColoursSchema = z.strictObject({
  lumen: colourSchema,
  core: colourSchema,
  epithelium: colourSchema,
  nucleus: colourSchema,
  foam: colourSchema,
});
export type PrccColours = z.infer<typeof prccColoursSchema>;

const cameraSchema = z.strictObject({
  /** Exponent on the transmitted light: 1 is the nominal stain, more is darker. */
  stainStrength: rangeSchema,
  /** How far the exponents of red and blue lean apart, as a standard deviation. */
  stainHue: z.number().min(0),
  brightness: rangeSchema,
  colourCast: z.number().min(0),
  /** Standard deviation of the focus blur in pixels of a 96 px image; other sizes scale with it. */
  blurPixels: rangeSchema,
  /** Standard deviation of the sensor's noise, in levels of 255. */
  noise: rangeSchema,
});
export type Camera = z.infer<typeof cameraSchema>;

const wbcCountSchema = z.strictObject({ train: countSchema, val: countSchema });
const cam16CountSchema = z.strictObject({ train: countSchema, val: countSchema, test: countSchema });

export const sampleParametersSchema = z.strictObject({
  /** Side of each square image, in pixels. */
  imageSize: z.int().min(16).max(2048),
  /** Share of the training images of each class that get a mask, rounded up to whole images. */
  maskShare: z.number().min(0).max(1),
  wbc: z.strictObject({
    /** Side of the field of view in micrometres, drawn per image. */
    fieldMicrons: rangeSchema,
    counts: z.strictObject({
      Basophil: wbcCountSchema,
      Eosinophil: wbcCountSchema,
      Lymphocyte: wbcCountSchema,
      Monocyte: wbcCountSchema,
      Neutrophil: wbcCountSchema,
    }),
    colours: wbcColoursSchema,
  }),
  cam16: z.strictObject({
    fieldMicrons: rangeSchema,
    counts: z.strictObject({ normal: cam16CountSchema, tumor: cam16CountSchema }),
    colours: cam16ColoursSchema,
  }),
  prcc: z.strictObject({ fieldMicrons: rangeSchema, count: countSchema, colours: prccColoursSchema }),
  camera: cameraSchema,
});
export type SampleParameters = z.infer<typeof sampleParametersSchema>;

/** The parameters that ship with the application. Throws `internal` when resources/sample.json is damaged. */
export function shippedParameters(): SampleParameters {
  const file = new URL('../../../resources/sample.json', import.meta.url);
  try {
    return sampleParametersSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new SmearlabError('internal', `The sample's parameters in ${file.pathname} cannot be used; install Smearlab again.`, {
      file: file.pathname,
      cause,
    });
  }
}
