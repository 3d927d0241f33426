/** What the network would see of real training images, epoch by epoch, beside the recipe that does it. */
import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import { mediaAddress } from '../../../app/contract/media.ts';
import { trainingSchema } from '../../../app/contract/recipe.ts';
import type { AugmentationPreview as Preview, RunRecipe } from '../../../app/contract/training.ts';
import { useCall } from '../../connection/calls.ts';
import { ErrorNotice } from '../../parts/ErrorNotice.tsx';
import { useSettled } from '../useSettled.ts';
import { type RecipeForm, recipeOf, usualRecipe } from './form.ts';

const EPOCHS = 4;
const SETTLED_MS = 400;

export type AugmentationPreviewProps = { readonly form: RecipeForm; readonly dataSet: number; readonly maskedCopies: boolean };

export function AugmentationPreview({ form, dataSet, maskedCopies }: AugmentationPreviewProps) {
  const { t } = useTranslation();
  const asked = recipeOf(form);
  // Only what changes pictures is asked with, so that nothing else asks for new ones.
  const shown: RunRecipe | null =
    'recipe' in asked
      ? {
          network: usualRecipe(form.network).network,
          imageSize: asked.recipe.imageSize,
          training: trainingSchema.parse({ augmentation: asked.recipe.training.augmentation, mixup: asked.recipe.training.mixup }),
        }
      : null;
  const settled = useSettled(shown, SETTLED_MS);
  const preview = useCall(
    'recipes.preview',
    { dataSet, recipe: settled ?? usualRecipe('wbc'), epochs: EPOCHS, maskedCopies },
    { enabled: settled !== null, keep: true },
  );
  const isVaried = shown !== null && (shown.training.augmentation !== null || shown.training.mixup !== null);
  return (
    <Box component="section" aria-label={t('training.preview')} sx={{ position: 'sticky', top: 16 }}>
      <Typography variant="h3">{t('training.preview')}</Typography>
      <Typography variant="body2" color="textSecondary" sx={{ mb: 1 }}>
        {t(isVaried ? 'training.previewAbout' : 'training.previewPlain')}
      </Typography>
      {preview.error !== null && <ErrorNotice error={preview.error} onRetry={() => void preview.refetch()} />}
      {preview.data === undefined && preview.error === null && <Skeleton variant="rounded" height={200} />}
      {preview.data !== undefined && <Pictures preview={preview.data} isOld={preview.isPlaceholderData} />}
    </Box>
  );
}

function Pictures({ preview: { rows }, isOld }: { readonly preview: Preview; readonly isOld: boolean }) {
  const { t } = useTranslation();
  const epochs = Math.max(0, ...rows.map(({ variants }) => variants.length));
  return (
    <Box
      aria-busy={isOld}
      sx={{
        ...{ display: 'grid', gap: 0.5, gridTemplateColumns: `repeat(${epochs + 1}, minmax(0, 1fr))`, maxWidth: 460 },
        ...{ opacity: isOld ? 0.5 : 1, '& img': { width: '100%', aspectRatio: '1', display: 'block', borderRadius: 0.5 } },
      }}
    >
      {[t('training.original'), ...Array.from({ length: epochs }, (_, at) => t('training.epochAt', { epoch: at + 1 }))].map((heading) => (
        <Typography key={heading} variant="caption" color="textSecondary" noWrap>
          {heading}
        </Typography>
      ))}
      {rows.map(({ image, name, isMaskedCopy, original, variants }) => [
        <Box key={`${image} ${isMaskedCopy} original`} component="img" alt={name} title={name} src={address(original)} />,
        ...variants.map(({ picture, words }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the place is the epoch
          <Tooltip key={`${image} ${isMaskedCopy} ${at}`} title={words.map((line) => <div key={line}>{line}</div>)}>
            <Box component="img" alt={t('training.variant', { name, epoch: at + 1, words: words.join(', ') })} src={address(picture)} />
          </Tooltip>
        )),
      ])}
    </Box>
  );
}

function address(sha256: string): string {
  return mediaAddress({ kind: 'preview', sha256 });
}
