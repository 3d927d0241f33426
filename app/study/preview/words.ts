/** What was done to a picture, in a few words for under it. Pure. */
import type { Change, Geometry, RgbJitter, StainJitter } from '../../training/augmentation/change.ts';
import type { Mix } from '../../training/augmentation/mixup.ts';

/** A line for the move ("mirrored across, 37° right, × 1.08"), the light and the stains each; "as it is" where nothing was done. */
export function changeWords({ geometry, rgb, stains }: Change): string[] {
  const groups = [
    geometry === null ? [] : geometryWords(geometry),
    rgb === null ? [] : lightWords(rgb),
    stains === null ? [] : stainWords(stains),
  ];
  const lines = groups.filter((words) => words.length > 0).map((words) => words.join(', '));
  return lines.length === 0 ? ['as it is'] : lines;
}

/** "62 % of it, 38 % of cell-7.png" @param partner what it is mixed with */
export function mixWords({ share }: Mix, partner: { readonly name: string; readonly isMaskedCopy: boolean }): string {
  const percent = Math.round(100 * share);
  return `${percent} % of it, ${100 - percent} % of ${partner.name}${partner.isMaskedCopy ? ', masked' : ''}`;
}

/** Haematoxylin, eosin, and what those two leave. */
const STAIN_LETTERS = ['H', 'E', 'R'] as const;

function geometryWords({ mirrored, factor, degrees, shift }: Geometry): string[] {
  const ways = [...(mirrored.across ? ['across'] : []), ...(mirrored.down ? ['down'] : [])];
  const turned = Math.round(degrees);
  return [
    ...(ways.length === 0 ? [] : [`mirrored ${ways.join(' and ')}`]),
    ...(turned === 0 ? [] : [`${Math.abs(turned)}° ${turned > 0 ? 'right' : 'left'}`]),
    ...factorWords('×', factor),
    ...moveWords(shift.across, 'right', 'left'),
    ...moveWords(shift.down, 'down', 'up'),
  ];
}

function moveWords(share: number, forward: string, back: string): string[] {
  const percent = Math.round(100 * share);
  return percent === 0 ? [] : [`${Math.abs(percent)} % ${percent > 0 ? forward : back}`];
}

function lightWords({ brightness, contrast, saturation }: RgbJitter): string[] {
  return [...factorWords('brightness ×', brightness), ...factorWords('contrast ×', contrast), ...factorWords('saturation ×', saturation)];
}

function stainWords({ scale, shift }: StainJitter): string[] {
  return STAIN_LETTERS.flatMap((stain, at) => {
    const [factor, more] = [scale[at] ?? 1, shift[at] ?? 0];
    const shifted = Math.abs(more) < 0.0005 ? '' : ` ${more < 0 ? '−' : '+'} ${Math.abs(more).toFixed(3)}`;
    return shifted === '' ? factorWords(`${stain} ×`, factor) : [`${stain} × ${factor.toFixed(2)}${shifted}`];
  });
}

function factorWords(what: string, factor: number): string[] {
  const text = factor.toFixed(2);
  return text === '1.00' ? [] : [`${what} ${text}`];
}
