export { createMetrics, type MetricsOptions } from './metrics.js';
export { createTelemetry } from './telemetry.js';
export { TelemetryConfig } from './telemetry.config.js';
export type {
  Collect,
  Counter,
  Gauge,
  Histogram,
  LabelArguments,
  Metrics,
  MetricsServer,
  Telemetry,
  TelemetryDeps,
} from './telemetry.types.js';
export {
  currentTraceparent,
  extractTraceContext,
  type TraceContext,
  type TraceHeaders,
} from './trace-context.js';
export { type ActiveSpan, type SpanAttributes, type SpanOptions, withSpan } from './with-span.js';
