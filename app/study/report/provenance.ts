/** Where the numbers come from: what another person needs to get them again. */
import { type Html, html } from './html.ts';
import type { ReportInput } from './input.ts';
import { count, duration } from './numbers.ts';

function settingsTable({ result }: ReportInput): Html {
  const { seed, imageSize, engine, device, versions } = result.settings;
  const lines: readonly (readonly [string, string])[] = [
    ['seed', String(seed)],
    ['image size', `${imageSize} × ${imageSize} px`],
    ['engine', engine],
    ['device', device],
    ...Object.entries(versions),
    ['training and validation of all runs', duration(result.seconds)],
  ];
  return html`<table><tbody>${lines.map(([name, value]) => html`<tr><th scope="row">${name}</th><td class="left"><code>${value}</code></td></tr>`)}</tbody></table>`;
}

function dataSetsTable({ result }: ReportInput): Html {
  const rows = Object.entries(result.settings.dataSets).map(
    ([name, { root, hash, train, val, test }]) =>
      html`<tr><th scope="row">${name}</th><td>${count(train)}</td><td>${count(val)}</td><td>${count(test)}</td><td class="left"><code>${root}</code><br><span class="quiet">SHA-256 </span><code>${hash}</code></td></tr>`,
  );
  return html`<div class="wide"><table><thead><tr><th class="left" scope="col">data set</th><th scope="col">train</th><th scope="col">val</th><th scope="col">test</th><th class="left" scope="col">folder and hash</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

function runsTable({ runs }: ReportInput): Html {
  const rows = runs.map(
    ({ name, network, state, device, seconds, epochs }) =>
      html`<tr><th scope="row">${name}</th><td class="left">${network}</td><td class="left">${state}</td><td class="left">${device ?? ''}</td><td>${count(epochs)}</td><td>${duration(seconds)}</td></tr>`,
  );
  return html`<div class="wide"><table><thead><tr><th class="left" scope="col">run</th><th class="left" scope="col">network</th><th class="left" scope="col">state</th><th class="left" scope="col">device</th><th scope="col">epochs</th><th scope="col">time</th></tr></thead><tbody>${rows}</tbody></table></div>`;
}

export function provenanceSection(input: ReportInput): Html {
  return html`<h3>Command</h3><code class="command">${input.command}</code>
<h3>Settings and versions</h3>${settingsTable(input)}
<h3>Data</h3>${dataSetsTable(input)}
<h3>Runs</h3>${runsTable(input)}`;
}
