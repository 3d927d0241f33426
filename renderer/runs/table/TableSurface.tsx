/** How the table of runs looks: one style sheet for all its rows, which come and go while it scrolls. */
import { alpha, styled } from '@mui/material/styles';

export const ROW_HEIGHT = 52;
const COLUMNS = '44px minmax(180px, 1.6fr) minmax(96px, 0.8fr) minmax(130px, 1fr) 64px 124px 76px 84px 92px 150px';
const ONE_LINE = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;

export const TableSurface = styled('div')(({ theme: { palette } }) => ({
  flex: 1,
  minHeight: 0,
  overflow: 'auto',
  borderTop: `1px solid ${palette.divider}`,
  fontSize: 14,
  '& > [role=rowgroup]': { minWidth: 1040 },
  '& .head': {
    position: 'sticky',
    top: 0,
    zIndex: 1,
    backgroundColor: palette.background.default,
    borderBottom: `1px solid ${palette.divider}`,
  },
  '& .head .row': { height: 38, fontSize: 12.5, fontWeight: 600, color: palette.text.secondary },
  '& .row': { display: 'grid', gridTemplateColumns: COLUMNS, columnGap: 12, alignItems: 'center', padding: '0 16px 0 4px' },
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
