/** A slide as files for people and programs: slide.json with everything, slide.csv with a line for each cell. */
import { PRODUCT } from '../../contract/product.ts';
import { SLIDE_FILE_FORMAT, type SlideFile } from '../../contract/slideFile.ts';
import { countedAs, standingOf } from '../../contract/slides.ts';
import { imageListCell } from '../../library/imageList.ts';
import { cellsOf } from '../../store/cells.ts';
import type { Store } from '../../store/store.ts';
import { detailsOf } from '../details.ts';

/** @throws SmearlabError wrong-usage for a slide that is not there */
export function slideFile(store: Store, slideId: number): SlideFile {
  const { accession, notes, folder, openedAt, version, standings, counts, state, warnings } = detailsOf(store, slideId, () => false);
  const cells = cellsOf(store, slideId);
  const paths = new Map(cells.map(({ id, path }) => [id, path]));
  return {
    ...{ format: SLIDE_FILE_FORMAT, use: 'research use only', program: { ...PRODUCT } },
    ...{ accession, notes, folder, openedAt, version, state: state.kind },
    classifiedAt: 'classifiedAt' in state ? state.classifiedAt : null,
    model: state.kind === 'open' ? null : state.model,
    ...{ standings, counts, warnings },
    cells: cells.map((cell) => ({
      ...{ path: cell.path, sha256: cell.sha256, flags: cell.flags, result: cell.result, label: cell.label },
      duplicateOf: cell.duplicateOf === null ? null : (paths.get(cell.duplicateOf) ?? null),
      ...{ standing: standingOf(cell), countedAs: countedAs(cell) },
    })),
  };
}

const COLUMNS = [
  'file',
  'sha256',
  'standing',
  'counted as',
  'predicted',
  'probability',
  'second',
  'second probability',
  'label',
  'flags',
  'duplicate of',
  'reason',
];

/** RFC 4180; then a column for the probability of each class of the model. */
export function slideCsv({ cells, model }: SlideFile): string {
  const classes = model?.classes ?? [];
  const lines = cells.map(({ path, sha256, standing, countedAs: counted, result, label, flags, duplicateOf }) => {
    const of = result.kind === 'classified' ? result : undefined;
    const reason = result.kind === 'unclassified' ? `${result.reason}: ${result.sentence}` : '';
    const said = label === null ? '' : label.kind === 'class' ? label.class : label.kind;
    const second = [of?.second?.class ?? '', numberText(of?.second?.probability)];
    const own = [path, sha256 ?? '', standing, counted ?? '', of?.predicted ?? '', numberText(of?.probability), ...second];
    return [...own, said, flags.join('; '), duplicateOf ?? '', reason, ...classes.map((_, at) => numberText(of?.probabilities[at]))];
  });
  return [[...COLUMNS, ...classes.map((name) => `p(${name})`)], ...lines].map((line) => `${line.map(cellText).join(',')}\r\n`).join('');
}

function numberText(value: number | undefined): string {
  return value === undefined ? '' : value.toFixed(6);
}

/** What a spreadsheet would take for a formula is text to it with an apostrophe before it: names of files come from anywhere. */
function cellText(text: string): string {
  return imageListCell(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);
}
