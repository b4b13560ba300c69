export { type AsyncApiInfo, asyncApiDocument } from './asyncapi.js';
export {
  type Consumer,
  type ConsumerDeps,
  createConsumer,
  createFeeder,
  type EventSink,
} from './consumer.js';
export { defineEvent, type EventDeclaration, type EventDefinition, schemaUriOf } from './define-event.js';
export { createEventReaders, type EventReaders, readScope } from './event-readers.js';
export { createEvents, type EventsDeps, eventsSchema } from './events.js';
export { EventsConfig } from './events.config.js';
export { EventCursorExpired, EventCursorInvalid, EventDataError } from './events.errors.js';
export type {
  CloudEvent,
  EventFacts,
  Events,
  FeedBatch,
  FeedFilter,
  FeedItem,
  Position,
} from './events.types.js';
export { createFeed, type Feed, type FeedRequest, isBefore, readCursor, writeCursor } from './feed.js';
export { createRedisSink, type RedisSinkDeps } from './redis-sink.js';
export { createEventSignal, type EventSignal } from './signal.js';
export { observeEvents, sweepEvents } from './sweep.js';
export { heldInEvents } from './held.repository.js';
