import type { Logger } from '@ashlar/logging';
import { currentTraceparent, extractTraceContext, type Metrics, withSpan } from '@ashlar/telemetry';
import type { RequestHandler } from 'express';
import type { OnServed } from './ports.js';
import { openScope, type RequestScope } from './request-scope.js';

export interface ObserveDeps {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly underWay: Set<RequestScope>;
  readonly timeoutMs: number;
  readonly onServed?: OnServed | undefined;
}

/** Answered by nobody: the caller went away first. */
const callerGone = 499;

/** Opens a request's scope; at its end writes one line and counts it, by route and never by URL. */
export function observeRequests({
  logger,
  metrics,
  underWay,
  timeoutMs,
  onServed,
}: ObserveDeps): RequestHandler {
  const labels = ['method', 'route', 'status'] as const;
  const requests = metrics.counter('ashlar_http_requests_total', 'Requests answered', labels);
  const duration = metrics.histogram('ashlar_http_request_duration_seconds', 'Duration of requests', labels);
  metrics.observedGauge('ashlar_http_requests_under_way', 'Requests being served', [], (set) =>
    set(underWay.size),
  );

  return (req, res, next) => {
    const scope = openScope(req, res);
    underWay.add(scope);
    const timeout = setTimeout(
      () => scope.controller.abort(new Error(`Not done in ${timeoutMs} ms`)),
      timeoutMs,
    );
    const parent = extractTraceContext(req.headers);
    void withSpan(
      req.method,
      { 'http.request.method': req.method },
      async (span) => {
        const traceparent = currentTraceparent();
        if (traceparent !== undefined) res.setHeader('traceparent', traceparent);
        const closed = new Promise<void>((resolve) => void res.once('close', resolve));
        next();
        await closed;
        clearTimeout(timeout);
        underWay.delete(scope);
        if (!res.writableFinished) scope.controller.abort(new Error('The caller went away'));

        const method = req.method;
        const route = scope.route?.path ?? 'none';
        const status = res.writableFinished ? res.statusCode : callerGone;
        const seconds = (performance.now() - scope.startedAt) / 1000;
        requests.inc({ method, route, status });
        duration.observe(seconds, { method, route, status });
        span.rename(`${method} ${route}`);
        span.setAttributes({ 'http.route': route, 'http.response.status_code': status });
        report(logger, scope, { method, route, status, duration_ms: Math.round(seconds * 1e4) / 10 });
        if (onServed && !scope.route?.probe) tell(logger, onServed, scope, status);
      },
      { kind: 'server', parent },
    );
  };
}

function tell(logger: Logger, onServed: OnServed, scope: RequestScope, status: number): void {
  try {
    onServed({ actor: scope.actor, route: scope.route, status });
  } catch (error) {
    logger.error('What hears of answers failed', { error, request_id: scope.requestId });
  }
}

interface Facts {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly duration_ms: number;
}

function report(logger: Logger, { requestId, actor, route, fault }: RequestScope, facts: Facts): void {
  const fields = {
    ...facts,
    request_id: requestId,
    operation: route?.operationId,
    actor_kind: actor?.kind,
    actor_id: actor?.id,
  };
  if (facts.status >= 500 || fault !== undefined) logger.error('Request failed', { ...fields, error: fault });
  else if (route?.probe) logger.debug('Probe answered', fields);
  else logger.info('Request answered', fields);
}
