/** Below the grid: how many images are selected and what can be done with them, and the way back from the last relabelling. */
import UndoIcon from '@mui/icons-material/Undo';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { DataSet } from '../../app/contract/dataSets.ts';
import { MOST_IMAGES_OF_A_CHANGE } from '../../app/contract/procedures/library.ts';
import { RelabelMenu } from './RelabelMenu.tsx';
import type { Done, Relabelling } from './useRelabel.ts';

export type SelectionBarProps = {
  readonly dataSet: DataSet;
  readonly selected: ReadonlySet<number>;
  /** All images that the filter lets through. */
  readonly total: number;
  readonly relabelling: Relabelling;
  onChoose(name: string | null): void;
  onClear(): void;
};

export function SelectionBar({ dataSet, selected, total, relabelling, onChoose, onClear }: SelectionBarProps) {
  const { t } = useTranslation();
  const count = selected.size;
  const isBound = count === MOST_IMAGES_OF_A_CHANGE && total > count;
  return (
    <Box
      component="section"
      aria-label={t('library.selection')}
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        px: 2,
        height: 52,
        flexShrink: 0,
        borderTop: 1,
        borderColor: 'divider',
        bgcolor: 'background.paper',
      }}
    >
      {count === 0 ? (
        <Typography variant="body2" color="textSecondary" noWrap sx={{ minWidth: 0 }}>
          {t('library.keys')}
        </Typography>
      ) : (
        <>
          <Typography variant="body2" sx={{ fontWeight: 600, mr: 1 }} noWrap>
            {isBound ? t('library.selectedBound', { count, total }) : t('library.selected', { count })}
          </Typography>
          <RelabelMenu classes={dataSet.classes} disabled={relabelling.isBusy} onChoose={onChoose} />
          <Button onClick={onClear} sx={{ flexShrink: 0 }}>
            {t('library.clearSelection')}
          </Button>
        </>
      )}
      <Typography role="status" variant="body2" color="textSecondary" sx={{ ml: 'auto', pl: 2, minWidth: 0 }} noWrap>
        <Said done={relabelling.done} />
      </Typography>
      <UndoButton dataSet={dataSet} relabelling={relabelling} />
    </Box>
  );
}

export function Said({ done }: { readonly done: Done | null }) {
  const { t } = useTranslation();
  if (done === null) return null;
  if (done.kind === 'nothing') return t('library.nothingToUndo');
  const { images: count, class: name } = done.change;
  return t(`library.${done.kind}`, { count, class: name ?? t('words.unlabelled') });
}

export function UndoButton({ dataSet: { lastRelabel }, relabelling }: Pick<SelectionBarProps, 'dataSet' | 'relabelling'>) {
  const { t } = useTranslation();
  if (lastRelabel === null) return null;
  return (
    <Button startIcon={<UndoIcon />} disabled={relabelling.isBusy} onClick={relabelling.undo} sx={{ flexShrink: 0 }} title="Ctrl+Z">
      {t('library.undo', { count: lastRelabel.images, class: lastRelabel.class ?? t('words.unlabelled') })}
    </Button>
  );
}
