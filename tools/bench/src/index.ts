export type {
  Bench,
  BenchOptions,
  Call,
  CommandSubject,
  FunctionSubject,
  Load,
  MeasureSubject,
  Metrics,
  Plan,
  Report,
  Sample,
  Subject,
  Summary,
} from './bench.types.js';
export { benches } from './benches/index.js';
export { describeMachine, describePostgres } from './machine.js';
export { renderMarkdown, renderTable, writeReport } from './report.js';
export { runBench, type RunBenchOptions } from './run-bench.js';
export { Latencies, median, percentile } from './statistics.js';
