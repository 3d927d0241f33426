/** Which class a number key stands for. Pure. */

export const MOST_KEYS = 9;

/** The class of the keys 1 to 9, in the order of the data set's classes; undefined for any other key, and with Ctrl, Alt or Meta. */
export function classOfKey(
  { key, ctrlKey, altKey, metaKey }: { key: string; ctrlKey: boolean; altKey: boolean; metaKey: boolean },
  classes: readonly string[],
): string | undefined {
  if (ctrlKey || altKey || metaKey || !/^[1-9]$/.test(key)) return undefined;
  return classes[Number(key) - 1];
}
