import { context, diag, type DiagLogger, DiagLogLevel, trace } from '@opentelemetry/api';

import { createAsyncContext } from './async-context.js';
import { createMetrics } from './metrics.js';
import { startMetricsServer } from './metrics-server.js';
import { createOtlpTracing, type OtlpTracing } from './otlp-tracing.js';
import type { Metrics, MetricsServer, Telemetry, TelemetryDeps } from './telemetry.types.js';
import { createUnrecordedTracing } from './unrecorded-tracing.js';
import { within } from './within.js';

const defaultDeadline = 5000;

/** Starts the metrics and traces of a process. Traces are recorded and exported only to a given endpoint. */
export async function createTelemetry(deps: TelemetryDeps): Promise<Telemetry> {
  const { service, version, config, logger } = deps;
  const metrics = createMetrics({ logger, ofNode: true });
  metrics.gauge('ashlar_build_info', 'Always 1.', ['service', 'version']).set(1, { service, version });
  const tracing = await startTracing(deps, metrics);
  let server: MetricsServer | undefined;
  let closing: Promise<void> | undefined;

  return {
    metrics,
    async startMetricsServer() {
      const { metricsHost: host, metricsPort: port } = config;
      server ??= await startMetricsServer({ host, port, metrics, logger });
      return server;
    },
    close(deadline = defaultDeadline) {
      closing ??= (async () => {
        await server?.close();
        await tracing.stop(deadline);
      })();
      return closing;
    },
  };
}

interface Tracing {
  stop(deadline: number): Promise<void>;
}

// OpenTelemetry keeps the active trace in a global, so the process can have one owner of it.
let hasOwner = false;

async function startTracing(deps: TelemetryDeps, metrics: Metrics): Promise<Tracing> {
  const { logger } = deps;
  if (hasOwner) {
    logger.warn('The process has its telemetry already; this one records no traces');
    return { stop: () => Promise.resolve() };
  }
  hasOwner = true;
  const failures = metrics.counter(
    'ashlar_trace_export_errors_total',
    'Batches of spans that were not exported.',
  );
  const failed = (error: unknown): void => {
    failures.inc();
    logger.warn('Traces could not be exported', { error });
  };
  const otlp = await otlpTracing(deps);
  trace.setGlobalTracerProvider(otlp?.provider ?? createUnrecordedTracing());
  context.setGlobalContextManager(createAsyncContext().enable());
  diag.setLogger(errorsOnly(failed), { logLevel: DiagLogLevel.ERROR, suppressOverrideMessage: true });
  return {
    async stop(deadline) {
      try {
        const flushed = await within(deadline, otlp?.shutdown() ?? Promise.resolve());
        if (!flushed) logger.warn('The last traces were given up', { deadline_ms: deadline });
      } catch (error) {
        failed(error);
      }
      trace.disable();
      context.disable();
      diag.disable();
      hasOwner = false;
    },
  };
}

async function otlpTracing({ service, version, config }: TelemetryDeps): Promise<OtlpTracing | undefined> {
  const { otlpEndpoint: endpoint, otlpHeaders, serviceName = service, sampleRatio } = config;
  if (endpoint === undefined) return undefined;
  const headers = otlpHeaders?.reveal();
  return createOtlpTracing({ endpoint, headers, service: serviceName, version, sampleRatio });
}

/** OpenTelemetry reports on itself here; below an error there is nothing that an operator can act on. */
function errorsOnly(error: (message: string) => void): DiagLogger {
  const ignore = (): void => undefined;
  return { error, warn: ignore, info: ignore, debug: ignore, verbose: ignore };
}
