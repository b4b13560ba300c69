import type { Logger } from '@ashlar/logging';
import { currentTraceparent, extractTraceContext, type Metrics } from '@ashlar/telemetry';
import { context, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { RequestHandler } from 'express';
import { openScope, type RequestScope } from './request-scope.js';

export interface ObserveDeps {
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly underWay: Set<RequestScope>;
  readonly timeoutMs: number;
}

/** Opens a request's scope; at its end writes one line and counts it, by route and never by URL. */
export function observeRequests({ logger, metrics, underWay, timeoutMs }: ObserveDeps): RequestHandler {
  const labels = ['method', 'route', 'status'];
  const requests = metrics.counter('http_requests_total', 'Requests answered', labels);
  const duration = metrics.histogram('http_request_seconds', 'Duration of requests', labels);
  metrics.gauge('http_requests_under_way', 'Requests being served', [], (set) => set({}, underWay.size));

  return (req, res, next) => {
    const scope = openScope(req, res);
    underWay.add(scope);
    const timeout = setTimeout(
      () => scope.controller.abort(new Error(`Not done in ${timeoutMs} ms`)),
      timeoutMs,
    );
    timeout.unref();
    const parent = extractTraceContext(req.headers);
    const span = trace.getTracer('ashlar').startSpan(req.method, { kind: SpanKind.SERVER }, parent);
    res.once('close', () => {
      clearTimeout(timeout);
      underWay.delete(scope);
      if (!res.writableFinished) scope.controller.abort(new Error('The caller went away'));
      const route = scope.route?.path ?? 'none';
      const status = res.writableFinished ? res.statusCode : 499;
      const seconds = (performance.now() - scope.startedAt) / 1000;
      const series = { method: req.method, route, status: String(status) };
      requests.inc(series);
      duration.observe(series, seconds);
      context.with(trace.setSpan(parent, span), () =>
        report(logger, scope, { ...series, status, duration_ms: Math.round(seconds * 1e4) / 10 }),
      );
      end(span, req.method, route, status);
    });
    context.with(trace.setSpan(parent, span), () => {
      const traceparent = currentTraceparent() ?? req.get('traceparent');
      if (traceparent !== undefined) res.setHeader('traceparent', traceparent);
      next();
    });
  };
}

function end(span: Span, method: string, route: string, status: number): void {
  span.updateName(`${method} ${route}`);
  span.setAttributes({
    'http.request.method': method,
    'http.route': route,
    'http.response.status_code': status,
  });
  if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}

function report(
  logger: Logger,
  { requestId, actor, route, fault }: RequestScope,
  facts: { status: number },
): void {
  const fields = {
    ...facts,
    request_id: requestId,
    operation: route?.operationId,
    actor_kind: actor?.kind,
    actor_id: actor?.id,
  };
  if (facts.status >= 500) logger.error('Request failed', { ...fields, error: fault });
  else if (route?.probe) logger.debug('Probe answered', fields);
  else logger.info('Request answered', fields);
}
