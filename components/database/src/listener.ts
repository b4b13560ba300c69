import type { Secret } from '@ashlar/config';
import type { Logger } from '@ashlar/logging';
import pg from 'pg';

export interface ListenerDeps {
  /** A direct connection: LISTEN does not survive a transaction pooler. */
  readonly url: Secret;
  readonly channel: string;
  readonly service: string;
  readonly logger: Logger;
  /** Called for each notification, and after each (re)connect, because some may have been missed. Must not throw. */
  readonly onWake: () => void;
  /** Pause before connecting again. Default 1,000 ms. */
  readonly reconnectMs?: number;
}

export interface Listener {
  close(): Promise<void>;
}

/** Listens on one channel for as long as it is open. A notification is only a hint: whoever uses this polls as well. */
export function createListener({
  url,
  channel,
  service,
  logger,
  onWake,
  reconnectMs = 1_000,
}: ListenerDeps): Listener {
  let closed = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;

  const reconnect = (error: unknown): void => {
    if (closed || timer) return;
    logger.warn('The listening connection was lost; notifications are replaced by polling until it is back', {
      error,
    });
    client = undefined;
    timer = setTimeout(() => {
      timer = undefined;
      opening = open();
    }, reconnectMs);
  };

  const open = async (): Promise<void> => {
    const fresh = new pg.Client({
      connectionString: url.reveal(),
      application_name: `${service}-listen`,
      keepAlive: true,
    });
    fresh.on('error', reconnect);
    fresh.on('end', () => reconnect(new Error('connection ended')));
    fresh.on('notification', onWake);
    try {
      await fresh.connect();
      await fresh.query(`listen ${pg.escapeIdentifier(channel)}`);
      client = fresh;
      onWake();
    } catch (error) {
      reconnect(error);
      await fresh.end().catch(() => undefined);
    }
  };

  let opening = open();
  return {
    async close() {
      closed = true;
      clearTimeout(timer);
      await opening;
      await client?.end();
    },
  };
}
