import { EnvInteger, EnvNumber, EnvSecret, EnvString, EnvUrl, type Secret } from '@ashlar/config';

export class TelemetryConfig {
  @EnvString('ASHLAR_METRICS_HOST', {
    default: '0.0.0.0',
    description: 'Address on which `/metrics` is served.',
  })
  readonly metricsHost!: string;

  @EnvInteger('ASHLAR_METRICS_PORT', {
    default: 9090,
    min: 0,
    max: 65_535,
    description: 'Port on which `/metrics` is served; 0 takes a free one.',
  })
  readonly metricsPort!: number;

  @EnvUrl('OTEL_EXPORTER_OTLP_ENDPOINT', {
    optional: true,
    description:
      'Collector for traces (OTLP over HTTP), without `/v1/traces`. No traces are recorded without it.',
  })
  readonly otlpEndpoint: string | undefined;

  @EnvSecret('OTEL_EXPORTER_OTLP_HEADERS', {
    optional: true,
    pattern: /^[^=,\s]+=[^,]*(?:,[^=,\s]+=[^,]*)*$/,
    description: 'Headers for the collector: `name=value` pairs between commas, percent-encoded.',
  })
  readonly otlpHeaders: Secret | undefined;

  @EnvString('OTEL_SERVICE_NAME', {
    optional: true,
    description: 'Name of the service in traces; the name of the deployable when not set.',
  })
  readonly serviceName: string | undefined;

  @EnvNumber('OTEL_TRACES_SAMPLER_ARG', {
    default: 1,
    min: 0,
    max: 1,
    description:
      'Share of new traces that is recorded; a caller that sends a traceparent decides for its own.',
  })
  readonly sampleRatio!: number;
}
