/** How numbers are written on the Runs screen, in the language that is set. */
import { useTranslation } from 'react-i18next';

export type Numbers = ReturnType<typeof numbersIn>;

/** Formatters take long to make, and hundreds of cells ask for them. */
const made = new Map<string, Numbers>();

export function useNumbers(): Numbers {
  const { language } = useTranslation().i18n;
  const known = made.get(language) ?? numbersIn(language);
  made.set(language, known);
  return known;
}

export function numbersIn(language: string) {
  const digits = (count: number) => new Intl.NumberFormat(language, { minimumFractionDigits: count, maximumFractionDigits: count });
  const [three, one, two, whole] = [digits(3), digits(1), digits(2), digits(0)];
  const exact = new Intl.NumberFormat(language, { maximumSignificantDigits: 15, useGrouping: false });
  const tiny = new Intl.NumberFormat(language, { notation: 'scientific', maximumSignificantDigits: 15 });
  const plain = new Intl.NumberFormat(language, { maximumSignificantDigits: 4 });
  const [moment, day, time] = [
    new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }),
    new Intl.DateTimeFormat(language, { dateStyle: 'medium' }),
    new Intl.DateTimeFormat(language, { timeStyle: 'short' }),
  ];
  const dated = (text: string | null, format: Intl.DateTimeFormat) =>
    text === null || Number.isNaN(Date.parse(text)) ? '–' : format.format(new Date(text));
  const signed = (value: number, text: string) => (Number(value.toFixed(3)) === 0 ? text : value < 0 ? `−${text}` : `+${text}`);
  return {
    /** A score from 0 to 1: 0.941. */
    score: (value: number | null) => (value === null ? '–' : three.format(value)),
    /** A difference of scores: +0.012. */
    signed: (value: number) => signed(value, three.format(Math.abs(value))),
    /** A share as per cent: 94.1. */
    percent: (share: number) => one.format(share * 100),
    /** Points of per cent: −3.2. */
    points: (share: number) => signed(share, one.format(Math.abs(share) * 100)),
    loss: (value: number | null) => (value === null ? '–' : plain.format(value)),
    count: (value: number) => whole.format(value),
    /** A number that somebody set, with all its digits: 0.00025, 1E-8. */
    exact: (value: number) => (value !== 0 && Math.abs(value) < 0.0001 ? tiny : exact).format(value),
    tick: (value: number) => plain.format(value),
    p: (value: number) =>
      value < 0.0001
        ? `< ${new Intl.NumberFormat(language, { maximumFractionDigits: 4 }).format(0.0001)}`
        : value < 0.01
          ? digits(4).format(value)
          : two.format(value),
    /** 45 s, 12 min, 3 h 20 min. */
    duration: (seconds: number | null) => durationText(seconds, whole),
    moment: (text: string | null) => dated(text, moment),
    day: (text: string | null) => dated(text, day),
    time: (text: string | null) => (text === null ? '' : dated(text, time)),
  };
}

function durationText(seconds: number | null, whole: Intl.NumberFormat): string {
  if (seconds === null) return '–';
  if (seconds < 60) return `${whole.format(Math.round(seconds))} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${whole.format(Math.floor(minutes / 60))} h ${minutes % 60} min`;
}
