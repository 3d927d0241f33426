/** The smear or patient an image comes from, taken from its path by a pattern. */
import { SmearlabError } from '../../contract/failure.ts';
import { counted, named } from '../folded.ts';

type Grouped = { readonly path: string; readonly group: string | null };

export type Groups = {
  /** null where the pattern matches nothing, or there is none. */
  of(path: string): string | null;
  /** Sentences about images that the pattern found no group for. */
  warnings(images: readonly Grouped[]): string[];
};

/**
 * Groups by a regular expression over the path: its first group, or all of what it matches.
 * @throws SmearlabError wrong-usage for a pattern that is no regular expression
 */
export function groupsBy(pattern: string | null): Groups {
  if (pattern === null) return { of: () => null, warnings: () => [] };
  const expression = compiled(pattern);
  return {
    of: (path) => {
      const found = expression.exec(path.normalize('NFC'));
      const key = found === null ? '' : (found[1] ?? found[0]);
      return key === '' ? null : key;
    },
    warnings: (images) => {
      const without = images.filter((image) => image.group === null).map((image) => image.path);
      if (without.length === 0) return [];
      const which = counted(without.length, 'image has', 'images have');
      return [
        `${which} no group by the pattern ${pattern}, so each is a group of its own: ${named(without)}. Mend the pattern or the names.`,
      ];
    },
  };
}

function compiled(pattern: string): RegExp {
  try {
    return new RegExp(pattern);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SmearlabError('wrong-usage', `The pattern ${pattern} of --group-by is no regular expression (${why}).`, { cause: error });
  }
}
