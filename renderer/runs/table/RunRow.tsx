// biome-ignore-all lint/a11y/useSemanticElements: the table is virtual and laid out by itself, which no table element can be
// biome-ignore-all lint/a11y/useFocusableInteractive: the buttons and check boxes in it are what is focused
/** One run of the table. */
import NoteIcon from '@mui/icons-material/StickyNote2Outlined';
import ButtonBase from '@mui/material/ButtonBase';
import Checkbox from '@mui/material/Checkbox';
import { useTranslation } from 'react-i18next';
import type { ListedRun } from '../../../app/contract/runs.ts';
import { useNumbers } from '../useNumbers.ts';
import { subsetText } from './tableState.ts';

export type RunRowProps = {
  readonly run: ListedRun;
  readonly index: number;
  /** From the top of the rows, in pixels. */
  readonly start: number;
  readonly isChosen: boolean;
  readonly onToggle: () => void;
  readonly onOpen: () => void;
};

export function RunRow({ run, index, start, isChosen, onToggle, onOpen }: RunRowProps) {
  const { t } = useTranslation();
  const numbers = useNumbers();
  return (
    <div
      role="row"
      className="row body"
      aria-rowindex={index + 2}
      data-index={index}
      data-chosen={isChosen}
      style={{ transform: `translateY(${start}px)` }}
    >
      <Cell className="tick">
        <Checkbox
          size="small"
          checked={isChosen}
          onChange={onToggle}
          slotProps={{ input: { 'aria-label': t('runs.choose', { name: run.name }) } }}
        />
      </Cell>
      <Cell>
        <ButtonBase className="name" onClick={onOpen} title={t('runs.open', { name: run.name })}>
          {run.name}
        </ButtonBase>
        <Words run={run} />
      </Cell>
      <Cell>
        <div className="one">{t(`runs.networks.${run.network}`)}</div>
        <div className="two">{t(`runs.arms.${run.arm}`)}</div>
      </Cell>
      <Cell>
        <div className="one">{run.dataSet.name}</div>
        <div className="two">{subsetText(run) ?? t('runs.allImages')}</div>
      </Cell>
      <Cell className="number">{run.seed}</Cell>
      <Cell>
        <div className="one" title={run.failure ?? undefined}>
          {t(`runs.states.${run.state}`)}
        </div>
        <Progress run={run} />
      </Cell>
      <Cell className="number">{numbers.score(run.scores.macroF1)}</Cell>
      <Cell className="number">{numbers.score(run.scores.accuracy)}</Cell>
      <Cell className="number">
        <div className="one">{numbers.duration(run.seconds)}</div>
        <div className="two">{run.device ?? '–'}</div>
      </Cell>
      <Cell className="number">
        <div className="one">{numbers.day(run.finishedAt)}</div>
        <div className="two">{numbers.time(run.finishedAt)}</div>
      </Cell>
    </div>
  );
}

function Cell({ className = '', children }: { readonly className?: string; readonly children: React.ReactNode }) {
  return (
    <div role="cell" className={className}>
      {children}
    </div>
  );
}

/** Tags, and what was written about it. */
function Words({ run: { tags, note } }: { readonly run: ListedRun }) {
  const { t } = useTranslation();
  if (tags.length === 0 && note === '') return null;
  return (
    <div className="two">
      {tags.map((tag) => (
        <span key={tag} className="tag">
          {tag}
        </span>
      ))}
      {note !== '' && <NoteIcon sx={{ fontSize: 14, verticalAlign: 'text-bottom', mr: 0.5 }} titleAccess={t('runs.columns.note')} />}
      {note}
    </div>
  );
}

function Progress({ run: { state, epochs } }: { readonly run: ListedRun }) {
  const { t } = useTranslation();
  const text = t('runs.ofEpochs', epochs);
  return (
    <>
      <div className="two">{text}</div>
      {state !== 'finished' && (
        <div className="bar" aria-hidden>
          <i style={{ width: `${(100 * epochs.done) / Math.max(1, epochs.planned)}%` }} />
        </div>
      )}
    </>
  );
}
