/** `smearlab check --fix`: writes the proposed moves to a file and, with --apply, carries them out in the database. */
import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { errorCode, SmearlabError, writeFailure } from '../../app/contract/failure.ts';
import { moveApart, proposedMoves } from '../../app/library/duplicates/lookAtImages.ts';
import { type ListedMove, moveListText } from '../../app/library/duplicates/moveList.ts';

export type FixOptions = { readonly apply: boolean; readonly out?: string; readonly format: 'csv' | 'json'; readonly json: boolean };

type Asked = Parameters<typeof proposedMoves>[1];

/** @throws SmearlabError already-there for --out over a file, and what finding and moving throw */
export async function fixLeaks(library: string, asked: Asked, { apply, out, format, json }: FixOptions): Promise<void> {
  const file = out === undefined ? join(resolve(library), `moves.${format}`) : resolve(out);
  const keep = (moves: readonly ListedMove[]) => writeMoves(file, moveListText(moves, format), out !== undefined);
  const moves = apply ? await moveApart(library, asked, keep) : await proposedMoves(library, asked);
  if (!apply) await keep(moves);
  const flat = moves.map(({ dataSet, image, to, lot, because }) => ({
    ...{ dataSet, file: image.path, class: image.class, from: image.split, to, lot, because },
  }));
  console.log(json ? JSON.stringify({ applied: apply, file, moves: flat }) : summary(moves, apply, file));
}

/** Our own file of the time before is replaced; a file that a person names is not, for it may be one of the lab's. */
async function writeMoves(file: string, text: string, isNew: boolean): Promise<void> {
  try {
    await writeFile(file, text, { flag: isNew ? 'wx' : 'w' });
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw writeFailure(error, file);
    throw new SmearlabError('already-there', `The file ${file} is already there. Choose another name for --out.`, { file, cause: error });
  }
}

function summary(moves: readonly ListedMove[], isApplied: boolean, file: string): string {
  if (moves.length === 0) return 'Nothing lies in two splits, so nothing need be moved.';
  const kinds = Map.groupBy(moves, ({ dataSet, image, to }) => `${dataSet}: ${image.split} → ${to}`);
  const lines = [...kinds].map(([kind, of]) => {
    const classes = [...Map.groupBy(of, ({ image }) => image.class ?? 'unlabelled')].map(([name, some]) => `${name} ${some.length}`);
    return `  ${kind}  ${of.length} (${classes.join(', ')})`;
  });
  const done = isApplied
    ? 'Moved in the database; no file was touched. Subsets must be drawn again.'
    : 'Nothing was changed: look through the list, then add --apply.';
  return [`${moves.length} images ${isApplied ? 'moved' : 'to move'} (${file}):`, ...lines, done].join('\n');
}
