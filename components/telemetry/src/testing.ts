import { context, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import { createAsyncContext } from './async-context.js';

/** Every span of this process since recording began. */
export interface RecordedSpans {
  /** Names of those that ended, in their order. */
  names(): readonly string[];
  /** All that would be exported of them, as JSON: to look for what must not be there. */
  text(): string;
  stop(): Promise<void>;
}

/** Records spans in memory, all of them. For specs; the process has one recording, or a telemetry, at a time. */
export function recordSpans(): RecordedSpans {
  const exporter = new InMemorySpanExporter();
  const provider = new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] });
  trace.setGlobalTracerProvider(provider);
  context.setGlobalContextManager(createAsyncContext().enable());
  return {
    names: () => exporter.getFinishedSpans().map(({ name }) => name),
    text: () => {
      const spans = exporter.getFinishedSpans();
      return JSON.stringify([
        ...[...new Set(spans.map(({ resource }) => resource))].map(({ attributes }) => attributes),
        ...spans.map(({ name, attributes, events, links, status }) => ({
          ...{ name, attributes, events, links, status },
        })),
      ]);
    },
    async stop() {
      await provider.shutdown();
      trace.disable();
      context.disable();
    },
  };
}
