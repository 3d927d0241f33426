/** Slides as a table: each leads on to its cells. */
import ButtonBase from '@mui/material/ButtonBase';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { Slide } from '../../../app/contract/slides.ts';
import { useFormats } from '../useFormats.ts';
import { toReview } from './progressed.ts';
import { StateMark } from './StateMark.tsx';

const COLUMNS = ['accession', 'state', 'opened', 'cells', 'review', 'model', 'version'] as const;
const ARE_NUMBERS: readonly string[] = ['cells', 'review', 'version'];

export function SlideTable({ slides, onOpen }: { readonly slides: readonly Slide[]; readonly onOpen: (slide: number) => void }) {
  const { t } = useTranslation();
  return (
    <TableContainer
      tabIndex={0}
      role="region"
      aria-label={t('classify.all')}
      sx={{ flex: 1, minHeight: 0, borderTop: 1, borderColor: 'divider' }}
    >
      <Table stickyHeader aria-label={t('classify.all')} sx={{ '& td, & th': { borderColor: 'divider' } }}>
        <TableHead>
          <TableRow>
            {COLUMNS.map((name) => (
              <TableCell
                key={name}
                align={ARE_NUMBERS.includes(name) ? 'right' : 'left'}
                sx={{ py: 1, color: 'text.secondary', fontWeight: 600 }}
              >
                {t(`classify.columns.${name}`)}
              </TableCell>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {slides.map((slide) => (
            <SlideRow key={slide.id} slide={slide} onOpen={() => onOpen(slide.id)} />
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

function SlideRow({ slide, onOpen }: { readonly slide: Slide; readonly onOpen: () => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const review = toReview(slide);
  const { state } = slide;
  return (
    <TableRow hover onClick={onOpen} sx={{ cursor: 'pointer', fontVariantNumeric: 'tabular-nums' }}>
      <TableCell component="th" scope="row" sx={{ maxWidth: 320 }}>
        <ButtonBase
          onClick={(event) => {
            event.stopPropagation();
            onOpen();
          }}
          sx={{ borderRadius: 0.5, typography: 'body1', fontWeight: 600, color: 'primary.main', maxWidth: '100%' }}
        >
          <Typography component="span" noWrap sx={{ font: 'inherit' }}>
            {slide.accession}
          </Typography>
        </ButtonBase>
        {slide.notes !== '' && (
          <Typography variant="body2" color="textSecondary" noWrap>
            {slide.notes}
          </Typography>
        )}
      </TableCell>
      <TableCell>
        <StateMark state={state} />
        {state.kind === 'signed' && (
          <Typography variant="body2" color="textSecondary" sx={{ pl: 3.2 }}>
            {t('classify.signedBy', { name: state.signedBy })}
          </Typography>
        )}
      </TableCell>
      <TableCell>{formats.moment(slide.openedAt)}</TableCell>
      <TableCell align="right">{formats.count(slide.cells)}</TableCell>
      <TableCell align="right" sx={review !== null && review > 0 ? { color: 'warning.main', fontWeight: 600 } : {}}>
        {review === null ? '–' : formats.count(review)}
      </TableCell>
      <TableCell sx={{ maxWidth: 240, overflow: 'hidden', textOverflow: 'ellipsis' }}>
        {state.kind === 'open' ? '–' : state.model.name}
      </TableCell>
      <TableCell align="right">{formats.count(slide.version)}</TableCell>
    </TableRow>
  );
}
