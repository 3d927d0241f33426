/** Learning curves as small SVG charts: loss, accuracy and macro-F1 of every run. */
import type { EpochMetrics } from '../../contract/evaluation.ts';
import { type Html, html, nothing } from './html.ts';
import type { LearningCurve } from './input.ts';
import { loss, score } from './numbers.ts';
import { epochScale, niceScale, place, type Scale, SHARES } from './scale.ts';

interface Line {
  readonly kind: 'train' | 'val';
  readonly points: readonly { readonly epoch: number; readonly value: number }[];
}

const WIDTH = 360;
const HEIGHT = 200;
const PAPER = { left: 48, right: WIDTH - 12, top: 26, bottom: HEIGHT - 34 };

function lineOf(kind: Line['kind'], metrics: readonly EpochMetrics[], value: (epoch: EpochMetrics) => number | null): Line {
  const points = metrics.flatMap((epoch) => {
    const found = value(epoch);
    return found !== null && Number.isFinite(found) ? [{ epoch: epoch.epoch, value: found }] : [];
  });
  return { kind, points };
}

function axes(across: Scale, up: Scale): Html {
  const rows = up.ticks.map((tick) => {
    const y = place(up, tick, PAPER.bottom, PAPER.top).toFixed(1);
    return html`<path class="grid" d="M${PAPER.left} ${y}H${PAPER.right}"/><text x="${PAPER.left - 6}" y="${y}" dy="4" text-anchor="end">${String(tick)}</text>`;
  });
  const columns = across.ticks.map((tick) => {
    const x = place(across, tick, PAPER.left, PAPER.right).toFixed(1);
    return html`<path class="axis" d="M${x} ${PAPER.bottom}v4"/><text x="${x}" y="${PAPER.bottom + 16}" text-anchor="middle">${tick}</text>`;
  });
  return html`${rows}${columns}<path class="axis" d="M${PAPER.left} ${PAPER.top}V${PAPER.bottom}H${PAPER.right}"/><text x="${(PAPER.left + PAPER.right) / 2}" y="${HEIGHT - 4}" text-anchor="middle">epoch</text>`;
}

function drawn(line: Line, across: Scale, up: Scale, written: (value: number) => string): Html {
  const at = line.points.map(({ epoch, value }) => ({
    x: place(across, epoch, PAPER.left, PAPER.right).toFixed(1),
    y: place(up, value, PAPER.bottom, PAPER.top).toFixed(1),
    title: `epoch ${epoch}, ${line.kind === 'train' ? 'training' : 'validation'}: ${written(value)}`,
  }));
  const radius = at.length > 40 ? 1.5 : 2.6;
  const points = at.map(
    ({ x, y, title }) => html`<circle class="${line.kind}Point" cx="${x}" cy="${y}" r="${radius}"><title>${title}</title></circle>`,
  );
  const path = at.map(({ x, y }) => `${x} ${y}`).join('L');
  return html`${at.length > 1 ? html`<path class="line ${line.kind}" d="M${path}"/>` : nothing}${points}`;
}

function chart(name: string, run: string, lines: readonly Line[], up: Scale, last: number, written: (value: number) => string): Html {
  const across = epochScale(last);
  return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${name} of ${run} by epoch"><text class="name" x="${PAPER.left}" y="15">${name}</text>${axes(across, up)}${lines.map((line) => drawn(line, across, up, written))}</svg>`;
}

function curvesOfRun({ run, metrics }: LearningCurve): Html {
  const last = metrics.reduce((latest, { epoch }) => Math.max(latest, epoch), 1);
  const losses = [lineOf('train', metrics, ({ trainLoss }) => trainLoss), lineOf('val', metrics, ({ valLoss }) => valLoss)];
  const accuracies = [
    lineOf('train', metrics, ({ trainAccuracy }) => trainAccuracy),
    lineOf('val', metrics, ({ valAccuracy }) => valAccuracy),
  ];
  const f1 = [lineOf('val', metrics, ({ valMacroF1 }) => valMacroF1)];
  const lossScale = niceScale([0, ...losses.flatMap(({ points }) => points.map(({ value }) => value))]);
  const any = (lines: readonly Line[]) => lines.some(({ points }) => points.length > 0);
  return html`<div class="run"><h3>${run}</h3><div class="curves">
${chart('Loss', run, losses, lossScale, last, loss)}
${any(accuracies) ? chart('Accuracy', run, accuracies, SHARES, last, score) : nothing}
${any(f1) ? chart('Macro-F1 (validation)', run, f1, SHARES, last, score) : nothing}
</div></div>`;
}

const sample = (kind: Line['kind']) =>
  html`<svg viewBox="0 0 40 12" aria-hidden="true"><path class="line ${kind}" d="M1 6H39"/><circle class="${kind}Point" cx="20" cy="6" r="3"/></svg>`;

/** All runs one under the other; each loss axis is its own, accuracy and macro-F1 run from 0 to 1. */
export function curvesSection(curves: readonly LearningCurve[]): Html {
  if (curves.length === 0) return html`<p class="quiet">No run has finished an epoch.</p>`;
  return html`<p class="legend"><span>${sample('train')}training</span><span>${sample('val')}validation</span></p>
<p class="quiet">Each loss axis has its own scale; accuracy and macro-F1 run from 0 to 1. Training values are averaged over the epoch while the network still changes, validation values are taken after it.</p>
${curves.map(curvesOfRun)}`;
}
