/** A field of view on a stained smear, drawn in quiet colours: red cells, platelets and four of the five classes of white cells. */
import Box from '@mui/material/Box';
import { useTheme } from '@mui/material/styles';

type Place = readonly [x: number, y: number, radius: number];

const RED_CELLS: readonly Place[] = [
  ...([
    [235, 291, 31],
    [96, 266, 30],
    [99, 126, 28],
    [344, 238, 29],
    [150, 37, 30],
    [45, 173, 31],
    [394, 61, 29],
    [335, 61, 29],
  ] as const),
  ...([
    [47, 303, 29],
    [499, 252, 30],
    [291, 443, 30],
    [146, 477, 29],
    [476, 183, 30],
    [411, 449, 30],
    [471, 343, 29],
    [237, 13, 30],
  ] as const),
  ...([
    [358, 492, 29],
    [291, 162, 29],
    [215, 498, 31],
    [275, 83, 29],
    [61, 369, 30],
    [414, 281, 31],
    [449, 106, 29],
  ] as const),
  ...([
    [282, 251, 29],
    [212, 76, 30],
    [35, 240, 29],
    [291, 507, 31],
    [83, 429, 31],
    [454, 403, 30],
    [423, 219, 27],
    [99, 69, 28],
  ] as const),
];
const PLATELETS: readonly Place[] = [
  ...([
    [108, 318, 5],
    [253, 363, 6],
    [104, 178, 5],
    [304, 117, 5],
    [348, 451, 6],
    [439, 317, 5],
  ] as const),
];

const LIGHT = {
  ...{ ground: '#f7ece4', edge: '#d9cbc4', red: '#dcb9b0', pale: '#eed6cd', platelet: '#a58ab3', nucleus: '#5b3f8f', light: '#7d62ab' },
  ...{ neutrophil: '#ead3d3', eosinophil: '#e6b9a4', granule: '#cf7a5f', lymphocyte: '#a9b6dd', monocyte: '#bdb6cd' },
};
const DARK: typeof LIGHT = {
  ...{ ground: '#262227', edge: '#3d373d', red: '#5d464a', pale: '#483a3e', platelet: '#776388', nucleus: '#8f76c4', light: '#a893d3' },
  ...{ neutrophil: '#5f5058', eosinophil: '#6f5147', granule: '#c07d65', lymphocyte: '#4f5a80', monocyte: '#57526b' },
};

export function SmearPicture({ title }: { readonly title: string }) {
  const colours = useTheme().palette.mode === 'dark' ? DARK : LIGHT;
  return (
    <Box component="svg" viewBox="0 0 520 520" role="img" aria-label={title} sx={{ width: '100%', height: 'auto', display: 'block' }}>
      <radialGradient id="smear-red-cell">
        <stop offset="0.2" stopColor={colours.pale} />
        <stop offset="0.75" stopColor={colours.red} />
      </radialGradient>
      <clipPath id="smear-field">
        <circle cx="260" cy="260" r="252" />
      </clipPath>
      <g clipPath="url(#smear-field)">
        <rect width="520" height="520" fill={colours.ground} />
        {RED_CELLS.map(([x, y, radius]) => (
          <circle key={`${x} ${y}`} cx={x} cy={y} r={radius} fill="url(#smear-red-cell)" />
        ))}
        {PLATELETS.map(([x, y, radius]) => (
          <ellipse key={`${x} ${y}`} cx={x} cy={y} rx={radius} ry={radius * 0.75} fill={colours.platelet} opacity="0.75" />
        ))}
        <Neutrophil colours={colours} />
        <Lymphocyte colours={colours} />
        <Eosinophil colours={colours} />
        <Monocyte colours={colours} />
      </g>
      <circle cx="260" cy="260" r="252" fill="none" stroke={colours.edge} strokeWidth="6" />
    </Box>
  );
}

type CellProps = { readonly colours: typeof LIGHT };

