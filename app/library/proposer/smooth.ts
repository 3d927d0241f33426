/** The mean over a square of 2 · radius + 1 pixels about each pixel, of what of the square lies in the picture; channel by channel. */
export function boxMean(data: Float32Array, width: number, height: number, channels: number, radius: number): Float32Array {
  if (radius <= 0) return data;
  const across = meanAlong(data, { lines: height, length: width, lineStep: width * channels, step: channels, channels, radius });
  return meanAlong(across, { lines: width, length: height, lineStep: channels, step: width * channels, channels, radius });
}

type Lines = {
  readonly lines: number;
  readonly length: number;
  readonly lineStep: number;
  readonly step: number;
  readonly channels: number;
  readonly radius: number;
};

function meanAlong(data: Float32Array, { lines, length, lineStep, step, channels, radius }: Lines): Float32Array {
  const result = new Float32Array(data.length);
  for (let line = 0; line < lines; line++) {
    for (let channel = 0; channel < channels; channel++) {
      const start = line * lineStep + channel;
      let [sum, count] = [0, 0];
      for (let at = 0; at < Math.min(radius, length); at++, count++) sum += data[start + at * step] ?? 0;
      for (let at = 0; at < length; at++) {
        if (at + radius < length) {
          sum += data[start + (at + radius) * step] ?? 0;
          count++;
        }
        if (at - radius - 1 >= 0) {
          sum -= data[start + (at - radius - 1) * step] ?? 0;
          count--;
        }
        result[start + at * step] = sum / count;
      }
    }
  }
  return result;
}
