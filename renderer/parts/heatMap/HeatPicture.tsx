/** An image with a heat map over it. */
import { styled } from '@mui/material/styles';
import { useCallback } from 'react';
import { type HeatMap, heatPixels } from '../../../app/contract/explanation.ts';
import { canvasSize } from './heatWords.ts';

/** The browser smooths what it enlarges beyond this. */
const MOST_CANVAS = 256;

const Frame = styled('div')(({ theme }) => ({
  ...{ position: 'relative', width: '100%', overflow: 'hidden', borderRadius: theme.shape.borderRadius },
  backgroundColor: theme.palette.action.hover,
  '& > *': { position: 'absolute', inset: 0, width: '100%', height: '100%' },
}));

export type HeatPictureProps = {
  /** Of the picture. */
  readonly address: string;
  readonly width: number;
  readonly height: number;
  /** null: not known yet. */
  readonly map: HeatMap | null;
  /** Of the warmest place, 0 … 1. */
  readonly opacity: number;
  /** What is to be seen, in words. */
  readonly label: string;
};

export function HeatPicture({ address, map, opacity, label, ...size }: HeatPictureProps) {
  const { width, height } = canvasSize(size.width, size.height, MOST_CANVAS);
  const draw = useCallback(
    (canvas: HTMLCanvasElement | null) => {
      if (canvas === null || map === null) return;
      canvas.getContext('2d')?.putImageData(new ImageData(heatPixels(map, width, height, 1), width, height), 0, 0);
    },
    [map, width, height],
  );
  return (
    <Frame role="img" aria-label={label} sx={{ aspectRatio: `${size.width} / ${size.height}` }}>
      <img src={address} alt="" />
      {map !== null && <canvas ref={draw} width={width} height={height} style={{ opacity }} />}
    </Frame>
  );
}
