/** Numbers and times as they are written on the Classify screen, in the language that is set. */
import { useTranslation } from 'react-i18next';

export type Formats = ReturnType<typeof formatsIn>;

/** Formatters take long to make, and every cell asks for them. */
const made = new Map<string, Formats>();

export function useFormats(): Formats {
  const { language } = useTranslation().i18n;
  const known = made.get(language) ?? formatsIn(language);
  made.set(language, known);
  return known;
}

export function formatsIn(language: string) {
  const digits = (count: number) => new Intl.NumberFormat(language, { minimumFractionDigits: count, maximumFractionDigits: count });
  const [whole, one, two, three] = [digits(0), digits(1), digits(2), digits(3)];
  const plain = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
  const moment = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  return {
    count: (value: number) => whole.format(value),
    /** A share as per cent without its sign, with one digit: 12.5. */
    percent: (share: number) => one.format(share * 100),
    /** Per cent as a person set it: 2, 2.5. */
    perCent: (value: number) => plain.format(value),
    two: (value: number) => two.format(value),
    score: (value: number | null) => (value === null ? '–' : three.format(value)),
    /** A time as the application says it; a text that is none as it is. */
    moment: (text: string) => (Number.isNaN(Date.parse(text)) ? text : moment.format(new Date(text))),
  };
}
