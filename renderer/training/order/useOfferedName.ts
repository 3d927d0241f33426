/** The name that an order has where nobody types another one. */
import { useTranslation } from 'react-i18next';
import type { SavedSubset } from '../../../app/contract/library.ts';
import type { OrderForm } from './orderForm.ts';

const LONGEST = 64;

export function useOfferedName(form: OrderForm, subsets: readonly SavedSubset[]): string {
  const { t } = useTranslation();
  if (form.kind === 'study') return t('training.studyName');
  const amount = {
    whole: () => '',
    percent: () => `${form.percent.trim().replace(',', '.')} %`,
    saved: () => subsets.find(({ id }) => id === form.subset)?.name ?? '',
  }[form.trainedOn]();
  const network = t(`training.networks.${form.recipe.network}`);
  const masks = form.maskedCopies ? t('training.nameWithMasks') : '';
  return [network, amount, masks]
    .filter((part) => part !== '')
    .join(' ')
    .slice(0, LONGEST)
    .trim();
}
