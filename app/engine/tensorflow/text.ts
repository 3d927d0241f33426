/** The words of whatever was thrown, fit to stand in a sentence. */

const LONGEST = 300;

/** Its message, or the thing itself as text; never throws. */
export function textOf(error: unknown): string {
  try {
    return error instanceof Error ? String(error.message) : String(error);
  } catch {
    return 'something without words';
  }
}

/** On one line (TensorFlow puts what matters on its second), cut where it is long. */
export function shortened(text: string): string {
  const line = text.trim().replace(/\s+/g, ' ');
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
