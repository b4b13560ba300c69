import type { Logger } from '@ashlar/logging';
import {
  collectDefaultMetrics,
  Counter as PrometheusCounter,
  Gauge as PrometheusGauge,
  Histogram as PrometheusHistogram,
  Registry,
} from 'prom-client';

import type { Collect, Counter, Gauge, Histogram, LabelArguments, Metrics } from './telemetry.types.js';
import { within } from './within.js';

const collectDeadline = 2000;
const defaultBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export interface MetricsOptions {
  readonly logger: Logger;
  /** Adds what Node tells about itself: event loop lag, heap, garbage collection, file descriptors. */
  readonly ofNode?: boolean;
}

type Kind = 'counter' | 'gauge' | 'observed gauge' | 'histogram';
type Labels = Record<string, string | number>;

/** Metrics in a registry of their own. A process gets its one from `createTelemetry`; tests make theirs. */
export function createMetrics({ logger, ofNode = false }: MetricsOptions): Metrics {
  const registry = new Registry();
  const registered = new Map<string, { readonly shape: string; readonly metric: unknown }>();
  const collectors = new Map<string, Collect<string>[]>();
  if (ofNode) collectDefaultMetrics({ register: registry });

  function once<Metric>(name: string, kind: Kind, details: readonly unknown[], create: () => Metric): Metric {
    const shape = JSON.stringify([kind, ...details]);
    const known = registered.get(name);
    if (known) {
      if (known.shape !== shape)
        throw new TypeError(`Metric ${name} exists with another kind, labels or buckets`);
      return known.metric as Metric;
    }
    if (!/^ashlar_[a-z0-9_]+$/.test(name)) throw new TypeError(`"${name}" does not begin with ashlar_`);
    const metric = create();
    registered.set(name, { shape, metric });
    return metric;
  }

  const metrics: Metrics = {
    counter<Label extends string>(name: string, help: string, labels: readonly Label[] = []): Counter<Label> {
      return once(name, 'counter', labels, () => {
        const counter = new PrometheusCounter<string>({
          name,
          help,
          labelNames: labels,
          registers: [registry],
        });
        return {
          inc: (...args) => counter.inc(labelsOf(args)),
          add: (by, ...args) => counter.inc(labelsOf(args), by),
        } satisfies Counter<Label>;
      });
    },

    gauge<Label extends string>(name: string, help: string, labels: readonly Label[] = []): Gauge<Label> {
      return once(name, 'gauge', labels, () => {
        const gauge = new PrometheusGauge<string>({ name, help, labelNames: labels, registers: [registry] });
        return {
          set: (value, ...args) => gauge.set(labelsOf(args), value),
          add: (by, ...args) => gauge.inc(labelsOf(args), by),
        } satisfies Gauge<Label>;
      });
    },

    observedGauge<Label extends string>(
      name: string,
      help: string,
      labels: readonly Label[],
      collect: Collect<Label>,
    ): void {
      once(name, 'observed gauge', labels, () => {
        collectors.set(name, []);
        return new PrometheusGauge<string>({
          name,
          help,
          labelNames: labels,
          registers: [registry],
          async collect() {
            this.reset();
            // Reset leaves a zero in a gauge without labels, and a zero would be a lie when nobody answers.
            this.remove({});
            await Promise.all((collectors.get(name) ?? []).map((each) => collectInto(this, name, each)));
          },
        });
      });
      collectors.get(name)?.push((set) => collect((value, ...args) => set(value, labelsOf(args))));
    },

    histogram<Label extends string>(
      name: string,
      help: string,
      labels: readonly Label[] = [],
      buckets: readonly number[] = defaultBuckets,
    ): Histogram<Label> {
      return once(name, 'histogram', [labels, buckets], () => {
        const histogram = new PrometheusHistogram<string>({
          name,
          help,
          labelNames: labels,
          buckets: [...buckets],
          registers: [registry],
        });
        return {
          observe: (value, ...args) => histogram.observe(labelsOf(args), value),
        } satisfies Histogram<Label>;
      });
    },

    render: () => registry.metrics(),
  };

  const failures = metrics.counter(
    'ashlar_metric_collection_errors_total',
    'Gauges that could not be read.',
    ['metric'],
  );

  async function collectInto(gauge: PrometheusGauge, name: string, collect: Collect<string>): Promise<void> {
    let late = false;
    try {
      const collected = Promise.resolve(
        collect((value, labels) => {
          if (!late) gauge.set(labels, value);
        }),
      );
      if (!(await within(collectDeadline, collected))) throw new Error(`No answer in ${collectDeadline} ms`);
    } catch (error) {
      late = true;
      failures.inc({ metric: name });
      logger.warn('A metric could not be read', { metric: name, error });
    }
  }

  return metrics;
}

function labelsOf<Label extends string>(args: LabelArguments<Label>): Labels {
  const [labels] = args as readonly (Labels | undefined)[];
  return labels ?? {};
}
