import { type Breaker, createBreaker } from './breaker.js';

const down = () => Promise.reject(new Error('down'));

function breakerWith(probe: () => Promise<void>): {
  breaker: Breaker;
  changes: boolean[];
  changed(): Promise<void>;
} {
  const changes: boolean[] = [];
  let tell: () => void = () => undefined;
  const breaker = createBreaker({
    ...{ failures: 3, probeEveryMs: 1, probe },
    onChange(isOpen) {
      changes.push(isOpen);
      tell();
    },
  });
  return { breaker, changes, changed: () => new Promise((resolve) => (tell = resolve)) };
}

it('opens after failures in a row, and not when an answer came between', async () => {
  const { breaker, changes } = breakerWith(() => new Promise(() => undefined));
  for (const call of [down, down, () => Promise.resolve(), down, down])
    await breaker.run(call).catch(() => undefined);
  expect([breaker.isOpen, changes]).toEqual([false, []]);
  await expect(breaker.run(down)).rejects.toThrow('down');
  expect([breaker.isOpen, changes]).toEqual([true, [true]]);
  breaker.stop();
});

it('closes when a probe of its own is answered, however many were not', async () => {
  let probes = 0;
  const { breaker, changes, changed } = breakerWith(() => {
    probes += 1;
    return probes < 3 ? down() : Promise.resolve();
  });
  for (let call = 0; call < 3; call += 1) await breaker.run(down).catch(() => undefined);
  await changed();
  expect([breaker.isOpen, probes, changes]).toEqual([false, 3, [true, false]]);
  breaker.stop();
});
