/** What the runs were made with: what differs, and what is the same for all. */
import { type RunSettings, runArmSchema, type Setting } from '../../../contract/runs.ts';
import { listedValue, namedSetting, SETTING_NAMES, weightedClass } from '../../../contract/settingNames.ts';
import { networkNameSchema } from '../../../contract/words.ts';
import { type Html, html } from '../html.ts';
import { letterOf, mark } from './mark.ts';
import { ARM_NAMES, NETWORK_NAMES } from './words.ts';

/** @param places of the runs, in the order of the values */
export function differingSection({ differing }: RunSettings, places: readonly number[]): Html {
  if (differing.length === 0) return html`<p>The runs were made with the same settings.</p>`;
  const order = places.map((place, at) => ({ place, at })).sort((a, b) => a.place - b.place);
  const heads = order.map(({ place }) => html`<th class="left" scope="col" title="${letterOf(place)}">${mark(place)}</th>`);
  const rows = differing.map(
    ({ name, values }) =>
      html`<tr><th scope="row">${settingName(name)}</th>${order.map(({ at }) => html`<td class="left">${settingValue(name, values[at] ?? null)}</td>`)}</tr>`,
  );
  return html`<div class="wide"><table><thead><tr><th class="left" scope="col">setting</th>${heads}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

export function sameTable({ same }: RunSettings): Html {
  const rows = same.map(
    ({ name, values }) =>
      html`<tr><th scope="row">${settingName(name)}</th><td class="left"><code>${settingValue(name, values[0] ?? null)}</code></td></tr>`,
  );
  return html`<table><tbody>${rows}</tbody></table>`;
}

function settingName(name: string): string {
  const key = namedSetting(name);
  if (key !== null) return SETTING_NAMES[key];
  const of = weightedClass(name);
  return of === null ? name : `Class weight: ${of}`;
}

/** As a recipe has it, but for what only a program would write so. */
function settingValue(setting: string, value: Setting['values'][number]): string {
  if (value === null) return setting === 'subset' ? 'all training images' : '–';
  // Whole where the data are described; here so long a word would leave no room for others.
  if (setting === 'dataSetHash') return `${String(value).slice(0, 12)}…`;
  const arm = setting === 'arm' ? runArmSchema.safeParse(value).data : undefined;
  if (arm !== undefined) return ARM_NAMES[arm];
  const network = setting === 'network.name' ? networkNameSchema.safeParse(value).data : undefined;
  if (network !== undefined) return NETWORK_NAMES[network];
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const list = listedValue(value);
  if (list === null) return String(value);
  return list.length === 0 ? 'none' : list.join(', ');
}
