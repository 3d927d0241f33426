/** A study's rows arranged by subset. Pure. */
import type { StudyComparison } from '../../../app/contract/runs.ts';
import { type Arm, armSchema } from '../../../app/contract/words.ts';

type Line = {
  /** Per cent. */
  readonly subset: number;
  /** In the order of `arms`, undefined where there is none. */
  readonly ours: readonly (StudyComparison['rows'][number] | undefined)[];
  readonly published: readonly (StudyComparison['published'][number] | undefined)[];
};

/** Subsets that only the published study has stand there too: they are what one might still train. */
export function studyLines({ rows, published }: StudyComparison) {
  const armsOf = (of: readonly { readonly arm: Arm }[]) => armSchema.options.filter((arm) => of.some((row) => row.arm === arm));
  const [arms, publishedArms] = [armsOf(rows), armsOf(published)];
  const subsets = [...new Set([...rows, ...published].map(({ subset }) => subset))].sort((a, b) => a - b);
  const lines = subsets.map(
    (subset): Line => ({
      subset,
      ours: arms.map((arm) => rows.find((row) => row.subset === subset && row.arm === arm)),
      published: publishedArms.map((arm) => published.find((row) => row.subset === subset && row.arm === arm)),
    }),
  );
  return { lines, arms, publishedArms };
}
