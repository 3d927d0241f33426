/** Numbers as they are typed, with a comma or a point. Pure. */

/** NaN for what is no number. */
export function numberOf(text: string): number {
  const plain = text.trim().replace(',', '.');
  return /^-?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d{1,3})?$/i.test(plain) ? Number(plain) : Number.NaN;
}

/** Nobody types a range of thousands on purpose. */
const LONGEST_RANGE = 100;

/** Whole numbers, separated by commas or spaces; `2-5` is 2, 3, 4 and 5. @returns NaN among them for what is none */
export function wholeNumbersOf(text: string): number[] {
  return text
    .split(/[\s,;]+/)
    .filter((part) => part !== '')
    .flatMap((part) => {
      const [, from = '', to = ''] = /^(\d{1,9})(?:[-–](\d{1,10}))?$/.exec(part) ?? /^(\d{10})$/.exec(part) ?? [];
      if (from === '') return [Number.NaN];
      const [first, last] = [Number(from), Number(to === '' ? from : to)];
      return last < first || last - first >= LONGEST_RANGE
        ? [Number.NaN]
        : Array.from({ length: last - first + 1 }, (_, place) => first + place);
    });
}

/** Separated by spaces, semicolons, or commas with a space after them: `1, 2,5, 10` is 1, 2.5 and 10. @returns NaN among them for what is none */
export function numbersOf(text: string): number[] {
  return text
    .split(/[\s;]+/)
    .map((part) => part.replace(/,$/, ''))
    .filter((part) => part !== '')
    .flatMap((part) => (part.split(',').length > 2 ? part.split(',') : [part]))
    .map(numberOf);
}
