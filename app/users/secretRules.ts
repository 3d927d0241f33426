/** Which PINs and passphrases are good enough. Tries are slowed down (backOff.ts), so six digits that nobody guesses at once are. */

export const FEWEST_CHARACTERS = 6;

/** @returns why it is not good enough, as a sentence; undefined where it is */
export function weaknessOf(secret: string, name: string): string | undefined {
  const characters = [...secret.normalize('NFKC')];
  if (characters.length < FEWEST_CHARACTERS) return `A PIN or passphrase has at least ${FEWEST_CHARACTERS} characters.`;
  if (secret.trim() !== secret) return 'A PIN or passphrase begins and ends with no space.';
  if (new Set(characters).size < 3) return 'A PIN or passphrase of one or two characters again and again is guessed at once.';
  if (isRow(characters)) return 'A PIN or passphrase that counts up or down is guessed at once.';
  if (plain(secret).includes(plain(name)) || plain(name).includes(plain(secret))) return 'A PIN or passphrase is not the name.';
  return undefined;
}

/** 123456, 987654, abcdef. */
function isRow(characters: readonly string[]): boolean {
  const codes = characters.map((character) => character.codePointAt(0) ?? 0);
  const steps = new Set(codes.slice(1).map((code, at) => code - (codes[at] ?? 0)));
  return steps.size === 1 && [1, -1].some((step) => steps.has(step));
}

function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(' ', '');
}
