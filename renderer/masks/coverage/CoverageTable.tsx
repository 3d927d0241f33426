/** How many images of each class and split have a mask that counts, as numbers and as bars in the colour of the class. */
import ShowIcon from '@mui/icons-material/ExpandLess';
import HideIcon from '@mui/icons-material/ExpandMore';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Skeleton from '@mui/material/Skeleton';
import Tooltip from '@mui/material/Tooltip';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { classColour } from '../../../app/contract/colours.ts';
import type { DataSet } from '../../../app/contract/dataSets.ts';
import { useCall } from '../../connection/calls.ts';
import { ClassName } from '../../parts/ClassName.tsx';
import { ErrorNotice } from '../../parts/ErrorNotice.tsx';
import { useShare } from '../../parts/useShare.ts';
import { type CoverageCell, coverageRows } from './rows.ts';

export function CoveragePanel({ dataSet }: { readonly dataSet: DataSet }) {
  const { t } = useTranslation();
  // On a low screen the images go before.
  const [isOpen, setIsOpen] = useState(() => window.innerHeight >= 760);
  const id = useId();
  return (
    <Box component="section" aria-label={t('masks.coverage')} sx={{ borderTop: 1, borderColor: 'divider', flexShrink: 0 }}>
      <Button
        fullWidth
        color="inherit"
        endIcon={isOpen ? <HideIcon /> : <ShowIcon />}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setIsOpen(!isOpen)}
        sx={{ justifyContent: 'space-between', px: 1.5, borderRadius: 0 }}
      >
        {t('masks.coverage')}
      </Button>
      {isOpen && (
        <Box id={id} sx={{ px: 1.5, pb: 1.5, maxHeight: '35vh', overflowY: 'auto' }}>
          <CoverageTable dataSet={dataSet} />
        </Box>
      )}
    </Box>
  );
}

function CoverageTable({ dataSet }: { readonly dataSet: DataSet }) {
  const { t } = useTranslation();
  const coverage = useCall('masks.coverage', { dataSet: dataSet.id });
  if (coverage.isError) return <ErrorNotice error={coverage.error} onRetry={() => void coverage.refetch()} />;
  if (coverage.data === undefined) return <Skeleton variant="rounded" height={120} />;
  const { splits, rows } = coverageRows(coverage.data);
  return (
    <Box
      component="table"
      sx={{
        ...{ width: '100%', borderCollapse: 'collapse', typography: 'caption', tableLayout: 'fixed' },
        '& th': { textAlign: 'left', fontWeight: 400, color: 'text.secondary', pb: 0.25 },
        '& td, & th': { pr: 1, verticalAlign: 'top' },
        '& td:last-child, & th:last-child': { pr: 0 },
      }}
    >
      <thead>
        <tr>
          <Box component="th" scope="col" sx={{ width: '38%' }}>
            {t('masks.class')}
          </Box>
          {splits.map((split) => (
            <th key={split} scope="col">
              {t(`masks.shortSplit.${split}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ class: name, cells }) => (
          <tr key={name ?? ''}>
            <Box component="th" scope="row" sx={{ color: 'text.primary !important' }}>
              <ClassName name={name} classes={dataSet.classes} />
            </Box>
            {cells.map((cell, index) => (
              <td key={splits[index]}>{cell === null ? '–' : <Cell cell={cell} colour={classColour(name, dataSet.classes)} />}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </Box>
  );
}

function Cell({ cell, colour }: { readonly cell: CoverageCell; readonly colour: string }) {
  const { t } = useTranslation();
  const share = useShare();
  const { masks, images, waiting, meanForeground } = cell;
  const area = meanForeground === null ? '' : ` ${t('masks.meanArea', { share: share(meanForeground) })}`;
  return (
    <Tooltip title={`${t('masks.covered', { masks, count: images })} ${t('masks.waiting', { count: waiting })}${area}`} placement="top">
      <Box sx={{ pb: 0.5 }}>
        <Box sx={{ whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' }}>
          {masks}/{images}
        </Box>
        <Box aria-hidden sx={{ height: 5, borderRadius: 1, bgcolor: 'action.selected', overflow: 'hidden' }}>
          <Box sx={{ height: '100%', width: `${cell.share * 100}%`, minWidth: masks > 0 ? 2 : 0, bgcolor: colour }} />
        </Box>
      </Box>
    </Tooltip>
  );
}
