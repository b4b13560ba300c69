import { type Database, newId, systemContext } from '@ashlar/database';
import { managerFor } from '@ashlar/database/persistence';
import type { DeadLetterSink } from './write-buffer.types.js';

/** Keeps dead letters of buffers in `message_queue.buffer_dead_letters`, for people to look at. */
export function createBufferDeadLetters({ database }: { readonly database: Database }): DeadLetterSink {
  const ctx = systemContext('keep dead letters');
  return {
    async store(letters) {
      const rows = letters.map(({ item, ...letter }) => ({
        ...letter,
        id: newId(),
        // As text: jsonb does not take every string that JSON does.
        item: textOf(item),
      }));
      await managerFor(ctx, database).query(
        `insert into message_queue.buffer_dead_letters (id, buffer, key, item, reason, error)
         select id, buffer, key, item, reason, error
         from json_to_recordset($1::json) as letter (id uuid, buffer text, key text, item text, reason text, error text)`,
        [JSON.stringify(rows).replaceAll(String.raw`\u0000`, '\\ufffd')],
      );
    },
  };
}

function textOf(item: unknown): string {
  try {
    return JSON.stringify(item) ?? 'null';
  } catch (error) {
    return JSON.stringify({
      unreadable: error instanceof Error ? error.message : 'cannot be written as JSON',
    });
  }
}
