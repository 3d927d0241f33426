/** Reads the page of a report as blocks, so that paper says what the page says: there is one report, not two. Pure. */
import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parse } from 'parse5';
import { type Block, type Cell, type Drawing, runOf, type Shape, type Table, type Words } from './blocks.ts';

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

/** How many stand side by side, by the page's classes. */
const GRIDS: Readonly<Record<string, number>> = { cards: 2, charts: 2, curves: 3, samples: 2, pairs: 3 };

const PLAIN: Omit<Words, 'text'> = { isBold: false, isSmall: false, isQuiet: false, isCode: false };

export type Page = { readonly title: string; readonly blocks: readonly Block[] };

/** @param html the page of a report of ours */
export function readPage(html: string): Page {
  const elements = parse(html).childNodes.flatMap(descendants);
  const named = (name: string) => elements.find(({ tagName }) => tagName === name);
  const body = named('body');
  return { title: textOf(named('title')), blocks: body === undefined ? [] : blocksOf(body.childNodes) };
}

function blocksOf(nodes: readonly Node[]): Block[] {
  return nodes.flatMap((node) => {
    if (isElement(node)) return blocksOfElement(node);
    const words = wordsOf([node], PLAIN);
    return words.length === 0 ? [] : [{ kind: 'paragraph', words, frame: 'none' } as const];
  });
}

function blocksOfElement(element: Element): readonly Block[] {
  const classes = classesOf(element);
  const columns = classes.map((name) => GRIDS[name]).find((count) => count !== undefined);
  if (columns !== undefined) return [{ kind: 'grid', columns, cells: childElements(element).map((child) => blocksOfElement(child)) }];
  const paragraph = (frame: 'none' | 'bullet' | 'box', of: Element = element) => {
    const words = wordsOf(of.childNodes, lookOf(of, PLAIN));
    return words.length === 0 ? [] : [{ kind: 'paragraph', words, frame } as const];
  };
  switch (element.tagName) {
    case 'h1':
    case 'h2':
    case 'h3':
      return [
        {
          kind: 'heading',
          level: element.tagName === 'h1' ? 1 : element.tagName === 'h2' ? 2 : 3,
          words: wordsOf(element.childNodes, PLAIN),
        },
      ];
    case 'p':
      return classes.includes('legend') ? [legendOf(element)] : paragraph('none');
    case 'figcaption':
      return paragraph('none');
    case 'code':
      return paragraph('box');
    case 'li':
      return paragraph('bullet');
    case 'table':
      return [tableOf(element)];
    case 'svg':
      return [drawingOf(element)];
    case 'div':
      if (classes.includes('verdict')) return childElements(element).flatMap((child) => paragraph('box', child));
      return pictured(element) ?? blocksOf(element.childNodes);
    case 'figure':
      return pictured(element) ?? blocksOf(element.childNodes);
    case 'style':
    case 'script':
      return [];
    default:
      return blocksOf(element.childNodes);
  }
}

/** An element that holds nothing but pictures, and words for those that there are not. */
function pictured(element: Element): readonly Block[] | undefined {
  const children = childElements(element);
  const isPicture = ({ tagName, attrs }: Element) =>
    tagName === 'img' || (tagName === 'span' && attrs.some(({ value }) => value.includes('absent')));
  if (children.length === 0 || !children.every(isPicture)) return undefined;
  return [{ kind: 'pictures', addresses: children.map((child) => (child.tagName === 'img' ? pictureOf(child) : null)) }];
}

const PICTURE = /^data:image\/(png|jpeg);base64,[A-Za-z0-9+/]+={0,2}$/;

/** Pictures lie in the page itself: an address of anything else is not followed. */
function pictureOf(element: Element): string | null {
  const address = attribute(element, 'src') ?? '';
  return PICTURE.test(address) ? address : null;
}

function legendOf(element: Element): Block {
  const entries = childElements(element).flatMap((entry) => {
    const svg = childElements(entry).find(({ tagName }) => tagName === 'svg');
    return svg === undefined ? [] : [{ drawing: drawingOf(svg), words: wordsOf(entry.childNodes, PLAIN) }];
  });
  return { kind: 'legend', entries };
}

function tableOf(element: Element): Table {
  const classes = classesOf(element);
  const rowsIn = (name: string) =>
    childElements(element)
      .filter(({ tagName }) => tagName === name)
      .flatMap(childElements)
      .map((row) => childElements(row).map((cell) => cellOf(cell, row, name === 'thead')));
  const caption = childElements(element).find(({ tagName }) => tagName === 'caption');
  return {
    kind: 'table',
    caption: caption === undefined ? [] : wordsOf(caption.childNodes, { ...PLAIN, isQuiet: true }),
    head: rowsIn('thead'),
    body: rowsIn('tbody'),
    look: classes.includes('matrix') ? 'matrix' : classes.includes('headline') ? 'wide' : 'plain',
  };
}

