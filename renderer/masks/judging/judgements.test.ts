import { expect, it } from 'vitest';
import { changeJudgements, type Judgement, type JudgementAction, type Judgements, NO_JUDGEMENTS } from './judgements.ts';

const one: Judgement = { images: [1], verdict: 'accepted', before: 'proposed', spot: null };
const two: Judgement = { images: [2], verdict: 'rejected', before: 'proposed', spot: null };
const many: Judgement = { images: [3, 4, 5], verdict: 'accepted', before: 'proposed', spot: null };
const following = (...actions: readonly JudgementAction[]) => actions.reduce<Judgements>(changeJudgements, NO_JUDGEMENTS);
const judged = (judgement: Judgement): JudgementAction => ({ type: 'judged', judgement });

it('judgements are counted by image, and remembered in their order', () => {
  const { settled, past } = following(judged(one), judged(two), judged(many));
  expect([[...settled.keys()], past]).toEqual([
    [1, 2, 3, 4, 5],
    [one, two, many],
  ]);
});

it('a judgement that is taken back leaves the others', () => {
  const { settled, past } = following(judged(one), judged(many), judged(two), { type: 'undone', judgement: many });
  expect([[...settled], past]).toEqual([
    [
      [1, 'accepted'],
      [2, 'rejected'],
    ],
    [one, two],
  ]);
});

it('an image that is judged again counts once, as it was judged last', () => {
  const { settled } = following(judged(one), judged({ ...one, verdict: 'rejected' }));
  expect([...settled]).toEqual([[1, 'rejected']]);
});

it('a drawn mask settles an image, until it is forgotten, and is no judgement', () => {
  expect(following({ type: 'drawn', image: 7 })).toEqual({ settled: new Map([[7, 'drawn']]), past: [] });
  expect(following({ type: 'drawn', image: 7 }, { type: 'forgotten', image: 7 })).toEqual(NO_JUDGEMENTS);
});

it('another mind about what was accepted long ago does not count as judged, but can be taken back', () => {
  const other: Judgement = { images: [9], verdict: 'rejected', before: 'accepted', spot: null };
  expect(following(judged(other))).toEqual({ settled: new Map(), past: [other] });
});
