/** Settings that are called by a word; what is of the recipe is called as in a recipe file. */

const NAMED = ['arm', 'dataSet', 'dataSetHash', 'subset', 'seed', 'startsFrom', 'engine', 'device'] as const;

export function isNamedSetting(name: string): name is (typeof NAMED)[number] {
  return NAMED.some((one) => one === name);
}
