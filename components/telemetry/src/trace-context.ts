import {
  type Context,
  createTraceState,
  isSpanContextValid,
  ROOT_CONTEXT,
  type SpanContext,
  trace,
} from '@opentelemetry/api';

/** Where a piece of work belongs in a trace. Opaque: made here, handed to `withSpan`. */
export type TraceContext = Context;

/** Headers as Node gives them, or any record that keeps a `traceparent`, such as an outbox row. */
export type TraceHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

const longestTraceState = 512;

/** The trace of whoever sent `traceparent` (W3C Trace Context); the start of a new one when there is none. */
export function extractTraceContext(headers: TraceHeaders): TraceContext {
  const parent = parseTraceparent(single(headers['traceparent']));
  if (!parent) return ROOT_CONTEXT;
  const state = joined(headers['tracestate']);
  const traceState = state && state.length <= longestTraceState ? createTraceState(state) : undefined;
  return trace.setSpanContext(ROOT_CONTEXT, { ...parent, isRemote: true, ...(traceState && { traceState }) });
}

/** The `traceparent` of the active span, to be sent on or stored with work for later. */
export function currentTraceparent(): string | undefined {
  const span = trace.getActiveSpan()?.spanContext();
  if (!span || !isSpanContextValid(span)) return undefined;
  return `00-${span.traceId}-${span.spanId}-${(span.traceFlags & 0xff).toString(16).padStart(2, '0')}`;
}

function parseTraceparent(header: string | undefined): SpanContext | undefined {
  const shape = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
  const [, version, traceId = '', spanId = '', flags = '', more] = shape.exec(header?.trim() ?? '') ?? [];
  // Later versions may add parts; this one has none.
  if (version === undefined || version === 'ff' || (version === '00' && more !== undefined)) return undefined;
  const parent = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1 };
  return isSpanContextValid(parent) ? parent : undefined;
}

function single(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : header?.length === 1 ? header[0] : undefined;
}

function joined(header: string | readonly string[] | undefined): string | undefined {
  return typeof header === 'string' ? header : header?.join(',');
}
