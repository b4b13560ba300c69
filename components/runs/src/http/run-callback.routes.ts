import { ValidationFailed } from '@ashlar/errors';
import { noContent, route, type Route } from '@ashlar/http';
import {
  CalledRunNotFound,
  RunCallbackLate,
  RunCallbackRefused,
  type RunCallbacks,
  type ToldFacts,
} from '../call/callbacks.js';
import { listOf, object, oneOf, optional, readSpec, such, text } from '../spec/shapes.js';
import { RunCallbackPath, RunCallbackRequest } from './run-callback.dto.js';

/** What those whom runs call use to tell how it went. */
export function runCallbackRoutes({
  runCallbacks,
}: {
  readonly runCallbacks: RunCallbacks;
}): readonly Route[] {
  return [
    route({
      method: 'post',
      path: '/api/data/run-callbacks/{run_id}',
      operationId: 'reportRun',
      summary: 'Tells how a run goes that was started by a call',
      description:
        'For the service that was called, under the address from `callback_url` of the call. The message is signed in its body, as [Standard Webhooks](https://www.standardwebhooks.com) signs in headers, with the key that signed the call. What has been told once may be told again; the first end counts.',
      tag: 'run-callbacks',
      permission: { kind: 'open', because: 'the message itself is signed' },
      pathParameters: RunCallbackPath,
      body: RunCallbackRequest,
      bodyLimit: 65_536,
      idempotency: 'ignored',
      success: { status: 204, description: 'Known now.' },
      errors: [CalledRunNotFound, RunCallbackRefused, RunCallbackLate],
      handle: async ({ ctx, path, body }) => {
        await runCallbacks.take(ctx, { run: path.run_id, ...body }, readPayload);
        return noContent();
      },
    }),
  ];
}

const shape = object({
  run: text({ max: 36 }),
  state: oneOf('running', 'succeeded', 'failed', 'cancelled'),
  message: optional(text({ max: 2_000, min: 0 })),
  links: optional(
    listOf(
      object({
        rel: text({ max: 50, pattern: /^[a-z][a-z0-9-]*$/ }),
        href: such(text({ max: 2_000 }), (href) =>
          URL.canParse(href) && /^https?:$/.test(new URL(href).protocol)
            ? undefined
            : 'must be an http(s) address',
        ),
      }),
      20,
    ),
    [],
  ),
});

function readPayload(payload: string): ToldFacts {
  let value: unknown;
  try {
    value = JSON.parse(payload);
  } catch {
    value = undefined;
  }
  const { run, state, message, links } = readSpec(shape, value, ValidationFailed);
  return { run, state, message, links };
}
