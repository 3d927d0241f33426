/** How the grid looks: one style sheet for all its cells. */
import { alpha, styled } from '@mui/material/styles';
import { OKABE_ITO } from '../../app/contract/colours.ts';
import { CAPTION, GAP } from './gridLayout.ts';

const BONE = { display: 'inline-block', width: '60%', height: 8, borderRadius: 4 } as const;
const ONE_LINE = { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } as const;

export const Surface = styled('div')(({ theme: { palette } }) => {
  const empty = palette.mode === 'dark' ? '#23272c' : '#e7ebef';
  return {
    position: 'absolute',
    inset: 0,
    overflowY: 'auto',
    overflowX: 'hidden',
    scrollbarGutter: 'stable',
    padding: `4px ${GAP}px 0 16px`,
    outline: 'none',
    userSelect: 'none',
    // Nothing outside of a row is touched by what happens in it.
    '& .row': { position: 'absolute', top: 0, left: 0, right: 0, display: 'grid', gap: GAP, contain: 'layout style' },
    // A square for each picture, drawn as the background of one element.
    '& .bones': {
      ...{ position: 'absolute', top: 0, left: 0, right: 0, contain: 'strict', borderRadius: 6 },
      backgroundImage: `linear-gradient(to top, ${palette.background.default} ${CAPTION}px, transparent 0),
        linear-gradient(to right, ${empty} calc(100% - ${GAP}px), transparent 0)`,
      backgroundRepeat: 'repeat-x',
    },
    '& .cell': {
      position: 'relative',
      display: 'flex',
      flexDirection: 'column',
      borderRadius: 6,
      outline: 'none',
      cursor: 'default',
      contain: 'strict',
    },
    '& .cell[aria-selected=true]': { backgroundColor: alpha(palette.primary.main, 0.16), boxShadow: `0 0 0 2px ${palette.primary.main}` },
    '& .cell:focus-visible': { boxShadow: `0 0 0 3px ${OKABE_ITO.orange}` },
    '& .picture': { order: -1, position: 'relative', aspectRatio: '1', borderRadius: 6, overflow: 'hidden', backgroundColor: empty },
    '& img': { display: 'block', width: '100%', height: '100%', objectFit: 'contain' },
    '& .marks': { position: 'absolute', right: 4, bottom: 4, display: 'flex', gap: 3 },
    '& .mark': {
      ...{ height: 16, minWidth: 16, padding: '0 4px', borderRadius: 4, display: 'inline-flex', alignItems: 'center' },
      ...{ fontSize: 10, lineHeight: 1, fontWeight: 600, color: '#fff', backgroundColor: 'rgb(0 0 0 / 0.72)' },
    },
    '& .mark svg': { width: 12, height: 12, margin: '0 -2px', fill: '#fff', stroke: '#fff', strokeWidth: 1.4 },
    '& .mark circle': { fill: 'none' },
    // A mask that counts for nothing yet is only an outline.
    '& .mark.waiting path': { fill: 'none', stroke: 'none' },
    '& .mark.waiting circle': { strokeDasharray: '2.4 2' },
    '& .tick': { position: 'absolute', left: 4, top: 4, width: 20, height: 20 },
    '& .tick circle': { fill: palette.primary.main, stroke: palette.background.paper, strokeWidth: 1.5 },
    '& .tick path': { fill: 'none', stroke: palette.primary.contrastText, strokeWidth: 2.4 },
    '& .class, & .file': { ...ONE_LINE, height: CAPTION / 2, lineHeight: `${CAPTION / 2}px`, padding: '0 4px' },
    '& .class': { fontSize: 12.5, fontWeight: 600, color: palette.text.primary },
    '& .file': { fontSize: 11, color: palette.text.secondary },
    '& .dot': { display: 'inline-block', width: 9, height: 9, borderRadius: '50%', marginRight: 5 },
    '& .bone': { ...BONE, backgroundColor: empty },
  };
});
