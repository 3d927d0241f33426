/** What duplicates mean for numbers made from a data set, as findings, the gravest first. Pure. */
import type { Split } from '../../contract/words.ts';
import { byName } from '../dataSet.ts';
import type { Finding } from '../finding.ts';
import { counted, named, shown } from '../folded.ts';
import type { Duplicates, Image } from './findDuplicates.ts';

type Sets = readonly (readonly Image[])[];

/** Whether a network would be judged on what it was trained on, or chosen on what it is judged on. */
export function isSplit(set: readonly Image[]): boolean {
  return new Set(set.map(({ split }) => split)).size > 1;
}

export function duplicateFindings(dataSet: string, { files, pictures, groups, unseen }: Duplicates): Finding[] {
  const leaks: readonly (Omit<Finding, 'dataSet' | 'files'> & Said)[] = [
    {
      ...{ check: 'leak-files', severity: 'serious' },
      ...said(files.filter(isSplit).map(firstOfEachSplit), (count, names) => {
        const which = counted(count, 'file lies', 'files lie');
        return `Leakage: ${which} in two splits (${names}), which flatters every score.`;
      }),
    },
    {
      ...{ check: 'leak-pictures', severity: 'serious' },
      ...said(pictures.flatMap(splitBeyondFiles), (count, names) => {
        const which = counted(count, 'picture lies', 'pictures lie');
        return `Leakage: ${which} in two splits as different files, such as scaled, turned or taken again (${names}), which flatters every score.`;
      }),
    },
    { ...{ check: 'leak-groups', severity: 'serious' }, ...splitGroups(groups.filter(isSplit)) },
    {
      ...{ check: 'labels', severity: 'warning' },
      ...said(pictures.filter(hasTwoLabels).map(firstOfEachLabel), (count, names) => {
        const which = counted(count, 'picture has', 'pictures have');
        return `${which} two labels (${names}), of which at least one is wrong. Look at them and keep the right one.`;
      }),
    },
    {
      ...{ check: 'duplicates', severity: 'note' },
      ...said(pictures.flatMap(withinSplits), (count, names) => {
        const which = counted(count, 'picture is', 'pictures are');
        return `${which} more than once in one split (${names}), and count as often. Nothing need be done if that is meant, as with several frames of a cell.`;
      }),
    },
    { ...{ check: 'unseen', severity: 'note' }, ...notSeen(unseen) },
  ];
  return leaks.flatMap((finding) =>
    finding.sets.length === 0 ? [] : [{ ...finding, dataSet, files: [...new Set(finding.sets.flat())].sort(byName) }],
  );
}

type Said = { readonly sentence: string; readonly sets: readonly (readonly string[])[] };

function said(found: readonly { readonly pair: readonly Image[]; readonly set: readonly Image[] }[], sentence: SentenceOf): Said {
  const names = found.map(({ pair }) => pair.map(({ path }) => path).join(' = '));
  return { sentence: sentence(found.length, named(names)), sets: found.map(({ set }) => set.map(({ path }) => path)) };
}

type SentenceOf = (count: number, names: string) => string;
type Example = { readonly pair: readonly Image[]; readonly set: readonly Image[] };

function firstOf(set: readonly Image[], keyOf: (image: Image) => string | null): Example {
  return { pair: [...Map.groupBy(set, keyOf).values()].flatMap((of) => of.slice(0, 1)), set };
}

function firstOfEachSplit(set: readonly Image[]): Example {
  return firstOf(set, ({ split }) => split);
}

function firstOfEachLabel(set: readonly Image[]): Example {
  return firstOf(
    set.filter((image) => image.class !== null),
    (image) => image.class,
  );
}

function hasTwoLabels(set: readonly Image[]): boolean {
  return new Set(set.flatMap((image) => (image.class === null ? [] : [image.class]))).size > 1;
}

/** Nothing where it is only the same file that lies in two splits. */
function splitBeyondFiles(set: readonly Image[]): Example[] {
  for (const a of set) {
    const b = set.find(({ split, sha256 }) => split !== a.split && sha256 !== a.sha256);
    if (b !== undefined) return [{ pair: [a, b], set }];
  }
  return [];
}

function withinSplits(set: readonly Image[]): Example[] {
  return [...Map.groupBy(set, ({ split }) => split).values()].flatMap((of) => (of.length < 2 ? [] : [{ pair: of.slice(0, 2), set: of }]));
}

function splitGroups(groups: Sets): Said {
  const names = groups.map((set) => {
    const [first] = set;
    const counts = [...Map.groupBy(set, ({ split }) => split)].map(([split, of]): [Split, number] => [split, of.length]);
    const each = counts.sort(([a], [b]) => byName(a, b)).map(([split, count]) => `${count} in ${split}`);
    return `${shown(first?.group ?? '')}: ${each.join(' and ')}`;
  });
  const sentence = `Leakage: ${counted(groups.length, 'smear or patient has', 'smears or patients have')} images in two splits (${named(names)}): the network knows them before it is judged.`;
  return { sentence, sets: groups.map((set) => set.map(({ path }) => path)) };
}

function notSeen(unseen: readonly Image[]): Said {
  const paths = unseen.map(({ path }) => path);
  const sentence = `${counted(paths.length, 'image', 'images')} could not be looked at for duplicates: ${named(paths)}. Have the folder scanned again, and check again when nothing else changes the library.`;
  return { sentence, sets: paths.length === 0 ? [] : [paths] };
}
