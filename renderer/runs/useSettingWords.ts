/** What settings of runs are called, and what they say, in the language that is shown. */
import { useTranslation } from 'react-i18next';
import type { Setting } from '../../app/contract/runs.ts';
import { runArmSchema } from '../../app/contract/runs.ts';
import { listedValue, namedSetting, weightedClass } from '../../app/contract/settingNames.ts';
import { networkNameSchema } from '../../app/contract/words.ts';
import type { Messages } from '../messages/en.ts';
import { useNumbers } from './useNumbers.ts';

type Value = Setting['values'][number];
type Choice = keyof Messages['training']['choices'];

export function useSettingWords() {
  const { t, i18n } = useTranslation();
  const numbers = useNumbers();
  // What a recipe says that this program has no word for is shown as it is.
  const isChoice = (text: string): text is Choice => i18n.exists(`training.choices.${text}`);
  const single = (value: string | number): string => {
    if (typeof value === 'number') return numbers.exact(value);
    return isChoice(value) ? t(`training.choices.${value}`) : value;
  };
  return {
    nameOf: (name: string): string => {
      const key = namedSetting(name);
      if (key !== null) return t(`runs.settingNames.${key}`);
      const of = weightedClass(name);
      return of === null ? name : t('runs.classWeight', { name: of });
    },
    valueText: (name: string, value: Value): string => {
      if (value === null) return t(name === 'subset' ? 'runs.allImages' : 'runs.notThere');
      if (typeof value === 'boolean') return t(value ? 'runs.yes' : 'runs.no');
      const list = listedValue(value);
      if (list !== null) return list.length === 0 ? t('runs.emptyList') : list.map(single).join('; ');
      const arm = name === 'arm' ? runArmSchema.safeParse(value).data : undefined;
      if (arm !== undefined) return t(`runs.arms.${arm}`);
      const network = name === 'network.name' ? networkNameSchema.safeParse(value).data : undefined;
      if (network !== undefined) return t(`runs.networks.${network}`);
      if (name === 'loss' && (value === 'cross-entropy' || value === 'mse')) return t(`runs.losses.${value}`);
      // Names that a person gave are no words of ours, and a seed is no amount.
      return name.startsWith('training.') || (typeof value === 'number' && name !== 'seed') ? single(value) : String(value);
    },
  };
}
