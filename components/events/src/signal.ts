import type { Secret } from '@ashlar/config';
import { createListener } from '@ashlar/database';
import type { Logger } from '@ashlar/logging';
import { eventsChannel } from './events.repository.js';

/** Tells when there may be new events; one connection for all who wait in a process. */
export interface EventSignal {
  /** Resolves at the next sign. Taken before looking, no sign is missed. */
  next(): Promise<void>;
  close(): Promise<void>;
}

/** @param deps.directUrl a direct connection: LISTEN does not survive a transaction pooler. */
export function createEventSignal(deps: {
  readonly directUrl: Secret;
  readonly service: string;
  readonly logger: Logger;
}): EventSignal {
  let ring = (): void => undefined;
  let coming = new Promise<void>((resolve) => (ring = resolve));
  const onWake = (): void => {
    ring();
    coming = new Promise<void>((resolve) => (ring = resolve));
  };
  const listener = createListener({
    url: deps.directUrl,
    channel: eventsChannel,
    service: deps.service,
    logger: deps.logger,
    onWake,
  });
  return { next: () => coming, close: () => listener.close() };
}
