/** The table of a study's arms as a report, where the study has left none of its own: it goes on, or its runs were ordered one by one. */
import type { ListedRun, StudyComparison } from '../../contract/runs.ts';
import { armName, subsetsOf } from './headline.ts';
import { type Html, html, nothing } from './html.ts';
import { count, duration, moment, percent, percentRange, probability, range, score, signed, subsetName } from './numbers.ts';
import { reportPage } from './shell.ts';

export type StudyTableInput = {
  readonly title: string;
  readonly createdAt: Date;
  readonly table: StudyComparison;
  readonly runs: readonly ListedRun[];
};

const ARMS = ['plain', 'masks', 'ensemble'] as const;

export function renderStudyTable({ title, createdAt, table, runs }: StudyTableInput): string {
  const main = html`${headline(table)}
<h2>Is it real?</h2>${against(table)}
<h2>Provenance</h2>${provenance(runs)}`;
  return reportPage({ title, createdAt, main });
}

type Row = StudyComparison['rows'][number];
type Published = StudyComparison['published'][number];

function headline({ rows, published, publishedImages }: StudyComparison): Html {
  const publishedArms = ARMS.filter((arm) => published.some((row) => row.arm === arm));
  const lines = subsetsOf([...rows, ...published]).map((subset) => {
    const own = ARMS.map((arm) => ownCell(rows.find((row) => row.subset === subset && row.arm === arm)));
    const theirs = publishedArms.map((arm) =>
      publishedCell(
        published.find((row) => row.subset === subset && row.arm === arm),
        publishedImages,
      ),
    );
    return html`<tr><th scope="row">${subsetName(subset)}</th>${own}${theirs}</tr>`;
  });
  const heads = [...ARMS, ...publishedArms].map((arm) => html`<th class="group" scope="col">${armName(arm)}</th>`);
  return html`<div class="wide"><table class="headline"><caption>Accuracy with Wilson's 95 % interval, and macro-F1, on the validation images; finished runs alone. The published rows come from other images: they show what size of effect to expect and are not a target.</caption>
<thead><tr><th rowspan="2" class="left" scope="col">training images</th><th class="group" colspan="3" scope="colgroup">this study</th><th class="group" colspan="${publishedArms.length}" scope="colgroup">the published study, for reference</th></tr><tr>${heads}</tr></thead><tbody>${lines}</tbody></table></div>`;
}

function ownCell(row: Row | undefined): Html {
  if (row === undefined) return html`<td class="group">–</td>`;
  const { accuracy, accuracyInterval, macroF1 } = row;
  return html`<td class="group"><b>${percent(accuracy)}</b><small>${percentRange([accuracyInterval.low, accuracyInterval.high])}</small>F1 ${score(macroF1)}</td>`;
}

function publishedCell(row: Published | undefined, all: number): Html {
  if (row === undefined) return html`<td class="group published">–</td>`;
  const covers = row.images === all ? `${count(row.images)} images` : `its matrix covers ${count(row.images)} of ${count(all)} images`;
  return html`<td class="group published">${percent(row.accuracy)}<small>${covers}</small>F1 ${score(row.macroF1)}</td>`;
}

/** Each arm against the plain run of the same subset. */
function against({ rows }: StudyComparison): Html {
  const lines = rows.flatMap(({ subset, arm, againstPlain }) => {
    if (againstPlain === null) return [];
    const { difference, mcnemar, verdict } = againstPlain;
    const words = { 'the first is better': 'plain is better', 'the second is better': `${armName(arm)} is better` } as const;
    const said = verdict === 'the first is better' || verdict === 'the second is better' ? words[verdict] : verdict;
    return [
      html`<tr><th scope="row">${subsetName(subset)}, ${armName(arm)}</th><td><b>${signed(difference.value)}</b></td><td>${range(difference, signed)}</td><td>${probability(mcnemar.p)}</td><td class="left">${said}</td></tr>`,
    ];
  });
  if (lines.length === 0) return html`<p class="quiet">No subset has a finished plain run and another one yet.</p>`;
  return html`<div class="wide"><table><caption>Each arm less the plain run of the same subset: paired bootstrap of macro-F1 over the images, and McNemar's exact test.</caption>
<thead><tr><th class="left" scope="col">subset, arm</th><th scope="col">macro-F1</th><th scope="col">95 % interval</th><th scope="col">McNemar p</th><th class="left" scope="col">verdict</th></tr></thead><tbody>${lines}</tbody></table></div>`;
}

function provenance(runs: readonly ListedRun[]): Html {
  const rows = runs.map(
    ({ name, state, seed, engine, device, epochs, seconds, finishedAt }) =>
      html`<tr><th scope="row">${name}</th><td class="left">${state}</td><td>${seed}</td><td class="left">${engine ?? '–'}${device === null ? nothing : html`, ${device}`}</td><td>${count(epochs.done)}</td><td>${duration(seconds)}</td><td class="left">${finishedAt === null ? '–' : moment(new Date(finishedAt))}</td></tr>`,
  );
  const sets = [...new Map(runs.map(({ dataSet }) => [dataSet.hash, dataSet])).values()].map(
    ({ name, hash }) => html`<tr><th scope="row">${name}</th><td class="left"><code>${hash}</code></td></tr>`,
  );
  return html`<h3>Runs</h3><div class="wide"><table><thead><tr><th class="left" scope="col">run</th><th class="left" scope="col">state</th><th scope="col">seed</th><th class="left" scope="col">engine, device</th><th scope="col">epochs</th><th scope="col">time</th><th class="left" scope="col">ended</th></tr></thead><tbody>${rows}</tbody></table></div>
<h3>Data</h3><div class="wide"><table><thead><tr><th class="left" scope="col">data set</th><th class="left" scope="col">SHA-256</th></tr></thead><tbody>${sets}</tbody></table></div>`;
}
