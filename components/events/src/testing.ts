import { newId, onAfterCommit } from '@ashlar/database';
import type { EventDefinition } from './define-event.js';
import { checkedData } from './events.js';
import type { Events } from './events.types.js';

/** One committed event, without what the database adds. */
export interface RecordedEvent {
  readonly id: string;
  readonly event: EventDefinition;
  readonly type: string;
  readonly aggregateId: string;
  readonly domainId: string | undefined;
  readonly data: object;
}

export interface RecordingEvents extends Events {
  /** What committed, in the order of commits. */
  recorded(): readonly RecordedEvent[];
}

/** An `Events` that only remembers: for tests of use cases that publish. Takes real transactions of any database. */
export function createRecordingEvents(): RecordingEvents {
  const committed: RecordedEvent[] = [];
  return {
    async publish(tx, event, { id: aggregateId, domainId, data }) {
      const id = newId();
      const entry = { id, event, type: event.type, aggregateId, domainId, data: checkedData(event, data) };
      onAfterCommit(tx, () => void committed.push(entry));
      return id;
    },
    recorded: () => [...committed],
  };
}
