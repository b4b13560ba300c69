import { redactText } from '@ashlar/logging';
import { context, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';

import type { TraceContext } from './trace-context.js';

/** Facts about a piece of work, by dotted names such as `http.route`. Undefined ones are left out. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean | undefined>>;

export interface SpanOptions {
  /** Whose side of a call this is; `internal` when left out. */
  readonly kind?: 'internal' | 'server' | 'client' | 'producer' | 'consumer';
  /** What this is part of; the active span when left out. */
  readonly parent?: TraceContext;
}

/** The span of the running work. */
export interface ActiveSpan {
  setAttributes(attributes: SpanAttributes): void;
  /** Names the work better, once it is known, such as by its route. */
  rename(name: string): void;
}

const kinds = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const;

/**
 * Runs work as a span of its trace. What it throws is recorded, redacted, and thrown on. Costs next to nothing
 * while no traces are exported.
 */
export async function withSpan<Result>(
  name: string,
  attributes: SpanAttributes,
  work: (span: ActiveSpan) => Result | Promise<Result>,
  { kind = 'internal', parent = context.active() }: SpanOptions = {},
): Promise<Result> {
  const tracer = trace.getTracer('ashlar');
  const span = tracer.startSpan(name, { kind: kinds[kind], attributes: redacted(attributes) }, parent);
  try {
    return await context.with(trace.setSpan(parent, span), () =>
      work({
        setAttributes: (more) => void span.setAttributes(redacted(more)),
        rename: (better) => void span.updateName(better),
      }),
    );
  } catch (error) {
    recordError(span, error);
    throw error;
  } finally {
    span.end();
  }
}

function recordError(span: Span, error: unknown): void {
  if (!span.isRecording()) return;
  const { name, message, stack, code } = Object(error) as NodeJS.ErrnoException;
  const text = redactText(String(message ?? error));
  span.recordException({
    name: String(name ?? 'Error'),
    message: text,
    ...(typeof stack === 'string' && { stack: redactText(stack) }),
    ...(code !== undefined && { code }),
  });
  span.setStatus({ code: SpanStatusCode.ERROR, message: text });
}

function redacted(attributes: SpanAttributes): SpanAttributes {
  return Object.fromEntries(
    Object.entries(attributes).map(([key, value]) => [
      key,
      typeof value === 'string' ? redactText(value) : value,
    ]),
  );
}
