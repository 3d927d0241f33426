/** One image over all runs that predicted it. */
import BackIcon from '@mui/icons-material/ArrowBack';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import Table from '@mui/material/Table';
import TableBody from '@mui/material/TableBody';
import TableCell from '@mui/material/TableCell';
import TableHead from '@mui/material/TableHead';
import TableRow from '@mui/material/TableRow';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { mediaAddress } from '../../../app/contract/media.ts';
import type { ImageHistory } from '../../../app/contract/runs.ts';
import { useCall } from '../../connection/calls.ts';
import { ClassName } from '../../parts/ClassName.tsx';
import { ErrorNotice } from '../../parts/ErrorNotice.tsx';
import { HeatMaps } from '../../parts/heatMap/HeatMaps.tsx';
import { fileName } from '../../parts/ThumbnailStrip.tsx';
import type { Compared } from '../compare/compared.ts';
import { RunMark } from '../compare/RunMark.tsx';
import { CsvButton } from '../csv/CsvButton.tsx';
import { historyCsv } from '../csv/tables.ts';
import { useNumbers } from '../useNumbers.ts';
import { explainedRuns } from './explainedRuns.tsx';

export type ImageHistoryViewProps = { readonly image: number; readonly compared: readonly Compared[]; readonly onBack: () => void };

export function ImageHistoryView({ image, compared, onBack }: ImageHistoryViewProps) {
  const { t } = useTranslation();
  const history = useCall('runs.history', { image });
  return (
    <Box sx={{ flex: 1, minHeight: 0, overflow: 'auto', px: 2, pt: 1, pb: 2 }}>
      <Button startIcon={<BackIcon />} onClick={onBack} autoFocus sx={{ mb: 1 }}>
        {t('runs.gallery.back')}
      </Button>
      {history.isError && <ErrorNotice error={history.error} onRetry={() => void history.refetch()} />}
      {history.isPending && <Skeleton variant="rounded" height={240} />}
      {history.data !== undefined && <History history={history.data} compared={compared} />}
    </Box>
  );
}

function History({ history, compared }: { readonly history: ImageHistory; readonly compared: readonly Compared[] }) {
  const { t } = useTranslation();
  const { image, classes, answers } = history;
  const name = fileName(image.path);
  const explained = explainedRuns(compared);
  const right = answers.filter(({ predicted, actual }) => predicted === actual).length;
  return (
    <>
      <Stack direction="row" sx={{ gap: 2, mb: 2, alignItems: 'flex-start' }}>
        <Box
          component="img"
          src={mediaAddress({ kind: 'image', image: image.id, side: 384 })}
          alt={name}
          sx={{ width: 192, height: 192, objectFit: 'contain', borderRadius: 1, bgcolor: 'action.hover', flexShrink: 0 }}
        />
        <Stack sx={{ gap: 0.5, minWidth: 0 }}>
          <Typography variant="h3" sx={{ overflowWrap: 'anywhere' }}>
            {name}
          </Typography>
          <ClassName name={image.class} classes={classes} />
          <Typography color="textSecondary">{t(`words.split.${image.split}`)}</Typography>
          <Typography>{t('runs.gallery.rightOf', { right, count: answers.length })}</Typography>
        </Stack>
      </Stack>
      {explained.length > 0 && (
        <Box sx={{ mb: 3 }}>
          <HeatMaps image={image} runs={explained} classes={classes} />
        </Box>
      )}
      <Stack direction="row" sx={{ alignItems: 'center', mb: 0.5 }}>
        <Typography variant="h3" sx={{ flex: 1 }}>
          {t('runs.gallery.allRuns')}
        </Typography>
        <CsvButton what={t('runs.gallery.history', { name })} file="image.csv" text={() => historyCsv(history)} />
      </Stack>
      <Table
        size="small"
        aria-label={t('runs.gallery.history', { name })}
        sx={{ fontVariantNumeric: 'tabular-nums', '& td, & th': { px: 1 } }}
      >
        <TableHead>
          <TableRow>
            <TableCell>{t('runs.columns.name')}</TableCell>
            <TableCell>{t('runs.gallery.tookFor')}</TableCell>
            <TableCell align="right">{t('runs.gallery.sure')}</TableCell>
            <TableCell />
          </TableRow>
        </TableHead>
        <TableBody>
          {answers.map((answer) => (
            <AnswerRow key={answer.run} answer={answer} classes={classes} look={compared.find(({ id }) => id === answer.run)} />
          ))}
        </TableBody>
      </Table>
    </>
  );
}

type AnswerRowProps = {
  readonly answer: ImageHistory['answers'][number];
  readonly classes: readonly string[];
  readonly look: Compared | undefined;
};

function AnswerRow({ answer, classes, look }: AnswerRowProps) {
  const { t } = useTranslation();
  const numbers = useNumbers();
  const isRight = answer.predicted === answer.actual;
  return (
    <TableRow>
      <TableCell component="th" scope="row" sx={{ maxWidth: 220 }}>
        {look === undefined ? answer.name : <RunMark look={look} name={answer.name} />}
        <Typography variant="caption" color="textSecondary" component="div">
          {t(`runs.networks.${answer.network}`)} · {t('runs.columns.seed')} {answer.seed}
        </Typography>
      </TableCell>
      <TableCell>
        <ClassName name={answer.predicted} classes={classes} />
      </TableCell>
      <TableCell align="right">{numbers.percent(answer.probability)} %</TableCell>
      <TableCell sx={{ fontWeight: isRight ? 400 : 700 }}>{t(isRight ? 'runs.gallery.isRight' : 'runs.gallery.isWrong')}</TableCell>
    </TableRow>
  );
}
