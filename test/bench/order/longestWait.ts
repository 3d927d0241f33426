/** How long this thread leaves alone whoever waits for it. */

const EVERY_MS = 2;

/** Looks again and again, from now on. `take`: the longest time between two looks since the last taking, in ms. */
export function longestWait(): { take(): number; end(): void } {
  let last = performance.now();
  let longest = 0;
  const look = () => {
    const now = performance.now();
    longest = Math.max(longest, now - last - EVERY_MS);
    last = now;
  };
  const timer = setInterval(look, EVERY_MS);
  return {
    take: () => {
      look();
      const taken = longest;
      longest = 0;
      return taken;
    },
    end: () => clearInterval(timer),
  };
}
