/** Sets up i18next with our languages; keys are checked by the compiler. */
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { type Language, languageSchema, type Settings } from '../../app/contract/settings.ts';
import { de } from './de.ts';
import { en } from './en.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
  }
}

/** The language to show: the one that is set, else the first of the system's that there is. */
export function languageOf(chosen: Settings['language'], system: readonly string[]): Language {
  if (chosen !== 'system') return chosen;
  const known = system.map((tag) => languageSchema.safeParse(tag.slice(0, 2).toLowerCase()));
  return known.find(({ success }) => success)?.data ?? 'en';
}

export async function startMessages(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'en',
    resources: { en: { translation: en }, de: { translation: de } },
    // React escapes what it shows.
    interpolation: { escapeValue: false },
  });
}
