import type { Database, TransactionContext } from '@ashlar/database';
import { defineEvent, type EventFacts, type Events } from '@ashlar/events';
import { BooleanField, IntegerField, StringField, UuidField } from '@ashlar/http';
import type { Domains } from './domains.service.js';
import type { Groups } from './groups.service.js';
import type { Domain, Group } from './groups.types.js';

export class DomainFacts {
  @UuidField({ description: 'Id of the domain.' })
  domain_id!: string;

  @StringField({ description: 'Its slug.', maxLength: 255 })
  slug!: string;

  @StringField({ description: 'Its name.', maxLength: 255 })
  name!: string;

  @BooleanField({ description: 'Whether it is suspended.' })
  suspended!: boolean;

  @IntegerField({ description: 'Its version.', min: 1, max: 2_147_483_647 })
  version!: number;
}

export class GroupFacts {
  @UuidField({ description: 'Id of the group.' })
  group_id!: string;

  @StringField({ description: 'Where it is: the slugs from the top.', maxLength: 10_000 })
  path!: string;

  @StringField({ description: 'Its name.', maxLength: 255 })
  name!: string;

  @StringField({ description: 'Who may see it.', maxLength: 50 })
  visibility!: string;

  @IntegerField({ description: 'Its version.', min: 1, max: 2_147_483_647 })
  version!: number;
}

const ofDomain = { version: 1, data: DomainFacts };
const ofGroup = { version: 1, data: GroupFacts };

export const domainCreated = defineEvent({
  ...ofDomain,
  type: 'domain.created',
  description: 'A domain was made.',
});
export const domainUpdated = defineEvent({
  ...ofDomain,
  type: 'domain.updated',
  description: 'A domain was changed, suspended or resumed.',
});
export const domainDeleted = defineEvent({
  ...ofDomain,
  type: 'domain.deleted',
  description: 'A domain was removed with all that was in it; `version` is the last that it had.',
  ends: true,
});
export const groupCreated = defineEvent({
  ...ofGroup,
  type: 'group.created',
  description: 'A group was made.',
});
export const groupUpdated = defineEvent({
  ...ofGroup,
  type: 'group.updated',
  description: 'A group was renamed, moved or described.',
});
export const groupDeleted = defineEvent({
  ...ofGroup,
  type: 'group.deleted',
  description: 'A group was removed, perhaps with what it lay in; `version` is the last that it had.',
  ends: true,
});

/** Every event of domains and groups. */
export const groupEvents = [
  ...[domainCreated, domainUpdated, domainDeleted],
  ...[groupCreated, groupUpdated, groupDeleted],
] as const;

interface TellingDeps {
  readonly database: Database;
  readonly events: Events;
}

/** Where groups go, also with what they lie in: called by what removes them, in its transaction. */
export async function tellOfGoneGroups(
  tx: TransactionContext,
  events: Events,
  groups: readonly Group[],
): Promise<void> {
  for (const group of groups) await events.publish(tx, groupDeleted, groupFacts(group));
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

function domainFacts({ id, slug, name, suspendedAt, version }: Domain): EventFacts<DomainFacts> {
  const suspended = suspendedAt !== undefined;
  return { id, domainId: id, data: { domain_id: id, slug, name, suspended, version } };
}

function groupFacts({ id, domainId, path, name, visibility, version }: Group): EventFacts<GroupFacts> {
  return { id, domainId, data: { group_id: id, path, name, visibility, version } };
}
