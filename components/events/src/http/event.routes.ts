import { Forbidden } from '@ashlar/errors';
import { ok, route, type Route, signedIn } from '@ashlar/http';
import type { EventReaders } from '../event-readers.js';
import { EventCursorExpired, EventCursorInvalid } from '../events.errors.js';
import { type Feed, readCursor, writeCursor } from '../feed.js';
import { EventFeedQuery, EventFeedResponse } from './event.dto.js';

export interface EventRoutesDeps {
  readonly feed: Feed;
  readonly readers: EventReaders;
  /** Milliseconds; below the time after which the service gives requests up. Default 25,000. */
  readonly longestWaitMs?: number;
}

export function eventRoutes({ feed, readers, longestWaitMs = 25_000 }: EventRoutesDeps): readonly Route[] {
  return [
    route({
      method: 'get',
      path: '/api/data/events',
      operationId: 'readEvents',
      summary: 'What happened, in order',
      description:
        'For administrators, and for services with the scope `events:read`; one that also has scopes `domain:<id>` reads these domains alone. Events of one subject come in order, none is missed, and one may come again after a failure. Keep `next`, and ask on with it.',
      tag: 'events',
      permission: signedIn(),
      query: EventFeedQuery,
      success: { status: 200, description: 'A part of the feed.', body: EventFeedResponse },
      errors: [EventCursorInvalid, EventCursorExpired, Forbidden],
      handle: async ({ ctx, query }) => {
        const domainIds = narrow(await readers.domainsOf(ctx), query.domain_id);
        if (query.after === 'latest') {
          return ok({ events: [], next: writeCursor(await feed.latest(ctx)) });
        }
        const after = query.after === undefined ? undefined : readCursor(query.after);
        const { items, next } = await feed.readWaiting(
          ctx,
          { ...(after && { after }), size: query.size, types: query.type, domainIds },
          Math.min(query.wait * 1_000, longestWaitMs),
        );
        return ok({ events: items.map(({ event }) => event), next: writeCursor(next) });
      },
    }),
  ];
}

/** What was asked for and may be read. */
function narrow(readable: 'all' | readonly string[], asked: readonly string[] | undefined) {
  if (readable === 'all') return asked;
  const strange = asked?.find((id) => !readable.includes(id));
  if (strange !== undefined) throw new Forbidden(`Events of the domain ${strange} may not be read`);
  return asked ?? readable;
}
