/** What a slide was classified with, in one line: all that its probabilities depend on. */
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { SlideModel } from '../../../app/contract/slides.ts';
import { useShare } from '../../parts/useShare.ts';
import { useFormats } from '../useFormats.ts';

/** Digits of a hash that tell it from others. */
export const SHORT_HASH = 8;

export function ModelFacts({ model }: { readonly model: SlideModel }) {
  const { t } = useTranslation();
  const share = useShare();
  const formats = useFormats();
  const { threshold, targetError, temperature, dataSet } = model;
  const facts: readonly (readonly [text: string, title: string])[] = [
    [model.name, t('classify.facts.label')],
    [
      t('classify.facts.threshold', { threshold: share(threshold) }),
      targetError === null ? t('classify.model.own') : t('classify.facts.thresholdWhy', { error: share(targetError) }),
    ],
    ...(temperature === 1 ? [] : [[t('classify.facts.temperature', { temperature: formats.two(temperature) }), ''] as const]),
    ...(model.testTimeAugmentation ? [[t('classify.facts.tta'), t('classify.model.ttaHelp')] as const] : []),
    [t('classify.facts.dataSet', { dataSet: dataSet.name, hash: dataSet.hash.slice(0, SHORT_HASH) }), dataSet.hash],
  ];
  return facts.map(([text, title]) => (
    <Fragment key={text}>
      <span aria-hidden>·</span>
      <span title={title}>{text}</span>
    </Fragment>
  ));
}
