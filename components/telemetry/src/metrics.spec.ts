import { createRecordingLogger } from '@ashlar/logging/testing';

import { createMetrics } from './index.js';

const logger = createRecordingLogger();
const lines = async (metrics: ReturnType<typeof createMetrics>, name: string) =>
  (await metrics.render()).split('\n').filter((line) => line.startsWith(name));

describe('metrics', () => {
  it('count, gauge and observe', async () => {
    const metrics = createMetrics({ logger });
    const requests = metrics.counter('ashlar_requests_total', 'Requests.', ['route', 'status']);
    requests.inc({ route: '/a', status: 200 });
    requests.add(2, { route: '/a', status: 200 });
    const plain = metrics.counter('ashlar_plain_total', 'Plain.');
    plain.inc();
    plain.add(4);
    const depth = metrics.gauge('ashlar_depth', 'Depth.', ['queue']);
    depth.set(5, { queue: 'q' });
    depth.add(-2, { queue: 'q' });
    const seconds = metrics.histogram('ashlar_seconds', 'Seconds.', ['route'], [1, 2]);
    seconds.observe(1.5, { route: '/a' });
    metrics.histogram('ashlar_default_seconds', 'Seconds.').observe(3);

    const text = await metrics.render();
    expect(text).toContain('# HELP ashlar_requests_total Requests.\n# TYPE ashlar_requests_total counter\n');
    expect(text).toContain('ashlar_requests_total{route="/a",status="200"} 3\n');
    expect(text).toContain('ashlar_plain_total 5\n');
    expect(text).toContain('ashlar_depth{queue="q"} 3\n');
    expect(text).toContain('ashlar_seconds_bucket{le="1",route="/a"} 0\n');
    expect(text).toContain('ashlar_seconds_bucket{le="2",route="/a"} 1\n');
    expect(text).toContain('ashlar_default_seconds_bucket{le="0.005"} 0\n');
    expect(text).toContain('ashlar_default_seconds_bucket{le="10"} 1\n');
  });

  it('are apart from those of another registry', async () => {
    createMetrics({ logger }).counter('ashlar_a_total', 'A.').inc();
    expect(await createMetrics({ logger }).render()).not.toContain('ashlar_a_total');
  });

  it('are shared by all who ask for the same name', async () => {
    const metrics = createMetrics({ logger });
    metrics.counter('ashlar_a_total', 'A.', ['l']).inc({ l: 1 });
    metrics.counter('ashlar_a_total', 'A.', ['l']).inc({ l: 1 });
    expect(await lines(metrics, 'ashlar_a_total')).toEqual(['ashlar_a_total{l="1"} 2']);
  });

  it('refuse a name that is taken otherwise, and a name without the prefix', () => {
    const metrics = createMetrics({ logger });
    metrics.counter('ashlar_a_total', 'A.', ['l']);
    expect(() => metrics.counter('ashlar_a_total', 'A.', ['m'])).toThrow(/exists/);
    expect(() => metrics.gauge('ashlar_a_total', 'A.', ['l'])).toThrow(/exists/);
    metrics.histogram('ashlar_s', 'S.', [], [1]);
    expect(() => metrics.histogram('ashlar_s', 'S.', [], [2])).toThrow(/exists/);
    expect(() => metrics.counter('requests_total', 'A.')).toThrow(/ashlar_/);
  });

  it('tell about Node when asked to', async () => {
    const text = await createMetrics({ logger, ofNode: true }).render();
    for (const name of [
      'nodejs_eventloop_lag_p99_seconds',
      'nodejs_heap_size_used_bytes',
      'process_open_fds',
    ]) {
      expect(text).toContain(`\n${name} `);
    }
  });

  it('do not compile with other labels', () => {
    const metrics = createMetrics({ logger });
    // @ts-expect-error the label is missing
    expect(() => metrics.counter('ashlar_a_total', 'A.', ['l']).inc()).not.toThrow();
    // @ts-expect-error there are no labels
    expect(() => metrics.gauge('ashlar_g', 'G.').set(1, { l: 'x' })).toThrow();
  });
});

describe('an observed gauge', () => {
  it('is read at each scrape, by everybody who observes it', async () => {
    const metrics = createMetrics({ logger });
    let size = 1;
    metrics.observedGauge('ashlar_pool', 'Pool.', ['pool'], (set) => set(size, { pool: 'a' }));
    metrics.observedGauge('ashlar_pool', 'Pool.', ['pool'], async (set) => {
      await Promise.resolve();
      if (size === 1) set(7, { pool: 'b' });
    });
    expect(await lines(metrics, 'ashlar_pool')).toEqual([
      'ashlar_pool{pool="a"} 1',
      'ashlar_pool{pool="b"} 7',
    ]);
    size = 2;
    expect(await lines(metrics, 'ashlar_pool')).toEqual(['ashlar_pool{pool="a"} 2']);
  });

  it('that fails is absent, counted and logged, and harms no other', async () => {
    const metrics = createMetrics({ logger });
    let broken = false;
    metrics.observedGauge('ashlar_age_seconds', 'Age.', [], (set) => {
      if (broken) throw new Error('database gone');
      set(3);
    });
    metrics.observedGauge('ashlar_other', 'Other.', [], (set) => set(1));
    expect(await lines(metrics, 'ashlar_age')).toEqual(['ashlar_age_seconds 3']);
    broken = true;
    logger.clear();
    const text = await metrics.render();
    expect(text).not.toMatch(/^ashlar_age_seconds /m);
    expect(text).toContain('ashlar_other 1\n');
    expect(logger.entries).toMatchObject([{ level: 'warn', metric: 'ashlar_age_seconds' }]);
    broken = false;
    expect(await lines(metrics, 'ashlar_metric_collection_errors_total')).toEqual([
      'ashlar_metric_collection_errors_total{metric="ashlar_age_seconds"} 1',
    ]);
  });
});
