/** Charts of compared runs as SVG: lines with bands behind them, each in its run's colour and kind of line, named by its letter. */
import { runLook } from '../../contract/runLook.ts';
import { type Html, html, nothing } from './html.ts';
import { place, type Scale, spread } from './scale.ts';

export type ChartPoint = readonly [x: number, y: number];

export type ChartLine = {
  /** Of its run among those compared; 0: the baseline. */
  readonly run: number;
  readonly points: readonly ChartPoint[];
};

export type ChartBand = { readonly run: number; readonly points: readonly (readonly [x: number, low: number, high: number])[] };

export type Chart = {
  readonly title: string;
  /** What it shows, for whoever does not see it. */
  readonly label: string;
  readonly across: Scale;
  readonly acrossName: string;
  readonly up: Scale;
  readonly lines: readonly ChartLine[];
  readonly bands?: readonly ChartBand[];
  /** From the lower left to the upper right corner. */
  readonly hasDiagonal?: boolean;
  /** Whether each point is marked. */
  readonly isDotted?: boolean;
};

const WIDTH = 400;
const HEIGHT = 260;
const PAPER = { left: 46, right: WIDTH - 22, top: 28, bottom: HEIGHT - 36 };
/** Between two names, one above the other. */
const NAME_GAP = 14;

export function chart(of: Chart): Html {
  const { title, label, across, up, lines, bands = [] } = of;
  const x = (value: number) => place(across, value, PAPER.left, PAPER.right);
  const y = (value: number) => place(up, value, PAPER.bottom, PAPER.top);
  const diagonal = `M${at(x(across.low))} ${at(y(up.low))}L${at(x(across.high))} ${at(y(up.high))}`;
  const shapes = html`${bands.map(({ run, points }) => html`<path class="band run${run}" d="${bandPath(points, x, y)}"/>`)}${lines.map(
    ({ run, points }) =>
      html`${points.length > 1 ? html`<path class="line run${run}" d="${linePath(points, x, y)}"/>` : nothing}${
        of.isDotted === true || points.length === 1
          ? points.map(([across_, up_]) => html`<circle class="dot run${run}" cx="${at(x(across_))}" cy="${at(y(up_))}" r="3"/>`)
          : nothing
      }`,
  )}`;
  return html`<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${label}"><text class="name" x="${PAPER.left}" y="15">${title}</text>${axes(of)}${of.hasDiagonal === true ? html`<path class="axis diagonal" d="${diagonal}"/>` : nothing}${shapes}${endNames(lines, x, y)}</svg>`;
}

/** A sample of a run's line, for a key. */
export function lineSample(run: number): Html {
  return html`<svg viewBox="0 0 40 12" aria-hidden="true"><path class="line run${run}" d="M1 6H39"/></svg>`;
}

type Place = (value: number) => number;

function axes({ across, up, acrossName }: Chart): Html {
  const rows = up.ticks.map((tick) => {
    const height = at(place(up, tick, PAPER.bottom, PAPER.top));
    return html`<path class="grid" d="M${PAPER.left} ${height}H${PAPER.right}"/><text x="${PAPER.left - 6}" y="${height}" dy="4" text-anchor="end">${String(tick)}</text>`;
  });
  const columns = across.ticks.map((tick) => {
    const left = at(place(across, tick, PAPER.left, PAPER.right));
    return html`<path class="axis" d="M${left} ${PAPER.bottom}v4"/><text x="${left}" y="${PAPER.bottom + 16}" text-anchor="middle">${String(tick)}</text>`;
  });
  return html`${rows}${columns}<path class="axis" d="M${PAPER.left} ${PAPER.top}V${PAPER.bottom}H${PAPER.right}"/><text x="${(PAPER.left + PAPER.right) / 2}" y="${HEIGHT - 4}" text-anchor="middle">${acrossName}</text>`;
}

function endNames(lines: readonly ChartLine[], x: Place, y: Place): Html {
  const ended = lines.flatMap(({ run, points }) => {
    const last = points.at(-1);
    return last === undefined ? [] : [{ run, left: x(last[0]), height: y(last[1]) }];
  });
  const heights = spread(
    ended.map(({ height }) => height),
    NAME_GAP,
    PAPER.top,
    PAPER.bottom,
  );
  const names = ended.map(
    ({ run, left, height }, index) =>
      html`<text class="mark run${run}" x="${at(left + 5)}" y="${at(heights[index] ?? height)}" dy="4">${runLook(run, 'light').letter}</text>`,
  );
  return html`${names}`;
}

function linePath(points: readonly ChartPoint[], x: Place, y: Place): string {
  return points.map(([across, up], index) => `${index === 0 ? 'M' : 'L'}${at(x(across))} ${at(y(up))}`).join('');
}

function bandPath(points: ChartBand['points'], x: Place, y: Place): string {
  const above = points.map(([across, , high]) => `${at(x(across))} ${at(y(high))}`);
  const below = points.toReversed().map(([across, low]) => `${at(x(across))} ${at(y(low))}`);
  return `M${[...above, ...below].join('L')}Z`;
}

/** A tenth of a unit is finer than any printer. */
function at(value: number): string {
  return value.toFixed(1);
}
