import { expect, it } from 'vitest';
import { nowAndThen } from './nowAndThen.ts';

it('does its work at most every two seconds, counted from the start', () => {
  let [time, done] = [0, 0];
  const ask = nowAndThen(
    () => done++,
    () => time,
  );
  const counts = [0, 1999, 2000, 2001, 3999, 4000, 9000, 9001].map((now) => {
    time = now;
    ask();
    return done;
  });
  expect(counts).toEqual([0, 0, 1, 1, 1, 2, 3, 3]);
});
