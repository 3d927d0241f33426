/** One confusion matrix. */
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { useTheme } from '@mui/material/styles';
import { useTranslation } from 'react-i18next';
import { hex, shade } from '../../../app/contract/colours.ts';
import { ClassName } from '../../parts/ClassName.tsx';
import { useNumbers } from '../useNumbers.ts';
import type { Compared } from './compared.ts';
import type { MatrixCell, View } from './matrixCells.ts';
import { RunMark } from './RunMark.tsx';

export type MatrixProps = {
  readonly run: Compared;
  readonly classes: readonly string[];
  /** `[actual][predicted]` */
  readonly cells: readonly (readonly MatrixCell[])[];
  readonly view: View;
  readonly onCell: (actual: string, predicted: string) => void;
};

export function Matrix({ run, classes, cells, view, onCell }: MatrixProps) {
  const { t } = useTranslation();
  return (
    <Box
      component="table"
      aria-label={t('runs.matrices.of', { name: run.name })}
      sx={{
        borderCollapse: 'separate',
        borderSpacing: 2,
        fontVariantNumeric: 'tabular-nums',
        typography: 'body2',
        '& caption': { textAlign: 'left', pb: 0.5, fontWeight: 600 },
        '& th': { fontWeight: 400, p: 0 },
        '& tbody th': { textAlign: 'left', pr: 1 },
      }}
    >
      <caption>
        <RunMark look={run} name={run.name} />
      </caption>
      <thead>
        <tr>
          <td />
          {classes.map((name) => (
            <Box
              component="th"
              key={name}
              scope="col"
              title={name}
              sx={{ width: 47, maxWidth: 47, fontSize: 11, color: 'text.secondary', overflow: 'hidden', textOverflow: 'ellipsis' }}
            >
              {name}
            </Box>
          ))}
        </tr>
      </thead>
      <tbody>
        {classes.map((actual, row) => (
          <tr key={actual}>
            <th scope="row">
              <ClassName name={actual} classes={classes} />
            </th>
            {classes.map((predicted, column) => (
              <Cell key={predicted} cell={cells[row]?.[column]} actual={actual} predicted={predicted} view={view} onCell={onCell} />
            ))}
          </tr>
        ))}
      </tbody>
    </Box>
  );
}

type CellProps = Pick<MatrixProps, 'view' | 'onCell'> & {
  readonly cell: MatrixCell | undefined;
  readonly actual: string;
  readonly predicted: string;
};

function Cell({ cell, actual, predicted, view, onCell }: CellProps) {
  const { t } = useTranslation();
  const numbers = useNumbers();
  const { palette } = useTheme();
  if (cell === undefined) return <td />;
  const { background, text } = shade(cell.strength, cell.isGood, palette.mode);
  const value = view === 'counts' ? numbers.count(cell.value) : view === 'rows' ? numbers.percent(cell.value) : numbers.points(cell.value);
  return (
    <Box component="td" sx={{ p: 0 }}>
      <ButtonBase
        aria-label={t('runs.matrices.cell', { actual, predicted, value })}
        onClick={() => onCell(actual, predicted)}
        sx={{
          ...{ width: 47, height: 36, borderRadius: 0.5, font: 'inherit', bgcolor: hex(background), color: hex(text) },
          '&:hover': { outline: '2px solid', outlineColor: 'text.primary' },
        }}
      >
        {value}
      </ButtonBase>
    </Box>
  );
}