function cellOf(cell: Element, row: Element, isHead: boolean): Cell {
  const isName = cell.tagName === 'th';
  const classes = classesOf(cell);
  const columns = span(cell, 'colspan');
  const isBold = isName || classesOf(row).includes('totals');
  const centred = isHead && columns > 1;
  return {
    words: wordsOf(cell.childNodes, { ...lookOf(cell, PLAIN), isBold }),
    columns,
    rows: span(cell, 'rowspan'),
    isHead: isName,
    align: centred ? 'center' : classes.includes('left') || (isName && !isHead) ? 'left' : 'right',
    colours: coloursOf(attribute(cell, 'style') ?? ''),
  };
}

function coloursOf(style: string): Cell['colours'] {
  const colour = (name: string) => new RegExp(`--${name}:(#[0-9a-f]{6})`).exec(style)?.[1];
  const [fill, ink] = [colour('light'), colour('lightText')];
  return fill === undefined || ink === undefined ? null : { fill, ink };
}

function drawingOf(svg: Element): Drawing {
  const [, , width = 0, height = 0] = (attribute(svg, 'viewBox') ?? '').split(' ').map(Number);
  return { kind: 'drawing', width, height, shapes: childElements(svg).flatMap((shape) => shapeOf(shape) ?? []) };
}

function shapeOf(element: Element): Shape | undefined {
  const classes = classesOf(element);
  const number = (name: string) => Number(attribute(element, name) ?? 0);
  switch (element.tagName) {
    case 'path':
      return { kind: 'path', classes, d: attribute(element, 'd') ?? '' };
    case 'circle':
      return { kind: 'circle', classes, x: number('cx'), y: number('cy'), radius: number('r') };
    case 'text': {
      const given = attribute(element, 'text-anchor');
      const anchor = given === 'middle' || given === 'end' ? given : 'start';
      return { kind: 'text', classes, x: number('x'), y: number('y') + number('dy'), anchor, text: textOf(element) };
    }
    default:
      return undefined;
  }
}

/** The words below some nodes, spaces as a browser shows them; what stands in blocks of its own is on lines of its own. */
function wordsOf(nodes: readonly Node[], look: Omit<Words, 'text'>): Words[] {
  const all = rawWords(nodes, look);
  const joined = all.map((words, at) => ({ ...words, text: at === 0 ? words.text.replace(/^[ \n]+/, '') : words.text }));
  const last = joined.at(-1);
  const trimmed = last === undefined ? [] : [...joined.slice(0, -1), { ...last, text: last.text.replace(/[ \n]+$/, '') }];
  return trimmed.filter(({ text }) => text !== '');
}

function rawWords(nodes: readonly Node[], look: Omit<Words, 'text'>): Words[] {
  return nodes.flatMap((node, at) => {
    if (defaultTreeAdapter.isTextNode(node)) return [{ ...look, text: node.value.replace(/[ \t\r\n]+/g, ' ') }];
    if (!isElement(node) || node.tagName === 'svg') return [];
    if (node.tagName === 'br') return [{ ...look, text: '\n' }];
    const inner = rawWords(node.childNodes, lookOf(node, look));
    if (node.tagName !== 'small') return inner;
    const before = at === 0 ? [] : [{ ...look, text: '\n' }];
    return [...before, ...inner, ...(at === nodes.length - 1 ? [] : [{ ...look, text: '\n' }])];
  });
}

function lookOf(element: Element, look: Omit<Words, 'text'>): Omit<Words, 'text'> {
  const name = element.tagName;
  const run = classesOf(element).includes('mark') ? runOf(classesOf(element)) : undefined;
  return {
    isBold: look.isBold || name === 'b',
    isSmall: look.isSmall || name === 'small' || name === 'sup',
    isQuiet: look.isQuiet || name === 'figcaption' || classesOf(element).some((of) => of === 'quiet' || of === 'published'),
    isCode: look.isCode || name === 'code',
    ...(run === undefined ? {} : { run }),
  };
}

function isElement(node: DefaultTreeAdapterTypes.Node): node is Element {
  return defaultTreeAdapter.isElementNode(node);
}

function childElements(element: Element): Element[] {
  return element.childNodes.filter(isElement);
}

function descendants(node: Node): Element[] {
  return isElement(node) ? [node, ...node.childNodes.flatMap(descendants)] : [];
}

function classesOf(element: Element): readonly string[] {
  return (attribute(element, 'class') ?? '').split(' ').filter((name) => name !== '');
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((candidate) => candidate.name === name)?.value;
}

function span(cell: Element, name: string): number {
  return Math.max(1, Number(attribute(cell, name) ?? 1) || 1);
}

function textOf(element: Element | undefined): string {
  return element === undefined
    ? ''
    : wordsOf(element.childNodes, PLAIN)
        .map(({ text }) => text)
        .join('');
}
