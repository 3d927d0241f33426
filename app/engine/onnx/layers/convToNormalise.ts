/** A convolution whose output only a trained batch norm takes. */
import { matrixProduct } from '../fused.ts';
import type { Graph, Value } from '../graph.ts';
import { add, imageSizes, multiply, reshape, scale, size, type Window } from '../operations.ts';
import type { Tape } from '../tape.ts';
import { meanOfFirstImage, type Unnormalised } from './batchNorm.ts';
import { type ConvOptions, convolutionForward, convolutionInputGradient, phaseWindows, squareWindow } from './convolution.ts';
import { convWeightGradient } from './convWeightGradient.ts';
import { sharesInside } from './insideImage.ts';

/**
 * Whole, or in so many phases along each side. Its bias is free, so it subtracts the rough mean: that of an even image, which differs from
 * the output's by what the images differ. And a factor of each output is on the way back one of the weight, not of all pixels.
 * Undefined where it gives no such phases, or passes over pixels.
 */
export function convToNormalise(tape: Tape, x: Value, weight: Value, options: ConvOptions, phases = 1): Unnormalised | undefined {
  const { graph } = tape;
  const whole = squareWindow(size(weight, 2), options.stride, options.padding);
  const windows = phases === 1 ? [whole] : phaseWindows(tape, x, weight, whole, phases)?.flat();
  if (windows === undefined || !tape.isTracked(weight) || size(weight, 2) <= options.stride) return undefined;
  const roughMean = meanOfEvenImage(graph, x, weight, windows);
  const bias = scale(graph, roughMean, -1);
  const rows = [size(weight, 0), 1, 1, 1];
  return {
    inputs: [x, weight],
    roughMean,
    centred: windows.map((window) => convolutionForward(tape, x, weight, bias, window, false)),
    back: (ds, factor) => {
      const factors = reshape(graph, factor, rows);
      tape.accumulate(weight, () => {
        const shares = windows.flatMap((window, part) => {
          const d = ds[part];
          return d === undefined ? [] : [convWeightGradient(graph, x, d, weight.shape, window)];
        });
        return multiply(
          graph,
          shares.reduce((sum, share) => add(graph, sum, share)),
          factors,
        );
      });
      // Phases are only made where nobody asks for this.
      const [d] = ds;
      if (d !== undefined) tape.accumulate(x, () => convolutionInputGradient(tape, x, weight, d, options, factors));
    },
  };
}

/** The mean that the convolution makes of an image which has the mean colour of the first one everywhere, its padding of 0 included: [O]. */
function meanOfEvenImage(graph: Graph, x: Value, weight: Value, windows: readonly Window[]): Value {
  const [outputs, inputs, kernel] = imageSizes(weight);
  const [, , height, width] = imageSizes(x);
  const taps = kernel * kernel;
  const colour = reshape(graph, meanOfFirstImage(graph, x), [inputs, 1]);
  const seen = graph.constant(sharesInside(windows, [height, width]), [1, taps]);
  const rows = reshape(graph, weight, [outputs, inputs * taps]);
  const mean = matrixProduct(graph, rows, reshape(graph, multiply(graph, colour, seen), [inputs * taps, 1]));
  return reshape(graph, mean, [outputs]);
}
