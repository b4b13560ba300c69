import type { Database } from '@ashlar/database';
import type { Events } from '@ashlar/events';
import type { Domains } from './domains.service.js';
import {
  domainCreated,
  domainDeleted,
  domainFacts,
  domainUpdated,
  groupCreated,
  groupFacts,
  groupUpdated,
} from './groups.events.js';
import type { Groups } from './groups.service.js';

interface TellingDeps {
  readonly database: Database;
  readonly events: Events;
}

/** The same domains, which also tell of each change, in its transaction. */
export function tellOfDomains(domains: Domains, { database, events }: TellingDeps): Domains {
  return {
    ...domains,
    create: (ctx, input) =>
      database.transact(ctx, async (tx) => {
        const domain = await domains.create(tx, input);
        await events.publish(tx, domainCreated, domainFacts(domain));
        return domain;
      }),
    update: (ctx, id, expected, change) =>
      database.transact(ctx, async (tx) => {
        const domain = await domains.update(tx, id, expected, change);
        await events.publish(tx, domainUpdated, domainFacts(domain));
        return domain;
      }),
    delete: (ctx, id, expected, confirmed) =>
      database.transact(ctx, async (tx) => {
        const domain = await domains.get(tx, id);
        await domains.delete(tx, id, expected, confirmed);
        await events.publish(tx, domainDeleted, domainFacts(domain));
      }),
  };
}

/** The same groups, which also tell of what is made and changed, in its transaction. What goes, `createGroups` tells. */
export function tellOfGroups(groups: Groups, { database, events }: TellingDeps): Groups {
  return {
    ...groups,
    create: (ctx, input) =>
      database.transact(ctx, async (tx) => {
        const group = await groups.create(tx, input);
        await events.publish(tx, groupCreated, groupFacts(group));
        return group;
      }),
    update: (ctx, id, expected, change) =>
      database.transact(ctx, async (tx) => {
        const group = await groups.update(tx, id, expected, change);
        await events.publish(tx, groupUpdated, groupFacts(group));
        return group;
      }),
  };
}
