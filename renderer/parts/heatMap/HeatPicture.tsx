/** An image with a heat map over it. */
import { styled } from '@mui/material/styles';
import { useCallback } from 'react';
import { type HeatMap, heatPixels } from '../../../app/contract/explanation.ts';
import type { ImageCard } from '../../../app/contract/library.ts';
import { mediaAddress } from '../../../app/contract/media.ts';
import { canvasSize } from './heatWords.ts';

/** The browser smooths what it enlarges beyond this. */
const MOST_CANVAS = 256;

const Frame = styled('div')(({ theme }) => ({
  ...{ position: 'relative', width: '100%', overflow: 'hidden', borderRadius: theme.shape.borderRadius },
  backgroundColor: theme.palette.action.hover,
  '& > *': { position: 'absolute', inset: 0, width: '100%', height: '100%' },
}));

export type HeatPictureProps = {
  readonly image: Pick<ImageCard, 'id' | 'sha256' | 'width' | 'height'>;
  /** null: not known yet. */
  readonly map: HeatMap | null;
  /** Of the warmest place, 0 … 1. */
  readonly opacity: number;
  /** What is to be seen, in words. */
  readonly label: string;
};

export function HeatPicture({ image, map, opacity, label }: HeatPictureProps) {
  const { width, height } = canvasSize(image.width, image.height, MOST_CANVAS);
  const draw = useCallback(
    (canvas: HTMLCanvasElement | null) => {
      if (canvas === null || map === null) return;
      canvas.getContext('2d')?.putImageData(new ImageData(heatPixels(map, width, height, 1), width, height), 0, 0);
    },
    [map, width, height],
  );
  return (
    <Frame role="img" aria-label={label} sx={{ aspectRatio: `${image.width} / ${image.height}` }}>
      <img src={mediaAddress({ kind: 'image', image: image.id, side: 384 }, image.sha256.slice(0, 8))} alt="" />
      {map !== null && <canvas ref={draw} width={width} height={height} style={{ opacity }} />}
    </Frame>
  );
}
