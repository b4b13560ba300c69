import type { Logger } from '@ashlar/logging';

import type { TelemetryConfig } from './telemetry.config.js';

/** The labels of a metric follow its value; a metric without labels takes none. */
export type LabelArguments<Label extends string> = [Label] extends [never]
  ? []
  : [labels: Readonly<Record<Label, string | number>>];

/** Only goes up. */
export interface Counter<Label extends string = never> {
  /** Adds one. */
  inc(...labels: LabelArguments<Label>): void;
  /** Adds a number that is not negative. */
  add(by: number, ...labels: LabelArguments<Label>): void;
}

/** Goes up and down. */
export interface Gauge<Label extends string = never> {
  set(value: number, ...labels: LabelArguments<Label>): void;
  /** Adds a number, which may be negative. */
  add(by: number, ...labels: LabelArguments<Label>): void;
}

/** Counts observations in buckets. */
export interface Histogram<Label extends string = never> {
  observe(value: number, ...labels: LabelArguments<Label>): void;
}

/** Tells the current values of a gauge when somebody asks. May throw; then the metric is absent. */
export type Collect<Label extends string> = (
  set: (value: number, ...labels: LabelArguments<Label>) => void,
) => void | Promise<void>;

/**
 * The metrics of a process. Names begin with `ashlar_` and end with their unit (`_seconds`, `_total`). Asking
 * twice for a name gives the same metric, so bricks that are made twice share theirs.
 * Each method throws a TypeError when the name is not allowed, or is taken by a metric of another kind.
 */
export interface Metrics {
  counter<Label extends string = never>(
    name: string,
    help: string,
    labels?: readonly Label[],
  ): Counter<Label>;
  gauge<Label extends string = never>(name: string, help: string, labels?: readonly Label[]): Gauge<Label>;
  /** A gauge whose values are read at each scrape, by all who observe the same name, each for at most 2 s. */
  observedGauge<Label extends string = never>(
    name: string,
    help: string,
    labels: readonly Label[],
    collect: Collect<Label>,
  ): void;
  /** @param buckets upper bounds in ascending order; 5 ms to 10 s (in seconds) when left out. */
  histogram<Label extends string = never>(
    name: string,
    help: string,
    labels?: readonly Label[],
    buckets?: readonly number[],
  ): Histogram<Label>;
  /** Everything in the Prometheus text format. */
  render(): Promise<string>;
}

export interface MetricsServer {
  /** Such as `http://127.0.0.1:9090`. */
  readonly url: string;
  close(): Promise<void>;
}

export interface TelemetryDeps {
  /** The name of the deployable, such as `data-api`. */
  readonly service: string;
  readonly version: string;
  readonly config: TelemetryConfig;
  readonly logger: Logger;
}

/** Metrics and traces of a process. There is one, because the active trace is a global of OpenTelemetry. */
export interface Telemetry {
  readonly metrics: Metrics;
  /**
   * Serves `/metrics` on its own port. Closed by {@link Telemetry.close}.
   * @throws {Error} when the port is taken.
   */
  startMetricsServer(): Promise<MetricsServer>;
  /**
   * Stops the metrics server and exports the last spans.
   * @param deadline milliseconds after which what is left is given up; 5,000 when left out.
   */
  close(deadline?: number): Promise<void>;
}
