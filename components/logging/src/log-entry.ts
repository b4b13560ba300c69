import { isSpanContextValid, trace } from '@opentelemetry/api';

import type { LogEntry, LogFields, LogLevel } from './logging.types.js';
import { redact } from './redact.js';
import { redactText } from './redact-text.js';

export interface Origin {
  readonly service: string;
  readonly version: string;
}

const reserved: ReadonlySet<string> = new Set([
  'time',
  'level',
  'message',
  'service',
  'version',
  'trace_id',
  'span_id',
]);

/** Everything a line says, taken at the moment of the call: the active span and the fields may change later. */
export function buildEntry(origin: Origin, level: LogLevel, message: string, fields: LogFields): LogEntry {
  const { request_id: requestId, error, ...rest } = redactedFields(fields);
  return {
    time: new Date().toISOString(),
    level,
    message: redactText(String(message)),
    service: origin.service,
    version: origin.version,
    ...(requestId !== undefined && { request_id: requestId }),
    ...spanIds(),
    ...Object.fromEntries(
      Object.entries(rest).map(([key, value]) => [reserved.has(key) ? `field_${key}` : key, value]),
    ),
    ...(error !== undefined && { error }),
  };
}

function redactedFields(fields: LogFields): Record<string, unknown> {
  const redacted = redact(fields);
  return typeof redacted === 'object' && redacted !== null
    ? (redacted as Record<string, unknown>)
    : { fields: redacted };
}

function spanIds(): LogFields {
  const span = trace.getActiveSpan()?.spanContext();
  return span && isSpanContextValid(span) ? { trace_id: span.traceId, span_id: span.spanId } : {};
}
