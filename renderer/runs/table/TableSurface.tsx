/** How the table of runs looks: one style sheet for all its rows, which come and go while it scrolls. */
import { alpha, styled } from '@mui/material/styles';

export const ROW_HEIGHT = 52;
const COLUMNS = '36px minmax(112px, 1.8fr) minmax(92px, 0.8fr) minmax(108px, 1fr) 60px 112px 72px 84px 88px 88px';
const WIDE_COLUMNS = '36px minmax(150px, 1.8fr) minmax(104px, 0.8fr) minmax(132px, 1fr) 64px 116px 76px 84px 96px 104px';
const ONE_LINE = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;

export const TableSurface = styled('div')(({ theme: { palette } }) => ({
  flex: 1,
  minHeight: 0,
  overflow: 'auto',
  borderTop: `1px solid ${palette.divider}`,
  fontSize: 14,
  '& > [role=rowgroup]': { minWidth: 924 },
  '& .head': {
    position: 'sticky',
    top: 0,
    zIndex: 1,
    backgroundColor: palette.background.default,
    borderBottom: `1px solid ${palette.divider}`,
  },
  '& .head .row': { height: 38, fontSize: 12.5, fontWeight: 600, color: palette.text.secondary },
  '& .row': { display: 'grid', gridTemplateColumns: COLUMNS, columnGap: 8, alignItems: 'center', padding: '0 16px 0 4px' },
  '@media (min-width: 1200px)': { '& .row': { gridTemplateColumns: WIDE_COLUMNS, columnGap: 16, padding: '0 16px 0 8px' } },
  '& .row > *': { minWidth: 0 },
  '& .body.row': {
    ...{ position: 'absolute', top: 0, left: 0, right: 0, height: ROW_HEIGHT, borderBottom: `1px solid ${palette.divider}` },
    backgroundColor: palette.background.paper,
  },
  '& .body.row:hover': { backgroundColor: palette.mode === 'dark' ? '#22262b' : '#eef2f5' },
  '& .body.row[data-chosen=true]': { backgroundColor: alpha(palette.primary.main, palette.mode === 'dark' ? 0.2 : 0.1) },
  '& .number': { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  '& .tick': { display: 'flex', justifyContent: 'center' },
  '& .one': ONE_LINE,
  '& .two': { ...ONE_LINE, fontSize: 12, color: palette.text.secondary, lineHeight: 1.35 },
  '& .bar': { height: 4, borderRadius: 2, backgroundColor: palette.divider, overflow: 'hidden', marginTop: 3 },
  '& .bar > i': { display: 'block', height: '100%', backgroundColor: palette.primary.main },
  '& .name': { ...ONE_LINE, display: 'block', maxWidth: '100%', textAlign: 'left', font: 'inherit', fontWeight: 600, borderRadius: 4 },
  '& .name:hover': { textDecoration: 'underline' },
  '& .tag': {
    ...{ display: 'inline-block', padding: '0 6px', marginRight: 4, borderRadius: 8, fontSize: 11.5, color: palette.text.primary },
    backgroundColor: palette.mode === 'dark' ? '#343a42' : '#e3e8ec',
  },
}));
