import type { TracerProvider } from '@opentelemetry/api';

/** Traces that go to a collector. */
export interface OtlpTracing {
  readonly provider: TracerProvider;
  /** Exports what is left and stops. */
  shutdown(): Promise<void>;
}

export interface OtlpOptions {
  readonly endpoint: string;
  /** As in OTEL_EXPORTER_OTLP_HEADERS. */
  readonly headers: string | undefined;
  readonly service: string;
  readonly version: string;
  readonly sampleRatio: number;
}

const exportTimeout = 5000;

/** Loads the OpenTelemetry SDK, which costs memory: only for processes that export. */
export async function createOtlpTracing(options: OtlpOptions): Promise<OtlpTracing> {
  const [sdk, { OTLPTraceExporter }, { resourceFromAttributes }] = await Promise.all([
    import('@opentelemetry/sdk-trace-node'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ]);
  const exporter = new OTLPTraceExporter({
    url: `${options.endpoint.replace(/\/$/, '')}/v1/traces`,
    headers: parseHeaders(options.headers ?? ''),
    timeoutMillis: exportTimeout,
  });
  const provider = new sdk.NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': options.service, 'service.version': options.version }),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(options.sampleRatio) }),
    spanProcessors: [new sdk.BatchSpanProcessor(exporter)],
  });
  return { provider, shutdown: () => provider.shutdown() };
}

function parseHeaders(text: string): Record<string, string> {
  const pairs = text.split(',').filter((pair) => pair.includes('='));
  return Object.fromEntries(
    pairs.map((pair) => {
      const [name = '', ...value] = pair.split('=');
      return [decoded(name.trim()), decoded(value.join('=').trim())];
    }),
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