/** Lobes that hang together by threads. */
function Neutrophil({ colours }: CellProps) {
  return (
    <g transform="translate(185 185)">
      <path d="M-58-8C-56-44-24-62 8-58S60-30 60 4 34 62 0 60-60 28-58-8z" fill={colours.neutrophil} />
      <path d="M-26-22C-6-40 14-38 24-18S20 18 2 30" fill="none" stroke={colours.nucleus} strokeWidth="7" strokeLinecap="round" />
      <ellipse cx="-25" cy="-18" rx="18" ry="15" fill={colours.nucleus} transform="rotate(-30 -25 -18)" />
      <ellipse cx="10" cy="-32" rx="17" ry="13" fill={colours.nucleus} transform="rotate(12 10 -32)" />
      <ellipse cx="27" cy="2" rx="14" ry="18" fill={colours.nucleus} transform="rotate(16 27 2)" />
      <ellipse cx="0" cy="30" rx="19" ry="14" fill={colours.nucleus} transform="rotate(-14 0 30)" />
    </g>
  );
}

/** A round nucleus that nearly fills the cell. */
function Lymphocyte({ colours }: CellProps) {
  return (
    <g transform="translate(372 160)">
      <path d="M-42 2C-42-26-20-43 4-42S44-20 43 6 22 43-4 42-42 28-42 2z" fill={colours.lymphocyte} />
      <path d="M-34-2C-33-24-15-35 4-33S34-16 31 8 10 33-8 30-35 18-34-2z" fill={colours.nucleus} />
      <ellipse cx="-8" cy="-10" rx="9" ry="6" fill={colours.light} opacity="0.5" />
      <ellipse cx="12" cy="8" rx="8" ry="6" fill={colours.light} opacity="0.45" />
    </g>
  );
}

const GRANULES: readonly Place[] = [
  ...([
    [-38, -20, 5],
    [-44, 0, 4],
    [-36, 22, 5],
    [-18, 40, 5],
    [2, 46, 4],
    [22, 40, 5],
    [40, 22, 5],
    [46, 2, 4],
    [40, -20, 5],
  ] as const),
  ...([
    [26, -38, 5],
    [6, -46, 4],
    [-16, -44, 5],
    [-28, 34, 4],
    [33, 33, 4],
    [36, -32, 4],
    [-32, -35, 4],
    [0, 30, 4],
    [-14, 26, 4],
  ] as const),
  ...([
    [16, 28, 4],
    [0, -34, 4],
    [-26, 10, 4],
    [30, 12, 4],
  ] as const),
];

/** Two lobes among coarse granules. */
function Eosinophil({ colours }: CellProps) {
  return (
    <g transform="translate(352 352)">
      <path d="M-56 2C-58-32-30-58 4-57S58-32 57 4 30 57-4 57-54 34-56 2z" fill={colours.eosinophil} />
      {GRANULES.map(([x, y, radius]) => (
        <circle key={`${x} ${y}`} cx={x} cy={y} r={radius} fill={colours.granule} opacity="0.75" />
      ))}
      <path d="M-14-4C-4-12 6-12 14-6" fill="none" stroke={colours.nucleus} strokeWidth="8" />
      <ellipse cx="-18" cy="-6" rx="16" ry="20" fill={colours.nucleus} transform="rotate(24 -18 -6)" />
      <ellipse cx="20" cy="-6" rx="15" ry="20" fill={colours.nucleus} transform="rotate(-22 20 -6)" />
    </g>
  );
}

/** A large cell with a folded nucleus and vacuoles. */
function Monocyte({ colours }: CellProps) {
  return (
    <g transform="translate(170 372)">
      <path d="M-62-4C-60-42-32-64 2-63S62-42 64-6 44 60 6 63-64 36-62-4z" fill={colours.monocyte} />
      <path d="M-38-12C-34-38-8-46 14-40S44-14 38 8 18 22 8 12-4-4-14 8-8 36-24 32-42 10-38-12z" fill={colours.nucleus} />
      <path d="M-22-14C-14-26 4-30 16-24" fill="none" stroke={colours.light} strokeWidth="6" strokeLinecap="round" opacity="0.5" />
      <circle cx="14" cy="40" r="5" fill={colours.ground} opacity="0.55" />
      <circle cx="32" cy="32" r="4" fill={colours.ground} opacity="0.55" />
      <circle cx="-6" cy="48" r="3.5" fill={colours.ground} opacity="0.55" />
    </g>
  );
}
