/** The headline: every subset and arm side by side, the study's published rows beside them. */
import type { StudyResult, StudyRow } from '../../contract/studyResult.ts';
import type { Arm } from '../../contract/words.ts';
import { type Html, html, nothing } from './html.ts';
import type { PublishedRow } from './input.ts';
import { count, counted, percent, percentRange, score, subsetName } from './numbers.ts';
import { verdictSentences } from './verdict.ts';

const ARMS: readonly { arm: Arm; name: string }[] = [
  { arm: 'plain', name: 'plain' },
  { arm: 'masks', name: 'with masks' },
  { arm: 'ensemble', name: 'ensemble' },
];

export function armName(arm: Arm): string {
  return ARMS.find((known) => known.arm === arm)?.name ?? arm;
}

/** The subsets of the rows, smallest first. */
export function subsetsOf(rows: readonly { readonly subset: number }[]): number[] {
  return [...new Set(rows.map(({ subset }) => subset))].sort((a, b) => a - b);
}

function ownCell(row: StudyRow | undefined): Html {
  if (row === undefined) return html`<td class="group">–</td>`;
  const copies = row.maskedCopies > 0 ? html`<small>+ ${counted(row.maskedCopies, 'masked copy', 'masked copies')}</small>` : nothing;
  return html`<td class="group"><b>${percent(row.accuracy)}</b><small>${percentRange(row.accuracyInterval)}</small>F1 ${score(row.macroF1)}${copies}</td>`;
}

function publishedCell(row: PublishedRow | undefined, noteMark: string): Html {
  if (row === undefined) return html`<td class="group published">–</td>`;
  const mark = row.note === undefined ? nothing : html`<sup>${noteMark}</sup>`;
  return html`<td class="group published">${percent(row.accuracy)}${mark}<small>${count(row.images)} images</small>F1 ${score(row.macroF1)}</td>`;
}

/** `†`, `‡`, … for the published rows that need a word. */
function noteMarks(reference: readonly PublishedRow[]): { row: PublishedRow; mark: string }[] {
  return reference.filter(({ note }) => note !== undefined).map((row, at) => ({ row, mark: ['†', '‡', '§', '¶'][at] ?? `(${at + 1})` }));
}

export function headlineSection(result: StudyResult, reference: readonly PublishedRow[]): Html {
  const subsets = subsetsOf(result.rows);
  const shown = reference.filter(({ subset }) => subsets.includes(subset));
  const marks = noteMarks(shown);
  const publishedArms = ARMS.filter(({ arm }) => shown.some((row) => row.arm === arm));
  const rows = subsets.map((subset) => {
    const own = result.rows.filter((row) => row.subset === subset);
    const published = publishedArms.map(({ arm }) => {
      const row = shown.find((candidate) => candidate.subset === subset && candidate.arm === arm);
      return publishedCell(row, marks.find((marked) => marked.row === row)?.mark ?? '');
    });
    const trained = own[0] === undefined ? nothing : html`<small>${counted(own[0].trainImages, 'image', 'images')}</small>`;
    return html`<tr><th scope="row">${subsetName(subset)}${trained}</th>${ARMS.map(({ arm }) => ownCell(own.find((row) => row.arm === arm)))}${published}</tr>`;
  });
  const ownHead = html`<th class="group" colspan="3" scope="colgroup">this study</th>`;
  const publishedHead =
    publishedArms.length === 0
      ? nothing
      : html`<th class="group" colspan="${publishedArms.length}" scope="colgroup">the published study, for reference</th>`;
  const heads = [...ARMS, ...publishedArms].map(({ name }) => html`<th class="group" scope="col">${name}</th>`);
  const notes = marks.map(
    ({ row, mark }) => html`<p class="quiet"><sup>${mark}</sup> ${subsetName(row.subset)}, ${armName(row.arm)}: ${row.note ?? ''}</p>`,
  );
  const validation = result.rows[0]?.confusion.flat().reduce((sum, value) => sum + value, 0) ?? 0;
  return html`<div class="wide"><table class="headline">
<caption>Accuracy with Wilson's 95 % interval, and macro-F1, on ${counted(validation, 'validation image', 'validation images')}. The published rows come from other images: they show what size of effect to expect and are not a target.</caption>
<thead><tr><th rowspan="2" class="left" scope="col">training images</th>${ownHead}${publishedHead}</tr><tr>${heads}</tr></thead><tbody>${rows}</tbody></table></div>
${notes}
<div class="verdict">${verdictSentences(result.rows).map((sentence) => html`<p>${sentence}</p>`)}
<p class="quiet">The intervals are of accuracy and count only chance in the validation images, not that of another seed. All arms see the same validation images, so two overlapping intervals do not prove that nothing differs.</p></div>`;
}
