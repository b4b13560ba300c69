import { repeat } from './repeat.js';

describe('repeat', () => {
  it('takes another turn after a failure, tells of it, and stops after the turn under way', async () => {
    const told: unknown[] = [];
    let turns = 0;
    let reached: () => void = () => undefined;
    const third = new Promise<void>((resolve) => (reached = resolve));
    const stop = repeat(
      1,
      async () => {
        turns += 1;
        if (turns === 1) throw new Error('first');
        if (turns === 3) reached();
      },
      (error) => told.push(error),
    );
    await third;
    await stop();
    const after = turns;
    expect(told).toEqual([new Error('first')]);
    expect(after).toBeGreaterThanOrEqual(3);
    await new Promise((resolve) => setImmediate(resolve));
    expect(turns).toBe(after);
  });

  it('tells the work when it is to stop, which is no failure of it', async () => {
    let seen: AbortSignal | undefined;
    const told: unknown[] = [];
    const stop = repeat(
      60_000,
      (signal) =>
        new Promise((_, reject) => {
          seen = signal;
          signal.addEventListener('abort', () => reject(signal.reason as Error));
        }),
      (error) => told.push(error),
    );
    await stop();
    expect(seen?.aborted).toBe(true);
    expect(told).toEqual([]);
  });
});
