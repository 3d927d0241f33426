/** The exact interval of a share against SciPy's quantiles of the beta distribution (vectors made by make_intervals.py). */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { exactInterval } from '../../app/evaluation/exactInterval.ts';

const fileSchema = z.strictObject({
  madeBy: z.string(),
  cases: z.array(z.strictObject({ cells: z.int(), counted: z.int(), interval: z.tuple([z.number(), z.number()]) })),
});
const { cases } = fileSchema.parse(JSON.parse(readFileSync(new URL('./vectors/intervals.json', import.meta.url), 'utf8')));

it(`is SciPy's to ten decimals in ${cases.length} cases, from 1 cell to 20 000`, () => {
  for (const { cells, counted, interval } of cases) {
    const ours = exactInterval(cells, counted);
    for (const [at, bound] of interval.entries()) {
      expect(Math.abs((ours[at] ?? Number.NaN) - bound), `${cells} of ${counted}`).toBeLessThan(1e-10);
    }
  }
});
