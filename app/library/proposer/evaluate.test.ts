import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { evaluateProposer } from './evaluate.ts';

const JTSC = fileURLToPath(new URL('../../../../shared/data/wbc-jtsc', import.meta.url));
const about = existsSync(JTSC) ? '' : ' (skipped: ../shared/data/wbc-jtsc is not there)';

it.skipIf(about !== '')(
  `on the half of wbc-jtsc that tuned nothing, the mean Dice with the experts is at least 0.90 for the cell and for the nucleus${about}`,
  async () => {
    const evaluation = await evaluateProposer({
      ...{ folder: JTSC, part: 'odd', onProgress: () => undefined, signal: new AbortController().signal },
    });
    const all = evaluation.rows.at(-1);
    expect(all).toMatchObject({ class: null, images: 126 });
    expect(all?.cell.mean).toBeGreaterThanOrEqual(0.9);
    expect(all?.nucleus?.mean).toBeGreaterThanOrEqual(0.9);
    expect(evaluation.withoutCell).toEqual([]);
  },
);
