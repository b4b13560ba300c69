import type { TransactionContext } from '@ashlar/database';
import { defineEvent, type EventFacts, type Events } from '@ashlar/events';
import { BooleanField, IntegerField, StringField, UuidField } from '@ashlar/http';
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

/** Where groups go, also with what they lie in: called by what removes them, in its transaction. */
export async function tellOfGoneGroups(
  tx: TransactionContext,
  events: Events,
  groups: readonly Group[],
): Promise<void> {
  for (const group of groups) await events.publish(tx, groupDeleted, groupFacts(group));
}

export function domainFacts({ id, slug, name, suspendedAt, version }: Domain): EventFacts<DomainFacts> {
  const suspended = suspendedAt !== undefined;
  return { id, domainId: id, data: { domain_id: id, slug, name, suspended, version } };
}

export function groupFacts({ id, domainId, path, name, visibility, version }: Group): EventFacts<GroupFacts> {
  return { id, domainId, data: { group_id: id, path, name, visibility, version } };
}
