/** The picture itself, with its mask over it. */
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImageCard } from '../../../app/contract/library.ts';
import { mediaAddress } from '../../../app/contract/media.ts';
import { ErrorNotice } from '../../parts/ErrorNotice.tsx';
import { SMOOTH_UP_TO } from '../../parts/view.ts';
import type { Picture } from './usePicture.ts';

const Window = styled('div')(({ theme: { palette } }) => ({
  ...{ position: 'absolute', inset: 0, overflow: 'hidden', touchAction: 'none', userSelect: 'none' },
  backgroundColor: palette.mode === 'dark' ? '#0c0d0f' : '#dfe3e8',
  '& > .picture': { position: 'absolute', left: 0, top: 0, transformOrigin: '0 0' },
  '& > .picture > *': { position: 'absolute', inset: 0, width: '100%', height: '100%' },
}));

export type PictureViewProps = {
  readonly card: Pick<ImageCard, 'id' | 'sha256' | 'width' | 'height'>;
  readonly name: string;
  readonly picture: Picture;
  /** The address of a mask to lay over it; null: none. */
  readonly mask: string | null;
  readonly opacity: number;
  /** Of the mask. */
  readonly colour: string;
};

export function PictureView({ card, name, picture, mask, opacity, colour }: PictureViewProps) {
  const { t } = useTranslation();
  const [failed, setFailed] = useState<string | null>(null);
  const { view, isPart, isReady, attach, drag } = picture;
  const { width, height } = card;
  const address = mediaAddress({ kind: 'image', image: card.id, side: null }, card.sha256.slice(0, 8));
  const imageRendering = view.scale > SMOOTH_UP_TO ? 'pixelated' : 'auto';
  const masked = mask === null ? {} : { maskImage: `url("${mask}")`, maskSize: '100% 100%', maskMode: 'luminance' };
  return (
    <>
      <Window ref={attach} {...drag} style={{ cursor: isPart ? 'grab' : 'default' }}>
        {isReady && (
          <div className="picture" style={{ width, height, transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})` }}>
            {/* The small picture is there at once. */}
            <img src={mediaAddress({ kind: 'thumbnail', sha256: card.sha256 })} alt="" draggable={false} />
            {failed !== address && (
              <img src={address} alt={name} draggable={false} style={{ imageRendering }} onError={() => setFailed(address)} />
            )}
            {mask !== null && <div style={{ ...masked, opacity, imageRendering, backgroundColor: colour }} />}
          </div>
        )}
      </Window>
      {failed === address && (
        <ErrorNotice error={t('library.large.unreadable')} sx={{ position: 'absolute', left: 16, right: 16, top: 16 }} />
      )}
    </>
  );
}
