import { describe, expect, it } from 'vitest';
import { waitOf } from './backOff.ts';
import { IDLE_MS, Session } from './session.ts';

const NOW = new Date('2026-03-01T10:00:00Z');
const ago = (milliseconds: number) => new Date(NOW.getTime() - milliseconds);

describe('after wrong ones', () => {
  it.each([
    [0, null, 0],
    [2, ago(0), 0],
    [3, ago(0), 5_000],
    [3, ago(4_999), 1],
    [3, ago(5_000), 0],
    [4, ago(0), 10_000],
    [8, ago(0), 160_000],
    [20, ago(0), 900_000],
    [1_000_000, ago(0), 900_000],
    [1_000_000, ago(900_001), 0],
    [5, null, 0],
    [5, ago(-3_600_000), 20_000],
    [5, new Date(Number.NaN), 20_000],
  ])('%i of them, the last at %s: %i ms are waited', (wrong, wrongAt, wait) => expect(waitOf({ wrong, wrongAt }, NOW)).toBe(wait));
});

describe('a session', () => {
  const later = (milliseconds: number) => new Date(NOW.getTime() + milliseconds);

  it('is nobody’s at first and after signing out', () => {
    const session = new Session();
    expect(session.userAt(NOW)).toBeUndefined();
    session.signIn(7, NOW);
    expect(session.userAt(later(1))).toBe(7);
    session.signOut();
    expect(session.userAt(later(2))).toBeUndefined();
  });

  it('ends when nothing was changed for a while, and does not come back', () => {
    const session = new Session();
    session.signIn(7, NOW);
    session.used(later(IDLE_MS - 1));
    expect(session.userAt(later(2 * IDLE_MS - 2))).toBe(7);
    expect(session.userAt(later(2 * IDLE_MS))).toBeUndefined();
    session.used(later(2 * IDLE_MS));
    expect(session.userAt(later(2 * IDLE_MS - 5))).toBeUndefined();
  });

  it('does not outlive a clock that is turned back', () => {
    const session = new Session();
    session.signIn(7, NOW);
    expect(session.userAt(later(-IDLE_MS - 1))).toBeUndefined();
  });
});
