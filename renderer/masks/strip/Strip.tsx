/** The images one below the other; as many as there are, only those in sight are drawn. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useImages } from '../../parts/useImages.ts';
import type { Desk } from '../useDesk.ts';
import { offsetsOf } from './offsets.ts';
import { StripItem } from './StripItem.tsx';

const ROW = 72;

export function Strip({ classes, desk }: { readonly classes: readonly string[]; readonly desk: Desk }) {
  const { t } = useTranslation();
  const { listing, strip, index: current, judging, images } = desk;
  const scrolls = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: strip.total,
    getScrollElement: () => scrolls.current,
    estimateSize: () => ROW,
    overscan: 6,
  });
  const rows = virtualizer.getVirtualItems();
  const seen = useImages(listing, rows.length === 0 ? [] : offsetsOf(rows[0]?.index ?? 0, rows.at(-1)?.index ?? 0));
  // The image that is open is always in sight.
  useEffect(() => {
    if (current >= 0) virtualizer.scrollToIndex(current, { align: 'auto' });
  }, [virtualizer, current]);

  if (images.total === 0) {
    return (
      <Typography variant="body2" color="textSecondary" sx={{ flex: 1, p: 2, textAlign: 'center' }}>
        {t('masks.nothingHere')}
      </Typography>
    );
  }
  return (
    <Box
      ref={scrolls}
      role="listbox"
      tabIndex={0}
      aria-label={t('masks.images')}
      aria-activedescendant={current < 0 ? undefined : `strip-${current}`}
      aria-busy={images.isOld || images.total === undefined}
      sx={{
        ...{ flex: 1, minHeight: 0, overflowY: 'auto', overflowX: 'hidden', scrollbarGutter: 'stable', outline: 'none' },
        '&:focus-visible': { boxShadow: ({ palette }) => `inset 0 0 0 3px ${palette.warning.main}` },
      }}
    >
      <Box role="presentation" sx={{ position: 'relative', height: virtualizer.getTotalSize() }}>
        {rows.map(({ index, start }) => {
          const card = seen.cardAt(index);
          return (
            <StripItem
              key={index}
              {...{ index, start, card, classes }}
              height={ROW}
              count={strip.total}
              isOpen={index === current}
              verdict={card === undefined ? undefined : judging.settled.get(card.id)}
              onOpen={() => card !== undefined && desk.go({ card, index })}
            />
          );
        })}
      </Box>
    </Box>
  );
}
