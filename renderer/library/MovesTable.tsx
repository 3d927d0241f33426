/** Which image goes from which split to which, beside the image that it belongs with. */
import ArrowIcon from '@mui/icons-material/ArrowForward';
import Box from '@mui/material/Box';
import Stack from '@mui/material/Stack';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableContainer from '@mui/material/TableContainer';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { DataSet } from '../../app/contract/dataSets.ts';
import type { SplitMove } from '../../app/contract/findings.ts';
import type { ImageCard } from '../../app/contract/library.ts';
import { useCall } from '../connection/calls.ts';
import { ClassName } from '../parts/ClassName.tsx';
import { EmptyState } from '../parts/EmptyState.tsx';
import { Thumbnail } from '../parts/ThumbnailStrip.tsx';

/** Each brings two images, of which a limited number can be asked for at once. */
const MOST_MOVES = 200;

type MovesTableProps = { readonly moves: readonly SplitMove[]; readonly dataSet: DataSet };

export function MovesTable({ moves, dataSet }: MovesTableProps) {
  const { t } = useTranslation();
  const shown = moves.slice(0, MOST_MOVES);
  const paths = [...new Set(shown.flatMap(({ path, because }) => [path, because]))];
  const cards = useCall('library.cards', { dataSet: dataSet.id, paths }, { enabled: paths.length > 0, keep: true }).data ?? [];
  const known = new Map(cards.map((card) => [card.path, card]));
  if (moves.length === 0) return <EmptyState title={t('findings.noMoves')} />;
  return (
    <TableContainer tabIndex={0} role="region" aria-label={t('findings.movesTitle')} sx={{ maxHeight: '50vh' }}>
      <Table size="small" stickyHeader aria-label={t('findings.movesTitle')}>
        <TableHead>
          <TableRow>
            <TableCell>{t('findings.image')}</TableCell>
            <TableCell>{t('findings.fromTo')}</TableCell>
            <TableCell>{t('findings.because')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {shown.map((move) => (
            <TableRow key={move.path}>
              <TableCell>
                <Picture path={move.path} card={known.get(move.path)} class={move.class} classes={dataSet.classes} />
              </TableCell>
              <TableCell sx={{ whiteSpace: 'nowrap' }}>
                <Stack direction="row" sx={{ gap: 0.75, alignItems: 'center' }}>
                  {t(`words.split.${move.from}`)}
                  <ArrowIcon fontSize="small" titleAccess={t('findings.to')} />
                  <strong>{t(`words.split.${move.to}`)}</strong>
                </Stack>
              </TableCell>
              <TableCell>
                <Picture
                  path={move.because}
                  card={known.get(move.because)}
                  class={known.get(move.because)?.class}
                  classes={dataSet.classes}
                />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {moves.length > MOST_MOVES && (
        <Typography color="textSecondary" sx={{ p: 1.5 }}>
          {t('import.more', { count: moves.length - MOST_MOVES })}
        </Typography>
      )}
    </TableContainer>
  );
}

type PictureProps = {
  readonly path: string;
  readonly card: ImageCard | undefined;
  /** undefined: not known yet. */
  readonly class: string | null | undefined;
  readonly classes: readonly string[];
};

function Picture({ path, card, class: name, classes }: PictureProps) {
  return (
    <Stack direction="row" sx={{ gap: 1.5, alignItems: 'center' }}>
      <Thumbnail sha256={card?.sha256 ?? null} name="" side={56} />
      <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
        {path}
        {name !== undefined && (
          <Box sx={{ typography: 'caption', color: 'text.secondary' }}>
            <ClassName name={name} classes={classes} />
          </Box>
        )}
      </Box>
    </Stack>
  );
}
