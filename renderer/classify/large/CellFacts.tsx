/** What the model says of a cell, class by class, and what a person says beside it. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Chip from '@mui/material/Chip';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { classColour } from '../../../app/contract/colours.ts';
import type { Cell } from '../../../app/contract/slides.ts';
import { ClassName } from '../../parts/ClassName.tsx';
import { useShare } from '../../parts/useShare.ts';
import { ranked } from './ranked.ts';

type CellFactsProps = { readonly cell: Cell; readonly classes: readonly string[]; readonly modelClasses: readonly string[] };

export function CellFacts({ cell, classes, modelClasses }: CellFactsProps) {
  const { t } = useTranslation();
  const { result, label, flags } = cell;
  return (
    <Stack
      sx={{ width: 320, flexShrink: 0, gap: 2.5, p: 2, overflowY: 'auto', borderLeft: 1, borderColor: 'divider' }}
      component="section"
      tabIndex={0}
      aria-label={t('classify.large.model')}
    >
      <Part title={t('classify.large.person')}>
        {label === null && <Typography color="textSecondary">{t('classify.large.saidNothing')}</Typography>}
        {label?.kind === 'not counted' && <Typography sx={{ fontWeight: 600 }}>{t('classify.gallery.notCounted')}</Typography>}
        {label?.kind === 'class' && (
          <Box sx={{ fontWeight: 600 }}>
            <ClassName name={label.class} classes={classes} />
          </Box>
        )}
      </Part>
      <Part title={t('classify.large.model')}>
        {result.kind === 'waiting' && <Typography color="textSecondary">{t('classify.gallery.waiting')}</Typography>}
        {result.kind === 'unclassified' && <Alert severity="warning">{result.sentence}</Alert>}
        {result.kind === 'classified' && <Probabilities probabilities={ranked(result.probabilities, modelClasses)} classes={classes} />}
        {result.kind === 'classified' && result.isBelowThreshold && (
          <Chip size="small" color="warning" variant="outlined" label={t('classify.gallery.uncertain')} sx={{ mt: 1 }} />
        )}
      </Part>
      {(flags.length > 0 || cell.duplicateOf !== null) && (
        <Part title={t('classify.gallery.flagged')}>
          <Stack sx={{ gap: 0.5, alignItems: 'flex-start' }}>
            {flags.map((flag) => (
              <Chip key={flag} size="small" color="warning" variant="outlined" label={t(`classify.flags.${flag}`)} />
            ))}
            {cell.duplicateOf !== null && <Typography variant="body2">{t('classify.large.duplicate')}</Typography>}
          </Stack>
        </Part>
      )}
      <Part title={t('classify.large.picture')}>
        <Typography variant="body2">{t('classify.large.pixels', { width: cell.width, height: cell.height })}</Typography>
        <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
          {cell.file}
        </Typography>
      </Part>
    </Stack>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div>
      <Typography variant="h3" sx={{ mb: 0.75 }}>
        {title}
      </Typography>
      {children}
    </div>
  );
}

type ProbabilitiesProps = { readonly probabilities: ReturnType<typeof ranked>; readonly classes: readonly string[] };

function Probabilities({ probabilities, classes }: ProbabilitiesProps) {
  const share = useShare();
  return (
    <Stack component="ul" sx={{ m: 0, p: 0, listStyle: 'none', gap: 1 }}>
      {probabilities.map(({ class: name, probability }, place) => (
        <li key={name}>
          <Box sx={{ display: 'flex', justifyContent: 'space-between', typography: 'body2', fontWeight: place === 0 ? 600 : 400 }}>
            <ClassName name={name} classes={classes} />
            <span style={{ fontVariantNumeric: 'tabular-nums' }}>{share(probability)}</span>
          </Box>
          <Box aria-hidden sx={{ height: 6, mt: 0.25, borderRadius: 3, bgcolor: 'action.hover', overflow: 'hidden' }}>
            <Box sx={{ height: 1, width: `${100 * probability}%`, borderRadius: 3, bgcolor: classColour(name, classes) }} />
          </Box>
        </li>
      ))}
    </Stack>
  );
}
