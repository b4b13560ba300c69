import type { TransactionContext } from '@ashlar/database';
import type { EventDefinition } from './define-event.js';

/** What an event is about, and what it tells. */
export interface EventFacts<D extends object> {
  /** Id of the aggregate. */
  readonly id: string;
  /** The tenant whose matter it is; absent for the platform's own. */
  readonly domainId?: string | undefined;
  readonly data: D;
}

/** The port through which bricks tell what happened. */
export interface Events {
  /**
   * Writes the event with the transaction, at its end and together with its other events. A rollback leaves nothing.
   * @returns the id of the event, a UUIDv7.
   * @throws {EventDataError} when the data is not what the definition says: a programming error.
   */
  publish<D extends object>(
    tx: TransactionContext,
    event: EventDefinition<D>,
    facts: EventFacts<NoInfer<D>>,
  ): Promise<string>;
}

/** An event as everybody gets it: CloudEvents 1.0 in JSON. Names of extensions have no underscores there. */
export interface CloudEvent {
  readonly specversion: '1.0';
  readonly id: string;
  /** The service that wrote it: `/ashlar/data-api`. */
  readonly source: string;
  readonly type: string;
  /** `<aggregate>/<id>`: events of one subject arrive in order. */
  readonly subject: string;
  /** When the transaction began, RFC 3339 in UTC. */
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly dataschema: string;
  /** The tenant; absent for the platform's own. */
  readonly domainid?: string;
  readonly actorkind: string;
  readonly actorid: string;
  /** Number of the event among those of its subject, from 1, without gaps; 20 digits, so that it sorts as text. */
  readonly sequence: string;
  readonly traceparent?: string;
  readonly data: object;
}

/** A place in the feed: everything up to there has been read. */
export interface Position {
  /** Decimal digits: 64 bits do not fit in a number. */
  readonly xid: string;
  readonly seq: string;
}

/** An event where it lies in the feed. */
export interface FeedItem {
  readonly position: Position;
  readonly domainId: string | undefined;
  readonly event: CloudEvent;
}

export interface FeedFilter {
  /** Only these types. */
  readonly types?: readonly string[] | undefined;
  /** Only these domains; the platform's own events are in none of them. */
  readonly domainIds?: readonly string[] | undefined;
}

export interface FeedBatch {
  readonly items: readonly FeedItem[];
  /** Read on from here. */
  readonly next: Position;
  /** Nothing more can be read now. */
  readonly atEnd: boolean;
}
