/** Many findings of one kind as one sentence: the first three names and how many more. */

const NAMED = 3;

/** A name from the disk as it may stand in a sentence: control characters, such as a line break, as \u000a. */
export function shown(name: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return name.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** "a, b, c and 4 more" */
export function named(names: readonly string[]): string {
  const first = names.slice(0, NAMED).map(shown).join(', ');
  return names.length <= NAMED ? first : `${first} and ${names.length - NAMED} more`;
}

/** "1 image", "2 images" */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
