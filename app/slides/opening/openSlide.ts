/** Opens a slide: looks at every image, finds the same picture twice and what is no single cell, and keeps it whole or not at all. */
import type { OnProgress } from '../../contract/progress.ts';
import type { CellResult } from '../../contract/slides.ts';
import { samePictures } from '../../library/duplicates/samePictures.ts';
import { importProgress } from '../../library/import/importProgress.ts';
import { inOrder } from '../../library/import/inOrder.ts';
import { addCells, type NewCell } from '../../store/cells.ts';
import { addSlide } from '../../store/slides.ts';
import type { Store } from '../../store/store.ts';
import { flagsOf } from '../quality/flags.ts';
import type { CellFile, CellFiles } from './cellFiles.ts';
import { type CellLook, lookAtCell } from './lookAtCell.ts';

export type OpenRequest = {
  readonly accession: string;
  readonly notes: string;
  readonly cells: CellFiles;
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
  /** Looks at some files elsewhere, such as in another thread; here where it is undefined. */
  readonly elsewhere?: (files: readonly string[]) => Promise<readonly CellLook[]>;
  /** Keeps the slide and whatever else belongs to it, all or nothing; the slide alone where it is undefined. */
  readonly keep?: (work: () => number) => number;
};

/** Looked at in one go. */
const AT_ONCE = 8;
const GOES = 4;

/** @returns the id of the slide @throws SmearlabError stopped, out-of-memory, and what the store throws; nothing is left then */
export async function openSlide(store: Store, request: OpenRequest): Promise<number> {
  const { accession, notes, cells, signal } = request;
  const looks = await lookAtAll(request);
  const flags = flagsOf(looks.map((look) => (look.kind === 'seen' ? look.measures : undefined)));
  const originals = await originalsOf(looks, signal);
  const rows = looks.flatMap((look, at): NewCell[] => {
    const place = cells.files[at];
    return place === undefined ? [] : [rowOf(place, look, flags[at] ?? [], originals.get(at) ?? null)];
  });
  const keep = request.keep ?? ((work) => store.transaction(work));
  return keep(() => {
    const id = addSlide(store, { accession, notes, folder: cells.folder, warnings: cells.warnings });
    addCells(store, id, rows);
    return id;
  });
}

async function lookAtAll({ accession, cells, signal, onProgress, elsewhere }: OpenRequest): Promise<CellLook[]> {
  const { files } = cells;
  const progress = importProgress(`Opening ${accession}`, files.length, onProgress);
  const goes = Array.from({ length: Math.ceil(files.length / AT_ONCE) }, (_, go) => files.slice(go * AT_ONCE, (go + 1) * AT_ONCE));
  const looks: CellLook[] = [];
  await inOrder({
    items: goes,
    width: GOES,
    ahead: GOES * 4,
    signal,
    stopped: 'Opening the slide was stopped; nothing of it was kept.',
    work: (go: readonly CellFile[]) => {
      const paths = go.map(({ file }) => file);
      return elsewhere?.(paths) ?? Promise.all(paths.map(lookAtCell));
    },
    take: (done) => {
      looks.push(...done);
      for (const _ of done) progress.step();
    },
  });
  return looks;
}

/** Of each image that shows what an earlier one shows, also turned or scaled, the place of the first. */
async function originalsOf(looks: readonly CellLook[], signal: AbortSignal): Promise<ReadonlyMap<number, number>> {
  const seen = looks.flatMap((look, at) => (look.kind === 'seen' ? [{ at, look }] : []));
  const first = new Map<string, number>();
  const same = seen.flatMap(({ look }, place): [number, number][] => {
    const known = first.get(look.sha256);
    if (known === undefined) first.set(look.sha256, place);
    return known === undefined ? [] : [[known, place]];
  });
  const { sets } = await samePictures(
    seen.map(({ look }) => look.fingerprint),
    signal,
    same,
  );
  const placeOf = (place: number) => seen[place]?.at ?? 0;
  return new Map(sets.flatMap(([original = 0, ...others]) => others.map((place): [number, number] => [placeOf(place), placeOf(original)])));
}

function rowOf({ file, path }: CellFile, look: CellLook, flags: NewCell['flags'], duplicateOf: number | null): NewCell {
  if (look.kind === 'seen') {
    const { sha256, width, height } = look;
    return { file, path, sha256, width, height, flags, duplicateOf, result: { kind: 'waiting' } };
  }
  const result: Extract<CellResult, { kind: 'unclassified' }> = { kind: 'unclassified', reason: look.reason, sentence: look.sentence };
  return { file, path, sha256: null, width: 0, height: 0, flags: [], duplicateOf: null, result };
}
