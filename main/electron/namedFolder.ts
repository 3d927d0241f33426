/** The data folder that is named where the program is started. */

/** The folder after `--library` or `--library=`; undefined where none is named. Pure. */
export function namedFolder(args: readonly string[]): string | undefined {
  const at = args.findLastIndex((arg) => arg === '--library' || arg.startsWith('--library='));
  const arg = args[at];
  const named = arg === '--library' ? args[at + 1] : arg?.slice('--library='.length);
  return named === undefined || named === '' || named.startsWith('--') ? undefined : named;
}
