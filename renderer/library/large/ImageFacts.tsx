/** All that is known of the image that is looked at. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useTranslation } from 'react-i18next';
import type { ImageDetails } from '../../../app/contract/dataSets.ts';
import { bytesText } from '../../parts/bytesText.ts';
import { ClassName } from '../../parts/ClassName.tsx';
import { useShare } from '../../parts/useShare.ts';
import { FactList } from '../FactList.tsx';

export function ImageFacts({ details, classes }: { readonly details: ImageDetails; readonly classes: readonly string[] }) {
  const { t, i18n } = useTranslation();
  const share = useShare();
  const { classBefore, group, pages } = details;
  const named = (name: string | null) => <ClassName name={name} classes={classes} />;
  return (
    <>
      <FactList
        facts={[
          [t('library.class'), named(details.class)],
          ...(classBefore === null ? [] : [[t('library.facts.classBefore'), named(classBefore.class)] as const]),
          [t('library.split'), t(`words.split.${details.split}`)],
          ...(group === null ? [] : [[t('library.facts.group'), group] as const]),
          [t('library.facts.size'), t('library.facts.pixels', { width: details.width, height: details.height })],
          [t('library.facts.file'), `${details.format.toUpperCase()}, ${bytesText(details.bytes, i18n.language)}`],
          ...(pages === 1 ? [] : [[t('library.facts.pages'), t('library.number', { value: pages })] as const]),
          [t('library.facts.path'), details.file],
        ]}
      />
      <Part title={t('library.facts.masks')}>
        <Masks masks={details.masks} />
      </Part>
      {details.predictions.length > 0 && (
        <Part title={t('library.facts.predictions')}>
          <FactList
            facts={details.predictions.map(({ run, predicted, probability }) => [
              run,
              <Box key={run} component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.75 }}>
                {named(predicted)} {share(probability)}
              </Box>,
            ])}
          />
        </Part>
      )}
    </>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <Box component="section">
      <Typography variant="h3" sx={{ mb: 0.5 }}>
        {title}
      </Typography>
      {children}
    </Box>
  );
}

function Masks({ masks }: Pick<ImageDetails, 'masks'>) {
  const { t } = useTranslation();
  const share = useShare();
  if (masks.length === 0) {
    return (
      <Typography variant="body2" color="textSecondary">
        {t('library.facts.noMask')}
      </Typography>
    );
  }
  return (
    <FactList
      facts={masks.map(({ origin, proposal, foreground }) => {
        const name = proposal === null ? t(`words.mask.${origin}`) : t(`library.proposal.${proposal}`);
        return [name, foreground === null ? '' : t('library.facts.foreground', { share: share(foreground) })] as const;
      })}
    />
  );
}
