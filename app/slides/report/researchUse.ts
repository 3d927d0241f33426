/** What stands on screen and on every paper. */
import type { Language } from '../../contract/settings.ts';

export const RESEARCH_USE_ONLY: Readonly<Record<Language, string>> = {
  en: 'Research use only. Not for diagnosis.',
  de: 'Nur für Forschungszwecke. Nicht zur Diagnose.',
};
