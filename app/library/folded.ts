/** Many findings of one kind as one sentence: the first three names and how many more. */

const NAMED = 3;

/** "a, b, c and 4 more" */
export function named(names: readonly string[]): string {
  if (names.length <= NAMED) return names.join(', ');
  return `${names.slice(0, NAMED).join(', ')} and ${names.length - NAMED} more`;
}

/** "1 image", "2 images" */
export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
