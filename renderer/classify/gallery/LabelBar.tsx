/** What a cell is: a button for each number key, so that the keys are learnt by using it. */

import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { classColour } from '../../../app/contract/colours.ts';
import { MOST_KEYS, type ReviewKey } from './keys.ts';

export type LabelBarProps = {
  readonly classes: readonly string[];
  /** Cells that a label is for. */
  readonly count: number;
  /** Why nothing can be labelled; null where it can. */
  readonly refused: string | null;
  readonly hasUndo: boolean;
  /** What was done last. */
  readonly said: string;
  readonly onKey: (key: ReviewKey) => void;
};

export function LabelBar({ classes, count, refused, hasUndo, said, onKey }: LabelBarProps) {
  const { t } = useTranslation();
  return (
    <Box
      component="section"
      aria-label={t('classify.label.bar')}
      sx={{
        ...{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 0.75, px: 2, py: 1, minHeight: 56, flexShrink: 0 },
        ...{ borderTop: 1, borderColor: 'divider', bgcolor: 'background.paper' },
      }}
    >
      {refused !== null ? (
        <Typography color="textSecondary">{refused}</Typography>
      ) : (
        <>
          {classes.slice(0, MOST_KEYS).map((name, at) => (
            <KeyButton
              key={name}
              sign={String(at + 1)}
              title={t('classify.label.as', { class: name, key: at + 1 })}
              isDisabled={count === 0}
              onClick={() => onKey({ kind: 'label', label: { kind: 'class', class: name } })}
            >
              <Box component="span" aria-hidden sx={{ width: 10, height: 10, borderRadius: '50%', bgcolor: classColour(name, classes) }} />
              {name}
            </KeyButton>
          ))}
          <KeyButton
            sign="0"
            title={t('classify.label.notCountedKey')}
            isDisabled={count === 0}
            onClick={() => onKey({ kind: 'label', label: { kind: 'not counted' } })}
          >
            {t('classify.label.notCounted')}
          </KeyButton>
          <KeyButton
            sign={t('classify.label.confirmSign')}
            title={t('classify.label.confirmKey')}
            isDisabled={count === 0}
            onClick={() => onKey({ kind: 'confirm' })}
          >
            {t('classify.label.confirm')}
          </KeyButton>
          <KeyButton
            sign={t('classify.label.clearSign')}
            title={t('classify.label.clearKey')}
            isDisabled={count === 0}
            onClick={() => onKey({ kind: 'clear' })}
          >
            {t('classify.label.clear')}
          </KeyButton>
          <Box sx={{ flex: 1 }} />
          <Typography role="status" variant="body2" color="textSecondary">
            {count > 1 ? t('classify.gallery.picked', { count }) : said}
          </Typography>
          <KeyButton
            sign={t('classify.label.undoSign')}
            title={t('classify.label.undoKey')}
            isDisabled={!hasUndo}
            onClick={() => onKey({ kind: 'undo' })}
          >
            {t('classify.label.undo')}
          </KeyButton>
        </>
      )}
    </Box>
  );
}

type KeyButtonProps = {
  readonly sign: string;
  readonly title: string;
  readonly isDisabled: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
};

function KeyButton({ sign, title, isDisabled, onClick, children }: KeyButtonProps) {
  return (
    <Tooltip title={title} describeChild>
      {/* A button that is not to be pressed tells nobody that the pointer is over it. */}
      <span>
        <ButtonBase
          disabled={isDisabled}
          onClick={onClick}
          sx={{
            ...{
              gap: 0.75,
              pl: 0.5,
              pr: 1,
              height: 32,
              borderRadius: 1,
              border: 1,
              borderColor: 'divider',
              typography: 'body2',
              fontWeight: 600,
            },
            ...{ '&:hover': { bgcolor: 'action.hover' }, '&.Mui-disabled': { opacity: 0.5 } },
          }}
        >
          <Box
            component="kbd"
            sx={{
              ...{ minWidth: 22, px: 0.5, borderRadius: 0.5, bgcolor: 'action.selected', textAlign: 'center' },
              ...{ fontFamily: 'inherit', fontSize: 12, lineHeight: '22px' },
            }}
          >
            {sign}
          </Box>{' '}
          {children}
        </ButtonBase>
      </span>
    </Tooltip>
  );
}
