/** A classified slide in a few lines for the terminal. Pure. */
import type { SlideFile } from '../../app/contract/slideFile.ts';
import { CELL_STANDINGS } from '../../app/contract/slides.ts';

export function summaryText({ accession, counts, standings, model, cells }: SlideFile): string {
  const counted = counts.reduce((sum, count) => sum + count.cells, 0);
  const width = Math.max(12, ...counts.map((count) => count.class.length));
  const row = (name: string, value: number, more = '') => `${name.padEnd(width)} ${String(value).padStart(6)}${more}`;
  const share = (value: number) => (counted === 0 ? '' : `  ${((100 * value) / counted).toFixed(1).padStart(5)} %`);
  const others = CELL_STANDINGS.filter((standing) => standing !== 'counted' && standings[standing] > 0);
  return [
    `${accession}: ${cells.length} cells, ${counted} counted. For research use only.`,
    ...counts.map((count) => row(count.class, count.cells, share(count.cells))),
    ...others.map((standing) => row(standing, standings[standing])),
    ...(model === null ? [] : [modelText(model)]),
  ].join('\n');
}

function modelText({ name, dataSet, version, temperature, threshold, testTimeAugmentation }: NonNullable<SlideFile['model']>): string {
  const views = testTimeAugmentation ? ', eight views' : '';
  const numbers = `temperature ${temperature.toFixed(3)}, threshold ${threshold.toFixed(3)}${views}`;
  return `by ${name}, trained on ${dataSet.name} (${dataSet.hash.slice(0, 12)}), ${numbers}, version ${version}`;
}
