/**
 * Runs in the page before anything of ours: watches for long tasks and thumbnails, and times what a person does from the moment the
 * browser had the event to the frame that shows its effect. Reached as `bench`.
 */
(() => {
  const longTasks = [];
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) longTasks.push({ start: startTime, ms: duration });
  }).observe({ type: 'longtask', buffered: true });

  let lastEvent = 0;
  for (const name of ['click', 'keydown', 'input']) {
    addEventListener(name, ({ timeStamp }) => (lastEvent = timeStamp), { capture: true });
  }

  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  /** After the next frame was drawn. */
  const drawn = async () => {
    await frame();
    const { port1, port2 } = new MessageChannel();
    await new Promise((resolve) => {
      port1.onmessage = resolve;
      port2.postMessage(null);
    });
  };
  const until = async (condition) => {
    const end = performance.now() + 20_000;
    while (!condition()) {
      if (performance.now() > end) throw new Error(`Not within 20 s: ${condition}`);
      await frame();
    }
  };

  const isShown = (cell) => {
    const image = cell?.querySelector('img');
    return image?.complete === true && image.naturalWidth > 0;
  };
  const cellsInWindow = () =>
    [...document.querySelectorAll('[role=gridcell]')].filter((cell) => {
      const { top, bottom } = cell.getBoundingClientRect();
      return bottom > 0 && top < innerHeight;
    });
  const isFilled = () => {
    const cells = cellsInWindow();
    return cells.length > 0 && cells.every(isShown);
  };
  const grid = () => document.querySelector('[role=grid]');
  const firstCell = () => document.querySelector('[role=gridcell][data-index="0"]');

  const opened = (async () => {
    await until(() => [...document.querySelectorAll('[role=gridcell]')].some(isShown));
    const firstAt = performance.timeOrigin + performance.now();
    await until(isFilled);
    return { firstAt, filledAt: performance.timeOrigin + performance.now() };
  })();

  globalThis.bench = {
    opened,
    /** Scrolls from one place (0 to 1) to another, a step each frame, and says what long tasks there were, and how soon all is shown. */
    scroll: async (from, to, seconds) => {
      const surface = grid();
      const length = surface.scrollHeight - surface.clientHeight;
      surface.scrollTop = from * length;
      await until(isFilled);
      const began = performance.now();
      let frames = 0;
      let slowest = 0;
      for (let now = began, last = began; now < began + seconds * 1000; now = performance.now()) {
        surface.scrollTop = (from + ((to - from) * (now - began)) / (seconds * 1000)) * length;
        slowest = Math.max(slowest, now - last);
        last = now;
        frames++;
        await frame();
      }
      surface.scrollTop = to * length;
      const stopped = performance.now();
      await until(isFilled);
      const filledMs = performance.now() - stopped;
      await frame();
      const long = longTasks.filter(({ start }) => start >= began).map(({ ms }) => ms);
      return { pixels: Math.abs(to - from) * length, frames, slowestFrameMs: slowest, long, filledMs };
    },
    /** How long after the last event the first image shown is one whose name has `text`. */
    filtered: async (text) => {
      const isThere = () => grid()?.ariaBusy !== 'true' && (firstCell()?.innerHTML ?? '').includes(text) && isShown(firstCell());
      await until(isThere);
      await drawn();
      return performance.now() - lastEvent;
    },
    /** How long after the last event the cell is drawn as selected. */
    selected: async (index) => {
      await until(() => document.querySelector(`[role=gridcell][data-index="${index}"]`)?.ariaSelected === 'true');
      await drawn();
      return performance.now() - lastEvent;
    },
    /** How long after the last event a menu is drawn. */
    menuOpened: async () => {
      await until(() => document.querySelector('[role=menu]') !== null);
      await drawn();
      return performance.now() - lastEvent;
    },
  };
})();
