/** The report of a study: one HTML file that needs no script, no network and no other file. */
import type { StudyResult } from '../../contract/studyResult.ts';
import { classTablesSection } from './classTables.ts';
import { curvesSection } from './curves.ts';
import { armName, headlineSection, subsetsOf } from './headline.ts';
import { type Html, html, nothing, picture } from './html.ts';
import type { ReportInput, SampleImage } from './input.ts';
import { matrixTable } from './matrix.ts';
import { percent, score, subsetName } from './numbers.ts';
import { pretrainingSection } from './pretraining.ts';
import { provenanceSection } from './provenance.ts';
import { reportPage } from './shell.ts';

function matricesSection({ rows, classes }: StudyResult): Html {
  const groups = subsetsOf(rows).map((subset) => {
    const cards = rows
      .filter((row) => row.subset === subset)
      .map(
        (row) =>
          html`<div class="card"><h3>${armName(row.arm)}</h3><p class="quiet">Accuracy ${percent(row.accuracy)}, macro-F1 ${score(row.macroF1)}</p>${matrixTable(classes, row.confusion)}</div>`,
      );
    return html`<h3>${subsetName(subset)} of the training images</h3><div class="cards">${cards}</div>`;
  });
  return html`<p class="quiet">Rows are what an image is, columns what it was taken for. Colour and per cent are shares of the row, with the number of images under them: blue is right, orange is wrong.</p>${groups}`;
}

function sampleFigure({ caption, class: name, image, mask, maskedCopy }: SampleImage): Html {
  const absent = html`<span class="absent quiet">no mask</span>`;
  const marked = mask === null ? absent : picture(mask, `mask of ${caption}`);
  const copy = maskedCopy === null ? nothing : picture(maskedCopy, `masked copy of ${caption}`);
  return html`<figure><div>${picture(image, caption)}${marked}${copy}</div><figcaption><b>${name}</b> ${caption}</figcaption></figure>`;
}

function samplesSection(samples: readonly SampleImage[]): Html {
  if (samples.length === 0) return html`<p class="quiet">No training image could be shown.</p>`;
  return html`<p class="quiet">Training images, their masks, and the masked copies that training with masks adds.</p><div class="samples">${samples.map(sampleFigure)}</div>`;
}

function warningsSection(warnings: readonly string[]): Html {
  if (warnings.length === 0) return nothing;
  return html`<h2>Warnings about the data</h2><ul class="warnings">${warnings.map((warning) => html`<li>${warning}</li>`)}</ul>`;
}

export function renderReport(input: ReportInput): string {
  const { title, createdAt, result } = input;
  const main = html`${headlineSection(result, input.reference)}
${warningsSection(result.warnings)}
<h2>Confusion matrices</h2>${matricesSection(result)}
<h2>Scores by class</h2>${classTablesSection(result)}
<h2>Learning curves</h2>${curvesSection(input.curves)}
<h2>Pre-training</h2>${pretrainingSection(result.pretraining, input.referencePretraining, input.reconstructions ?? [])}
<h2>Images of the data</h2>${samplesSection(input.samples)}
<h2>Provenance</h2>${provenanceSection(input)}`;
  return reportPage({ title, createdAt, main });
}
