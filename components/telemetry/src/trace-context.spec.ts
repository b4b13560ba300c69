import { randomBytes } from 'node:crypto';

import { ROOT_CONTEXT, trace } from '@opentelemetry/api';

import { extractTraceContext } from './index.js';

const traceId = randomBytes(16).toString('hex');
const spanId = randomBytes(8).toString('hex');
const of = (traceparent: string | string[] | undefined, tracestate?: string | string[]) =>
  trace.getSpanContext(extractTraceContext({ traceparent, tracestate }));

describe('a traceparent', () => {
  it('is the parent', () => {
    expect(of(`00-${traceId}-${spanId}-01`)).toEqual({ traceId, spanId, traceFlags: 1, isRemote: true });
    expect(of(`00-${traceId}-${spanId}-00`)?.traceFlags).toBe(0);
    expect(of([`00-${traceId}-${spanId}-01`])?.spanId).toBe(spanId);
  });

  it('may be of a later version, with more parts', () => {
    expect(of(`cc-${traceId}-${spanId}-03-more`)).toMatchObject({ traceId, traceFlags: 1 });
  });

  it('brings its state', () => {
    expect(of(`00-${traceId}-${spanId}-01`, ['a=1', 'b=2'])?.traceState?.serialize()).toBe('a=1,b=2');
    expect(of(`00-${traceId}-${spanId}-01`, `a=${'x'.repeat(600)}`)?.traceState).toBeUndefined();
  });

  it.each([
    undefined,
    '',
    'x',
    `00-${traceId}-${spanId}`,
    `00-${traceId}-${spanId}-01-more`,
    `ff-${traceId}-${spanId}-01`,
    `00-${'0'.repeat(32)}-${spanId}-01`,
    `00-${traceId}-${'0'.repeat(16)}-01`,
    `00-${traceId.toUpperCase()}G-${spanId}-01`,
  ])('that is wrong starts a new trace: %s', (header) => {
    expect(extractTraceContext({ traceparent: header })).toBe(ROOT_CONTEXT);
  });

  it('that is sent twice starts a new trace', () => {
    const header = `00-${traceId}-${spanId}-01`;
    expect(of([header, header])).toBeUndefined();
  });
});
