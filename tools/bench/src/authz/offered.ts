import type { MeasureSubject } from '../bench.types.js';
import { Latencies, percentile } from '../statistics.js';

/**
 * Calls that come at a fixed rate, whether the ones before have ended or not. A latency counts from the moment at which
 * the call was due, so falling behind shows.
 */
export function offered(
  name: string,
  { perSecond, seconds }: { readonly perSecond: number; readonly seconds: number },
  run: () => Promise<unknown>,
): MeasureSubject {
  return {
    kind: 'measure',
    name,
    async measure() {
      const latencies = new Latencies();
      const begin = performance.now();
      const wanted = perSecond * seconds;
      const calls: Promise<void>[] = [];
      const call = async (due: number): Promise<void> => {
        await run();
        latencies.add(performance.now() - due);
      };
      while (calls.length < wanted) {
        const due = Math.min(wanted, ((performance.now() - begin) / 1000) * perSecond);
        while (calls.length < due) calls.push(call(begin + (calls.length / perSecond) * 1000));
        await new Promise((resolve) => setImmediate(resolve));
      }
      await Promise.all(calls);
      const sorted = latencies.sorted();
      return {
        per_second: sorted.length / ((performance.now() - begin) / 1000),
        p50_ms: percentile(sorted, 0.5),
        p95_ms: percentile(sorted, 0.95),
        p99_ms: percentile(sorted, 0.99),
        operations: sorted.length,
      };
    },
  };
}
