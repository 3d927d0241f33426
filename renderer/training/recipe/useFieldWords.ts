/** What the fields of a recipe are called, and what they say, in the language that is shown. */
import { useTranslation } from 'react-i18next';
import type { Messages } from '../../messages/en.ts';
import { FIELDS, type FieldId } from './fields.ts';

type Choice = keyof Messages['training']['choices'];

export function useFieldWords() {
  const { t, i18n } = useTranslation();
  // What a recipe says that this program has no word for is shown as it is.
  const isChoice = (text: string): text is Choice => i18n.exists(`training.choices.${text}`);
  const choiceOf = (choice: string): string => (isChoice(choice) ? t(`training.choices.${choice}`) : choice);
  return {
    choiceOf,
    labelOf: (id: FieldId): string => t(`training.fields.${id}`),
    helpOf: (id: FieldId): string => t(`training.help.${id}`),
    /** What is typed or set, as words; nothing is a dash. */
    valueText: (id: FieldId, text: string): string => {
      const { kind } = FIELDS[id];
      if (kind === 'switch' || kind === 'flag') return t(text === 'on' ? 'training.on' : 'training.off');
      if (kind === 'choice' || kind === 'weights') return choiceOf(text);
      return text.trim() === '' ? '–' : text;
    },
  };
}
