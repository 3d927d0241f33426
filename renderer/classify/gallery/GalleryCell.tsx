/** One cell of the gallery: as few elements as it needs, since dozens come and go while it scrolls. Its looks are in `Surface.tsx`. */
import { memo } from 'react';
import { classColour } from '../../../app/contract/colours.ts';
import { mediaAddress } from '../../../app/contract/media.ts';
import { type Cell, isCorrected, shownAs } from '../../../app/contract/slides.ts';
import type { CellWords } from './cellWords.ts';

export type GalleryCellProps = {
  readonly cell: Cell;
  readonly column: number;
  readonly classes: readonly string[];
  readonly words: CellWords;
  readonly isPicked: boolean;
  /** The one cell that Tab comes to. */
  readonly isCurrent: boolean;
};

export const GalleryCell = memo(function GalleryCell({ cell, column, classes, words, isPicked, isCurrent }: GalleryCellProps) {
  const { id, sha256, flags, label, result } = cell;
  const shown = label?.kind === 'not counted' ? null : shownAs(cell);
  return (
    // biome-ignore lint/a11y/useSemanticElements: the grid is virtual and laid out by itself, which a table is not
    <div
      className="cell"
      role="gridcell"
      aria-colindex={column + 1}
      aria-selected={isPicked}
      tabIndex={isCurrent ? 0 : -1}
      data-cell={id}
      data-current={isCurrent}
    >
      <div className="picture">
        {sha256 === null ? (
          <span className="missing">{cell.path}</span>
        ) : (
          <img src={mediaAddress({ kind: 'thumbnail', sha256 })} alt={cell.path} decoding="async" draggable={false} />
        )}
        {flags.length > 0 && (
          <span className="marks">
            {flags.map((flag) => (
              <span key={flag} className="mark">
                {words.flag(flag)}
              </span>
            ))}
          </span>
        )}
        {label !== null && <span className={isCorrected(cell) || label.kind === 'not counted' ? 'you other' : 'you'}>{words.you}</span>}
      </div>
      <div className="words">
        <div className="name">
          {shown !== null && <span className="dot" style={{ backgroundColor: classColour(shown, classes) }} />}
          <span className="what">{words.name(cell)}</span>
          {result.kind === 'classified' && label === null && <span>{words.share(result.probability)}</span>}
        </div>
        {result.kind === 'classified' && (
          <div className="bar">
            <i style={{ width: `${100 * result.probability}%`, backgroundColor: classColour(result.predicted, classes) }} />
          </div>
        )}
        <Besides cell={cell} words={words} />
      </div>
    </div>
  );
});

/** What the model says besides: its own class where a person says another, else the second best; or why it says nothing. */
function Besides({ cell, words }: Pick<GalleryCellProps, 'cell' | 'words'>) {
  const { result } = cell;
  if (result.kind === 'waiting') return null;
  if (result.kind === 'unclassified') {
    return (
      <div className="reason" title={result.sentence}>
        {result.sentence}
      </div>
    );
  }
  const said = isCorrected(cell) || cell.label?.kind === 'not counted' ? words.model(result) : words.second(result);
  return (
    <div className="besides" title={said.text}>
      <span className="what">{said.text}</span>
      {said.share !== null && <span>{words.share(said.share)}</span>}
    </div>
  );
}
