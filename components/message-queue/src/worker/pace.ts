const windowMs = 20;

/** How quickly jobs end: how many did so in the last fiftieth of a second and a bit. */
export function createPace(now: () => number = () => performance.now()): {
  note(): void;
  recently(): number;
} {
  let began = now();
  let before = 0;
  let current = 0;
  const turn = (): void => {
    const windows = Math.floor((now() - began) / windowMs);
    if (windows === 0) return;
    before = windows === 1 ? current : 0;
    current = 0;
    began += windows * windowMs;
  };
  return {
    note() {
      turn();
      current += 1;
    },
    recently() {
      turn();
      return Math.max(before, current);
    },
  };
}
