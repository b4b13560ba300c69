import { type Database, newId, onBeforeCommit, type SchemaNeed, type Transaction } from '@ashlar/database';
import { faultsOf } from '@ashlar/http';
import { currentTraceparent } from '@ashlar/telemetry';
import type { EventDefinition } from './define-event.js';
import { EventDataError } from './events.errors.js';
import { createEventsRepository, type NewEvent } from './events.repository.js';
import type { Events } from './events.types.js';

export const eventsSchema: SchemaNeed = { brick: 'events', migration: '0015-events' };

export interface EventsDeps {
  readonly database: Database;
  /** Name of the deployable: the `source` of what it publishes. */
  readonly service: string;
}

/** The real port: events commit as rows, with what they tell of. */
export function createEvents({ database, service }: EventsDeps): Events {
  const repository = createEventsRepository(database);
  // All events of a transaction are written by one statement at its end, so heads are locked late and in one order.
  const collected = new WeakMap<Transaction, NewEvent[]>();

  return {
    async publish(tx, event, { id: aggregateId, domainId, data }) {
      const entry: NewEvent = {
        id: newId(),
        type: event.type,
        version: event.version,
        domain_id: domainId ?? null,
        aggregate: event.aggregate,
        aggregate_id: aggregateId,
        ends: event.ends,
        actor_kind: tx.actor.kind,
        actor_id: tx.actor.id,
        source: `/ashlar/${service}`,
        request_id: tx.requestId,
        traceparent: currentTraceparent() ?? null,
        data: checkedData(event, data),
      };
      onBeforeCommit(tx, async (ending) => {
        const entries = collected.get(tx.transaction);
        if (!entries) return;
        collected.delete(tx.transaction);
        await repository.add(ending, entries);
      });
      const entries = collected.get(tx.transaction);
      if (entries) entries.push(entry);
      else collected.set(tx.transaction, [entry]);
      return entry.id;
    },
  };
}

/** The data as JSON carries it. @throws {EventDataError} */
export function checkedData(event: EventDefinition, data: object): object {
  const plain: unknown = JSON.parse(JSON.stringify(data));
  const faults = faultsOf(event.data, plain);
  if (faults.length > 0) {
    throw new EventDataError(
      event.type,
      faults.map(({ message }) => message),
    );
  }
  return plain as object;
}
