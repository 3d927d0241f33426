/** The images of a gallery, a page at a time, each with what the runs took it for. */
import NothingIcon from '@mui/icons-material/ImageSearch';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ButtonBase from '@mui/material/ButtonBase';
import Skeleton from '@mui/material/Skeleton';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Gallery, GalleryImage } from '../../../app/contract/runs.ts';
import { useClient } from '../../connection/calls.ts';
import { EmptyState } from '../../parts/EmptyState.tsx';
import { ErrorNotice } from '../../parts/ErrorNotice.tsx';
import { fileName, Thumbnail } from '../../parts/ThumbnailStrip.tsx';
import type { Compared } from '../compare/compared.ts';
import { RunMark } from '../compare/RunMark.tsx';
import { useNumbers } from '../useNumbers.ts';
import { explainedRuns } from './explainedRuns.tsx';
import { GalleryMaps } from './GalleryMaps.tsx';

const PAGE = 60;

export type GalleryImagesProps = {
  readonly gallery: Gallery;
  readonly compared: readonly Compared[];
  readonly classes: readonly string[];
  /** As pictures alone, or with where the compared runs looked. */
  readonly view: GalleryView;
  readonly onImage: (image: number) => void;
};

export const GALLERY_VIEWS = ['pictures', 'maps'] as const;
export type GalleryView = (typeof GALLERY_VIEWS)[number];

export function GalleryImages({ gallery, compared, classes, view, onImage }: GalleryImagesProps) {
  const { t } = useTranslation();
  const client = useClient();
  const pages = useInfiniteQuery({
    queryKey: ['runs.gallery', gallery],
    queryFn: ({ pageParam, signal }) => client.call('runs.gallery', { gallery, offset: pageParam, limit: PAGE }, signal),
    initialPageParam: 0,
    getNextPageParam: (last, all) => {
      const shown = all.reduce((sum, { images }) => sum + images.length, 0);
      return last.images.length === 0 || shown >= last.total ? undefined : shown;
    },
  });
  const images = pages.data?.pages.flatMap((page) => page.images) ?? [];
  const total = pages.data?.pages[0]?.total;
  if (pages.isError && images.length === 0) return <ErrorNotice error={pages.error} onRetry={() => void pages.refetch()} sx={{ m: 2 }} />;
  if (total === 0) {
    return (
      <EmptyState icon={<NothingIcon />} title={t('runs.gallery.none')}>
        {t('runs.gallery.noneHelp')}
      </EmptyState>
    );
  }
  return (
    <Box sx={{ flex: 1, minHeight: 0, overflow: 'auto', px: 2, pb: 2 }} aria-busy={total === undefined}>
      <Typography color="textSecondary" sx={{ mb: 1.5 }} role="status">
        {total === undefined ? ' ' : t('runs.gallery.count', { count: total })}
      </Typography>
      {view === 'maps' && total !== undefined ? (
        <GalleryMaps
          {...{ images, classes, onImage, runs: explainedRuns(compared) }}
          onMore={pages.hasNextPage ? () => void pages.fetchNextPage() : null}
        />
      ) : (
        <>
          <Box
            component="ul"
            sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fill, minmax(132px, 1fr))' }}
          >
            {total === undefined && [0, 1, 2, 3, 4, 5].map((bone) => <Skeleton key={bone} component="li" variant="rounded" height={170} />)}
            {images.map((one) => (
              <Shown key={one.image.id} one={one} compared={compared} onImage={onImage} />
            ))}
          </Box>
          {pages.hasNextPage && (
            <Button sx={{ mt: 2 }} variant="outlined" loading={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
              {t('runs.gallery.more')}
            </Button>
          )}
        </>
      )}
    </Box>
  );
}

type ShownProps = { readonly one: GalleryImage; readonly compared: readonly Compared[]; readonly onImage: (image: number) => void };

function Shown({ one: { image, answers, actual }, compared, onImage }: ShownProps) {
  const { t } = useTranslation();
  const numbers = useNumbers();
  const name = fileName(image.path);
  return (
    <Box component="li">
      <ButtonBase
        onClick={() => onImage(image.id)}
        aria-label={t('runs.gallery.history', { name })}
        title={image.path}
        sx={{ display: 'block', width: '100%', textAlign: 'left', borderRadius: 1, p: 0.5, '&:hover': { bgcolor: 'action.hover' } }}
      >
        <Thumbnail sha256={image.sha256} name="" side={124} />
        <Typography variant="caption" component="div" noWrap sx={{ mt: 0.5 }}>
          {name}
        </Typography>
      </ButtonBase>
      <Stack component="ul" sx={{ m: 0, px: 0.5, py: 0, listStyle: 'none', gap: 0.25, typography: 'caption' }}>
        {answers.map(({ run, predicted, probability }) => {
          const look = compared.find(({ id }) => id === run);
          return (
            <Stack key={run} component="li" direction="row" sx={{ gap: 0.75, alignItems: 'center', minWidth: 0 }}>
              {look !== undefined && answers.length > 1 && <RunMark look={look} />}
              <Box
                component="span"
                sx={{
                  flex: 1,
                  minWidth: 0,
                  overflow: 'hidden',
                  textOverflow: 'ellipsis',
                  whiteSpace: 'nowrap',
                  fontWeight: predicted === actual ? 400 : 700,
                }}
              >
                {predicted}
              </Box>
              <span>{numbers.percent(probability)} %</span>
            </Stack>
          );
        })}
      </Stack>
    </Box>
  );
}
