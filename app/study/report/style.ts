/** The report's one style sheet: light, dark and print. */
import { OKABE_ITO, type Theme } from '../../contract/colours.ts';
import { runLook } from '../../contract/runLook.ts';
import { MOST_COMPARED } from '../../contract/runs.ts';

const PLACES = Array.from({ length: MOST_COMPARED }, (_, place) => place);
const runColours = (theme: Theme) => PLACES.map((place) => `--run${place}: ${runLook(place, theme).colour};`).join(' ');
/** A compared run has its colour and kind of line in every chart. */
const RUN_LOOKS = PLACES.map((place) => {
  const { dash } = runLook(place, 'light');
  return `.run${place} { --run: var(--run${place}); } svg .line.run${place} { stroke: var(--run);${dash === undefined ? '' : ` stroke-dasharray: ${dash};`} }`;
}).join('\n');

export const STYLE = `
:root { color-scheme: light dark; --ground: #fff; --text: #1c1f23; --quiet: #5c636b; --line: #d9dde2; --card: #f6f8fa; --accent: ${OKABE_ITO.blue};
  --train: ${OKABE_ITO.blue}; --val: ${OKABE_ITO.vermillion}; --note: #fff6e0; --noteLine: ${OKABE_ITO.orange};
  ${runColours('light')} }
@media (prefers-color-scheme: dark) { :root { --ground: #14161a; --text: #e6e8eb; --quiet: #9fa7b0; --line: #353b43; --card: #1b1e22;
  --accent: ${OKABE_ITO.skyBlue}; --train: ${OKABE_ITO.skyBlue}; --val: ${OKABE_ITO.orange}; --note: #2b2413;
  ${runColours('dark')} } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1180px; padding: 28px 24px 60px; background: var(--ground); color: var(--text);
  font: 15px/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
h1 { font-size: 27px; line-height: 1.2; margin: 0 0 4px; overflow-wrap: anywhere; }
h2 { font-size: 19px; margin: 40px 0 10px; padding-top: 14px; border-top: 1px solid var(--line); }
h3 { font-size: 15px; margin: 22px 0 8px; overflow-wrap: anywhere; }
p { margin: 6px 0 10px; max-width: 82ch; }
.quiet, figcaption, caption { color: var(--quiet); font-size: 13px; }
caption { text-align: left; padding: 0 0 6px; }
code { font: 13px/1.45 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; white-space: pre-wrap; }
.command { display: block; padding: 10px 12px; background: var(--card); border: 1px solid var(--line); border-radius: 6px; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 5px 10px; text-align: right; vertical-align: top; }
th { font-weight: 600; } thead th { border-bottom: 2px solid var(--line); vertical-align: bottom; }
tbody tr + tr > * { border-top: 1px solid var(--line); }
tbody th, .left { text-align: left; }
tbody th { max-width: 260px; overflow-wrap: anywhere; }
.group { border-left: 1px solid var(--line); }
thead th.group[colspan] { text-align: center; }
.headline { width: 100%; } .headline td { min-width: 120px; } .headline b { font-size: 17px; } .headline small b, .headline .mark { font-size: inherit; } .headline tbody th { min-width: 130px; }
td small, th small { display: block; color: var(--quiet); font-weight: 400; } td small b { color: var(--text); }
.published { color: var(--quiet); background: var(--card); }
.totals > * { font-weight: 600; }
.verdict { border-left: 4px solid var(--accent); background: var(--card); padding: 10px 16px; margin: 16px 0; border-radius: 0 6px 6px 0; }
.verdict p { margin: 4px 0; max-width: none; }
.warnings { border: 1px solid var(--noteLine); background: var(--note); border-radius: 6px; padding: 10px 16px 10px 34px; margin: 10px 0; }
.warnings li { overflow-wrap: anywhere; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(345px, 1fr)); gap: 14px; }
.card, figure { margin: 0; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 12px; min-width: 0; break-inside: avoid; }
.card h3 { margin: 0 0 4px; }
.matrix { font-size: 12px; width: 100%; table-layout: fixed; margin-top: 4px; }
.matrix th, .matrix td { padding: 3px 2px; border: 1px solid var(--line) !important; text-align: center; vertical-align: middle; }
.matrix thead th { font-weight: 500; height: 84px; }
.matrix thead th > span { writing-mode: vertical-rl; transform: rotate(180deg); max-height: 82px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.matrix tbody th { font-weight: 500; text-align: right; padding-right: 6px; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.matrix col:first-child { width: 96px; }
.matrix .corner { font-size: 11px; color: var(--quiet); text-align: right; vertical-align: bottom; padding-right: 6px; }
.matrix td { height: 38px; } .matrix td small { color: inherit; font-size: 10px; line-height: 1.2; }
.cell { background: var(--light); color: var(--lightText); print-color-adjust: exact; -webkit-print-color-adjust: exact; }
@media (prefers-color-scheme: dark) { .cell { background: var(--dark); color: var(--darkText); } }
.curves { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 4px 14px; }
.curves svg { width: 100%; height: auto; display: block; }
svg text { fill: var(--quiet); font: 11px system-ui, "Segoe UI", Roboto, Arial, sans-serif; }
svg .name { fill: var(--text); font-weight: 600; font-size: 12px; }
svg .axis { stroke: var(--quiet); fill: none; } svg .grid { stroke: var(--line); fill: none; }
svg .train { stroke: var(--train); } svg .val { stroke: var(--val); stroke-dasharray: 5 3; } svg .line { fill: none; stroke-width: 2; stroke-linejoin: round; }
svg .trainPoint { fill: var(--train); } svg .valPoint { fill: var(--val); }
.charts { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 10px 24px; margin: 12px 0; }
.charts svg { width: 100%; max-width: 560px; height: auto; display: block; }
.mark { color: var(--run); font-weight: 700; }
svg .mark { fill: var(--run); font-weight: 700; } svg .dot { fill: var(--run); } svg .band { fill: var(--run); opacity: 0.16; } svg .diagonal { stroke-dasharray: 2 4; }
${RUN_LOOKS}
.legend { display: flex; flex-wrap: wrap; gap: 4px 22px; align-items: center; font-size: 13px; } .legend svg { width: 40px; height: 12px; vertical-align: middle; margin-right: 6px; }
.samples { display: grid; grid-template-columns: repeat(auto-fill, minmax(322px, 1fr)); gap: 14px; }
.samples figure > div { display: flex; gap: 6px; } .samples img, .pairs img { width: 100px; height: 100px; border-radius: 4px; border: 1px solid var(--line); object-fit: contain; }
.absent { width: 100px; height: 100px; border: 1px dashed var(--line); border-radius: 4px; display: grid; place-items: center; }
figcaption { overflow-wrap: anywhere; margin-top: 3px; }
.pairs { display: flex; flex-wrap: wrap; gap: 14px; } .pairs figure { display: flex; gap: 4px; }
@media (max-width: 760px) { .curves, .charts { grid-template-columns: 1fr; } body { padding: 16px 12px; } }
@media print { :root { --ground: #fff; --text: #000; --quiet: #444; --line: #bbb; --card: #fff; --note: #fff; --accent: ${OKABE_ITO.blue};
    --train: ${OKABE_ITO.blue}; --val: ${OKABE_ITO.vermillion};
    ${runColours('light')} }
  body { max-width: none; padding: 0; font-size: 11pt; } h2, h3 { break-after: avoid; } table, figure, .run { break-inside: avoid; }
  .cell { background: var(--light); color: var(--lightText); } .cards { grid-template-columns: repeat(2, 1fr); } .wide { overflow: visible; } }
`;
