/** The report of two to six compared runs: what the screen shows of them, all of it at once. */
import { type Html, html } from '../html.ts';
import { reportPage } from '../shell.ts';
import { classesSection } from './classes.ts';
import { curvesSection } from './curves.ts';
import { type ComparisonInput, type Judged, judgedInOrder } from './input.ts';
import { matricesSection } from './matrices.ts';
import { provenanceSection } from './provenance.ts';
import { ranksSection } from './ranks.ts';
import { realSection } from './real.ts';
import { reliabilitySection } from './reliability.ts';
import { differingSection } from './settings.ts';
import { summarySection } from './summary.ts';
import { apartSentence } from './words.ts';

/** @returns a whole HTML page that needs no script, no network and no other file */
export function renderComparison(input: ComparisonInput): string {
  const { title, createdAt, comparison, runs } = input;
  const judged = comparison.judged.kind === 'together' ? judgedInOrder(comparison.judged, runs) : null;
  const why = comparison.judged.kind === 'apart' ? html`<div class="verdict"><p>${apartSentence(comparison.judged)}</p></div>` : html``;
  const places = comparison.curves.map(({ run }) => runs.findIndex((one) => one.run.id === run));
  const main = html`${summarySection(runs, judged)}${why}
${judged === null ? html`` : html`<h2>Is it real?</h2>${realSection(judged)}`}
<h2>What differs</h2>${differingSection(comparison.settings, places)}
<h2>Learning curves</h2>${curvesSection(input)}
${judged === null ? html`` : judgedSections(judged)}
<h2>Provenance</h2>${provenanceSection(input)}`;
  return reportPage({ title, createdAt, main });
}

function judgedSections(judged: Judged): Html {
  return html`<h2>Scores per class</h2>${classesSection(judged)}
<h2>Confusion matrices</h2>${matricesSection(judged)}
<h2>ROC and precision-recall</h2>${ranksSection(judged)}
<h2>Reliability</h2>${reliabilitySection(judged)}`;
}
