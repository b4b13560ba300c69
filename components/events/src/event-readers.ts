import type { OperationContext } from '@ashlar/database';
import { Forbidden } from '@ashlar/errors';

/** What a caller may read of the feed. */
export interface EventReaders {
  /**
   * The domains whose events the caller may read; `all` includes the platform's own.
   * @throws {Forbidden} when it may read none.
   */
  domainsOf(ctx: OperationContext): Promise<'all' | readonly string[]>;
}

/** The scope with which a service identity reads events: of the domains that `domain:<id>` scopes name, or all. */
export const readScope = 'events:read';
const ofDomain = /^domain:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/**
 * Platform administrators read all events. A service identity needs the scope `events:read`; when it has scopes
 * `domain:<id>` too, it reads the events of these domains alone.
 */
export function createEventReaders({
  isAdministrator,
}: {
  readonly isAdministrator: (ctx: OperationContext) => Promise<boolean>;
}): EventReaders {
  return {
    async domainsOf(ctx) {
      const { kind, scopes = [] } = ctx.actor;
      if (kind === 'system') return 'all';
      if (kind === 'service') {
        const domains = scopes.flatMap((scope) => ofDomain.exec(scope)?.[1] ?? []);
        if (scopes.includes(readScope)) return domains.length > 0 ? domains : 'all';
      } else if (await isAdministrator(ctx)) return 'all';
      throw new Forbidden(`Events are for administrators, and for services with the scope ${readScope}`);
    },
  };
}
