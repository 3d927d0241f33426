/** Where files lie in an installed program: most inside app.asar, those that other processes and loaders open beside it. Pure. */

/** The path of a file that electron-builder.yml leaves unpacked; the same path where the program is not packaged. */
export function unpacked(path: string): string {
  return path.replace(/([/\\])app\.asar(?=[/\\])/, '$1app.asar.unpacked');
}
