/** Where the numbers come from: what another person needs to get them again. */
import { type Html, html } from '../html.ts';
import { count, duration, moment } from '../numbers.ts';
import type { ComparisonInput } from './input.ts';
import { namedRun } from './mark.ts';
import { sameTable } from './settings.ts';

export function provenanceSection({ command, runs, comparison }: ComparisonInput): Html {
  return html`<h3>This report again</h3><code class="command">${command}</code>
<h3>Runs</h3>${runsTable(runs)}
<h3>Data</h3>${dataTable(runs)}
<h3>Versions</h3>${versionsTable(runs)}
<h3>Settings that are the same for all runs</h3>${sameTable(comparison.settings)}`;
}

type Runs = ComparisonInput['runs'];

function runsTable(runs: Runs): Html {
  const rows = runs.map(({ run, reportedEpoch, bestEpoch }, place) => {
    const reported = reportedEpoch === null ? '–' : `${reportedEpoch}`;
    const best = bestEpoch === null ? '–' : `${bestEpoch}`;
    return html`<tr><th scope="row">${namedRun({ place, name: run.name })}<small>${run.studyName ?? `study ${run.study}`}</small></th><td class="left">${run.state}</td><td class="left">${run.engine ?? '–'}<small>${run.device ?? ''}</small></td><td>${count(run.epochs.done)}</td><td>${reported}</td><td>${best}</td><td>${duration(run.seconds)}</td><td class="left">${run.finishedAt === null ? '–' : moment(new Date(run.finishedAt))}</td></tr>`;
  });
  return html`<div class="wide"><table><thead><tr><th class="left" scope="col">run</th><th class="left" scope="col">state</th><th class="left" scope="col">engine, device</th><th scope="col">epochs</th><th scope="col">reported</th><th scope="col">best</th><th scope="col">time</th><th class="left" scope="col">ended</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function dataTable(runs: Runs): Html {
  const sets = new Map(runs.map(({ run: { dataSet }, root }) => [`${dataSet.id} ${dataSet.hash}`, { ...dataSet, root }]));
  const rows = [...sets.values()].map(
    ({ name, hash, root }) =>
      html`<tr><th scope="row">${name}</th><td class="left"><code>${root}</code><br><span class="quiet">SHA-256 </span><code>${hash}</code></td></tr>`,
  );
  return html`<div class="wide"><table><thead><tr><th class="left" scope="col">data set</th><th class="left" scope="col">folder and hash</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

/** Runs may have been trained by other versions: each that occurs is named. */
function versionsTable(runs: Runs): Html {
  const names = [...new Set(runs.flatMap(({ versions }) => Object.keys(versions)))].sort();
  if (names.length === 0) return html`<p class="quiet">None is known.</p>`;
  const rows = names.map((name) => {
    const values = [...new Set(runs.flatMap(({ versions }) => versions[name] ?? []))];
    return html`<tr><th scope="row">${name}</th><td class="left"><code>${values.join(', ')}</code></td></tr>`;
  });
  return html`<table><tbody>${rows}</tbody></table>`;
}
