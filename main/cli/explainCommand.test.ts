import { describe, expect, it } from 'vitest';
import type { Explanation, HeatMap } from '../../app/contract/explanation.ts';
import { explanationText, mapOf } from './explainCommand.ts';

const map = (branch: string | null, weight: number): HeatMap => ({ branch, weight, layer: 'layer2.1', rows: 1, columns: 1, values: [1] });
const explanation = (...maps: readonly HeatMap[]): Explanation => ({
  ...{ classes: ['Blast', 'Monocyte'], probabilities: [0.25, 0.75], predicted: 'Monocyte', class: 'Blast', maps: [...maps] },
});

describe('smearlab explain', () => {
  it('draws the weightiest branch, or the one that is asked for', () => {
    const of = explanation(map('wbc', 0.6), map('cam16', 0.4));
    expect(mapOf(of, undefined).branch).toBe('wbc');
    expect(mapOf(of, 'cam16').branch).toBe('cam16');
    expect(() => mapOf(of, 'pRCC')).toThrow(/no branch pRCC\. Its branches are wbc, cam16\.$/);
    expect(() => mapOf(explanation(map(null, 1)), 'wbc')).toThrow(/leave --branch away\.$/);
  });

  it('says the likeliest class first, what is explained, and at which layer', () => {
    const of = map('wbc', 0.6);
    expect(explanationText(explanation(of), of).split('\n')).toEqual([
      'Monocyte  0.7500',
      'Blast     0.2500  explained',
      'Grad-CAM at layer2.1 of the branch wbc, which weighs 0.6',
    ]);
  });
});
