import { expect, it } from 'vitest';
import { displayOf, USUAL } from './maskDisplay.ts';

it.each([
  ['nothing', null, USUAL],
  [
    'what was chosen',
    '{"layout":"overlay","style":"filled","colour":"green","opacity":25}',
    { layout: 'overlay', style: 'filled', colour: 'green', opacity: 25 },
  ],
  ['no JSON', '{"layout', USUAL],
  ['another thing', '[1,2]', USUAL],
  ['an opacity that is none', '{"layout":"overlay","style":"filled","colour":"green","opacity":250}', USUAL],
])('what was kept is read: %s', (_, kept, expected) => {
  expect(displayOf(kept)).toEqual(expected);
});
