/** How the gallery looks: one style sheet for all its cells, which come and go while it scrolls. */
import { alpha, styled } from '@mui/material/styles';
import { OKABE_ITO } from '../../../app/contract/colours.ts';
import { CAPTION, GAP, HEADING } from './galleryLayout.ts';

const ONE_LINE = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;

export const Surface = styled('div')(({ theme: { palette } }) => {
  const empty = palette.mode === 'dark' ? '#23272c' : '#e7ebef';
  return {
    ...{ position: 'absolute', inset: 0, overflowY: 'auto', overflowX: 'hidden', scrollbarGutter: 'stable', outline: 'none' },
    ...{ padding: `0 ${GAP}px 0 16px`, userSelect: 'none' },
    '& .row': { position: 'absolute', top: 0, left: 0, right: 0, contain: 'layout style' },
    '& .cells': { display: 'grid', columnGap: GAP },
    '& .heading': { height: HEADING, display: 'flex', alignItems: 'flex-end', gap: 8, paddingBottom: 8, ...ONE_LINE },
    '& .heading h2': { margin: 0, fontSize: 15, fontWeight: 600, lineHeight: 1.3 },
    '& .heading .count': { fontSize: 13, color: palette.text.secondary, fontVariantNumeric: 'tabular-nums' },
    '& .heading .help': { fontSize: 13, color: palette.text.secondary, ...ONE_LINE },
    '& .heading .dot': { width: 11, height: 11, borderRadius: '50%', marginBottom: 4 },
    '& .cell': {
      position: 'relative',
      display: 'flex',
      flexDirection: 'column',
      borderRadius: 8,
      outline: 'none',
      cursor: 'default',
      contain: 'strict',
    },
    '& .cell[aria-selected=true]': { backgroundColor: alpha(palette.primary.main, 0.16), boxShadow: `0 0 0 2px ${palette.primary.main}` },
    '& .cell:focus-visible, & .cell[data-current=true]': { boxShadow: `0 0 0 3px ${OKABE_ITO.orange}` },
    '& .picture': { position: 'relative', aspectRatio: '1', borderRadius: 8, overflow: 'hidden', backgroundColor: empty, flexShrink: 0 },
    '& .picture img': { display: 'block', width: '100%', height: '100%', objectFit: 'contain' },
    '& .picture .missing': {
      ...{ position: 'absolute', inset: 0, display: 'flex', alignItems: 'center', justifyContent: 'center', padding: 8 },
      ...{ textAlign: 'center', fontSize: 12, lineHeight: 1.3, color: palette.text.secondary },
    },
    '& .marks': { position: 'absolute', left: 4, right: 4, bottom: 4, display: 'flex', gap: 3, flexWrap: 'wrap' },
    '& .mark': {
      ...{ padding: '1px 5px', borderRadius: 4, fontSize: 10.5, lineHeight: 1.4, fontWeight: 600 },
      ...{ color: '#fff', backgroundColor: 'rgb(0 0 0 / 0.74)' },
    },
    '& .you': {
      ...{ position: 'absolute', right: 4, top: 4, padding: '1px 6px', borderRadius: 4, fontSize: 10.5, lineHeight: 1.5, fontWeight: 700 },
      ...{ color: palette.success.contrastText, backgroundColor: palette.success.main },
    },
    '& .you.other': { color: palette.secondary.contrastText, backgroundColor: palette.secondary.main },
    '& .words': { height: CAPTION, padding: '4px 3px 0', fontSize: 11.5, lineHeight: '17px', color: palette.text.secondary, minWidth: 0 },
    '& .words .name, & .words .besides': { display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: 5 },
    '& .words .what': { ...ONE_LINE, flex: 1, minWidth: 0 },
    '& .words .reason': { display: '-webkit-box', WebkitLineClamp: 2, WebkitBoxOrient: 'vertical', overflow: 'hidden', lineHeight: '15px' },
    '& .words .name': { fontSize: 12, fontWeight: 600, color: palette.text.primary, lineHeight: '18px' },
    '& .words .name .dot': { width: 9, height: 9, borderRadius: '50%', flexShrink: 0 },
    '& .bar': { height: 5, margin: '3px 0 3px', borderRadius: 3, backgroundColor: empty, overflow: 'hidden' },
    '& .bar i': { display: 'block', height: '100%', borderRadius: 3 },
  };
});
