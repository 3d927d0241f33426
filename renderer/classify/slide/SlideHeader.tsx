/** The head of a slide: its name and state, what it was classified with, and what can be done with all of it. */
import BackIcon from '@mui/icons-material/ArrowBack';
import AgainIcon from '@mui/icons-material/Autorenew';
import RemoveIcon from '@mui/icons-material/DeleteOutlined';
import DescribeIcon from '@mui/icons-material/EditOutlined';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SlideDetails } from '../../../app/contract/slides.ts';
import { UserBadge } from '../../parts/users/UserBadge.tsx';
import { StateMark } from '../list/StateMark.tsx';
import { AgainDialog } from '../model/AgainDialog.tsx';
import { ResearchUse } from '../ResearchUse.tsx';
import { useFormats } from '../useFormats.ts';
import { DescribeDialog } from './DescribeDialog.tsx';
import { ModelFacts } from './ModelFacts.tsx';
import { RemoveDialog } from './RemoveDialog.tsx';
import { SendButton } from './SendButton.tsx';

export type SlideHeaderProps = { readonly slide: SlideDetails; readonly onLeave: () => void };

type Asked = 'describe' | 'remove' | 'again' | null;

export function SlideHeader({ slide, onLeave }: SlideHeaderProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [asked, setAsked] = useState<Asked>(null);
  const { state } = slide;
  const close = () => setAsked(null);
  const isFree = state.kind === 'open' || state.kind === 'review';
  return (
    <Box sx={{ px: 2, py: 1 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5, minHeight: 44 }}>
        <Tool name={t('classify.all')} icon={<BackIcon />} act={onLeave} />
        <Typography variant="h1" noWrap title={slide.accession} sx={{ minWidth: 60 }}>
          {slide.accession}
        </Typography>
        <StateMark state={state} />
        <ResearchUse />
        <Box sx={{ flex: 1 }} />
        <SendButton slide={slide} />
        <UserBadge />
        {state.kind === 'review' && <Tool name={t('classify.model.again')} icon={<AgainIcon />} act={() => setAsked('again')} />}
        {state.kind !== 'signed' && <Tool name={t('classify.describe.button')} icon={<DescribeIcon />} act={() => setAsked('describe')} />}
        {isFree && <Tool name={t('classify.remove.button')} icon={<RemoveIcon />} act={() => setAsked('remove')} />}
      </Box>
      <Box
        sx={{ display: 'flex', gap: 1, pl: 6.5, typography: 'body2', color: 'text.secondary', minWidth: 0, flexWrap: 'wrap', rowGap: 0 }}
      >
        <span>{t('classify.cells', { count: slide.cells })}</span>
        <span aria-hidden>·</span>
        <span>{formats.moment(slide.openedAt)}</span>
        {state.kind !== 'open' && <ModelFacts model={state.model} />}
      </Box>
      {slide.notes !== '' && (
        <Typography variant="body2" noWrap title={slide.notes} sx={{ pl: 6.5 }}>
          {slide.notes}
        </Typography>
      )}
      {asked === 'describe' && <DescribeDialog slide={slide} onClose={close} />}
      {asked === 'remove' && <RemoveDialog slide={slide} onClose={close} onRemoved={onLeave} />}
      {asked === 'again' && <AgainDialog slide={slide} onClose={close} />}
    </Box>
  );
}

function Tool({ name, icon, act }: { readonly name: string; readonly icon: ReactElement; readonly act: () => void }) {
  return (
    <Tooltip title={name}>
      <IconButton aria-label={name} onClick={act}>
        {icon}
      </IconButton>
    </Tooltip>
  );
}
