import type { Database, OperationContext, TransactionContext } from '@ashlar/database';
import { defineEvent, type EventDefinition, type Events } from '@ashlar/events';
import { EnumField, IntegerField, StringField, UuidField } from '@ashlar/http';
import type { QuotaSubject } from './quota.types.js';
import type { Quotas } from './quotas.js';
import type { QuotaAssignment, QuotaDefault, QuotaRequest, QuotaTemplate, QuotaType } from './rules.types.js';

const subjectTypes = ['platform', 'domain', 'group', 'project', 'user'] as const;
const versions = { min: 1, max: 2_147_483_647 };

export class QuotaTypeFacts {
  @StringField({ description: 'Name of the type.', maxLength: 64 })
  quota_type!: string;

  @IntegerField({ description: 'Its version.', ...versions })
  version!: number;
}

export class QuotaFacts {
  @UuidField({ description: 'Id of the quota.' })
  quota_id!: string;

  @StringField({ description: 'Its name.', maxLength: 255 })
  name!: string;

  @StringField({ description: 'Type of the quota.', maxLength: 64 })
  quota_type!: string;

  @IntegerField({ description: 'Its version.', ...versions })
  version!: number;
}

export class QuotaAssignmentFacts {
  @EnumField({ description: 'Kind of subject.', values: subjectTypes })
  subject_type!: string;

  @StringField({ description: 'Its id.', maxLength: 64 })
  subject_id!: string;

  @StringField({ description: 'Type of the quota.', maxLength: 64 })
  quota_type!: string;

  @UuidField({ description: 'Id of the quota.' })
  quota_id!: string;

  @IntegerField({ description: 'Version of the assignment.', ...versions })
  version!: number;
}

export class QuotaDefaultFacts {
  @EnumField({ description: 'Kind of subject.', values: subjectTypes })
  subject_type!: string;

  @StringField({ description: 'Type of the quota.', maxLength: 64 })
  quota_type!: string;

  @UuidField({ description: 'Id of the quota.' })
  quota_id!: string;

  @IntegerField({ description: 'Version of the default.', ...versions })
  version!: number;
}

export class QuotaRequestFacts {
  @UuidField({ description: 'Id of the request.' })
  request_id!: string;

  @EnumField({ description: 'Kind of subject.', values: subjectTypes })
  subject_type!: string;

  @StringField({ description: 'Its id.', maxLength: 64 })
  subject_id!: string;

  @StringField({ description: 'Type of the quota.', maxLength: 64 })
  quota_type!: string;

  @EnumField({ description: 'What has become of it.', values: ['pending', 'approved', 'denied'] })
  state!: string;

  @IntegerField({ description: 'Its version.', ...versions })
  version!: number;
}

const ofType = { version: 1, data: QuotaTypeFacts };
const ofQuota = { version: 1, data: QuotaFacts };
const ofAssignment = { version: 1, data: QuotaAssignmentFacts };
const ofDefault = { version: 1, data: QuotaDefaultFacts };
const ofRequest = { version: 1, data: QuotaRequestFacts };

export const quotaTypeCreated = defineEvent({
  ...ofType,
  type: 'quota-type.created',
  description: 'A type of quotas was made.',
});
export const quotaTypeUpdated = defineEvent({
  ...ofType,
  type: 'quota-type.updated',
  description: 'A type of quotas was changed.',
});
export const quotaCreated = defineEvent({
  ...ofQuota,
  type: 'quota.created',
  description: 'A quota was made; nobody has it yet.',
});
export const quotaUpdated = defineEvent({
  ...ofQuota,
  type: 'quota.updated',
  description: 'A quota was changed, for all who have it.',
});
export const quotaDeleted = defineEvent({
  ...ofQuota,
  type: 'quota.deleted',
  description: 'A quota was removed; `version` is the last that it had.',
  ends: true,
});
export const quotaAssigned = defineEvent({
  ...ofAssignment,
  type: 'quota-assignment.assigned',
  description:
    'A subject has a quota, perhaps in the place of another of its type, or has it until another time.',
});
export const quotaUnassigned = defineEvent({
  ...ofAssignment,
  type: 'quota-assignment.unassigned',
  description: 'A subject no longer has a quota; `version` is the last that the assignment had.',
});
export const quotaDefaultSet = defineEvent({
  ...ofDefault,
  type: 'quota-default.set',
  description: 'A quota holds for subjects of a kind that have none of their own.',
});
export const quotaDefaultRemoved = defineEvent({
  ...ofDefault,
  type: 'quota-default.removed',
  description: 'A quota no longer holds for subjects of a kind; `version` is the last that the default had.',
});
export const quotaRequested = defineEvent({
  ...ofRequest,
  type: 'quota-request.created',
  description: 'Somebody asked for more.',
});
export const quotaRequestDecided = defineEvent({
  ...ofRequest,
  type: 'quota-request.decided',
  description: 'What was asked for was approved or denied.',
});

/** Every event about what is decided of quotas, besides what use comes to (`quotaEvents`). */
export const quotaRuleEvents = [
  quotaTypeCreated,
  quotaTypeUpdated,
  quotaCreated,
  quotaUpdated,
  quotaDeleted,
  quotaAssigned,
  quotaUnassigned,
  quotaDefaultSet,
  quotaDefaultRemoved,
  quotaRequested,
  quotaRequestDecided,
] as const;

type Told = Pick<Quotas, 'templates' | 'assignments' | 'requests'>;

/** The same quotas, which also tell of what is decided, in its transaction. */
export function tellOfQuotas<Q extends Told>(
  quotas: Q,
  { database, events }: { readonly database: Database; readonly events: Events },
): Q {
  const { templates, assignments, requests } = quotas;
  const within = <T>(ctx: OperationContext, work: (tx: TransactionContext) => Promise<T>): Promise<T> =>
    database.transact(ctx, work);

  const tellType = async (
    tx: TransactionContext,
    event: EventDefinition<QuotaTypeFacts>,
    type: QuotaType,
  ) => {
    const { name, version } = type;
    await events.publish(tx, event, { id: name, data: { quota_type: name, version } });
    return type;
  };
  const tellQuota = async (
    tx: TransactionContext,
    event: EventDefinition<QuotaFacts>,
    quota: QuotaTemplate,
  ) => {
    const { id, name, type, version } = quota;
    await events.publish(tx, event, { id, data: { quota_id: id, name, quota_type: type, version } });
    return quota;
  };
  const tellAssignment = async (
    tx: TransactionContext,
    event: EventDefinition<QuotaAssignmentFacts>,
    { subject, quota, version }: QuotaAssignment,
  ): Promise<void> => {
    const domainId = await assignments.domainOf(tx, subject);
    await events.publish(tx, event, {
      ...{ id: aggregateOf(subject, quota.type), domainId },
      data: { ...factsOfSubject(subject), quota_type: quota.type, quota_id: quota.id, version },
    });
  };
  const tellDefault = async (
    tx: TransactionContext,
    event: EventDefinition<QuotaDefaultFacts>,
    { subjectType, type, quotaId, version }: QuotaDefault,
  ): Promise<void> => {
    await events.publish(tx, event, {
      id: `${subjectType}:${type}`,
      data: { subject_type: subjectType, quota_type: type, quota_id: quotaId, version },
    });
  };
  const tellRequest = async (
    tx: TransactionContext,
    event: EventDefinition<QuotaRequestFacts>,
    request: QuotaRequest,
  ) => {
    const { id, subject, type, state, version } = request;
    const domainId = await assignments.domainOf(tx, subject);
    const data = { request_id: id, ...factsOfSubject(subject), quota_type: type, state, version };
    await events.publish(tx, event, { id, domainId, data });
    return request;
  };

  return {
    ...quotas,
    templates: {
      ...templates,
      createType: (ctx, input) =>
        within(ctx, async (tx) => tellType(tx, quotaTypeCreated, await templates.createType(tx, input))),
      updateType: (ctx, name, expected, change) =>
        within(ctx, async (tx) =>
          tellType(tx, quotaTypeUpdated, await templates.updateType(tx, name, expected, change)),
        ),
      create: (ctx, input) =>
        within(ctx, async (tx) => tellQuota(tx, quotaCreated, await templates.create(tx, input))),
      update: (ctx, id, expected, change) =>
        within(ctx, async (tx) =>
          tellQuota(tx, quotaUpdated, await templates.update(tx, id, expected, change)),
        ),
      delete: (ctx, id, expected) =>
        within(ctx, async (tx) => {
          const quota = await templates.get(tx, id);
          await templates.delete(tx, id, expected);
          await tellQuota(tx, quotaDeleted, quota);
        }),
    },
    assignments: {
      ...assignments,
      assign: (ctx, subject, quotaId, options) =>
        within(ctx, async (tx) => {
          const assignment = await assignments.assign(tx, subject, quotaId, options);
          await tellAssignment(tx, quotaAssigned, assignment);
          return assignment;
        }),
      put: (ctx, subject, quotaId, options) =>
        within(ctx, async (tx) => {
          const done = await assignments.put(tx, subject, quotaId, options);
          await tellAssignment(tx, quotaAssigned, done.assignment);
          return done;
        }),
      unassign: (ctx, subject, quotaId, expected) =>
        within(ctx, async (tx) => {
          const assignment = await assignments.get(tx, subject, quotaId);
          await assignments.unassign(tx, subject, quotaId, expected);
          await tellAssignment(tx, quotaUnassigned, assignment);
        }),
      putDefault: (ctx, subjectType, quotaId, options) =>
        within(ctx, async (tx) => {
          const done = await assignments.putDefault(tx, subjectType, quotaId, options);
          await tellDefault(tx, quotaDefaultSet, done.default);
          return done;
        }),
      deleteDefault: (ctx, subjectType, quotaId, expected) =>
        within(ctx, async (tx) => {
          const gone = await assignments.getDefault(tx, subjectType, quotaId);
          await assignments.deleteDefault(tx, subjectType, quotaId, expected);
          await tellDefault(tx, quotaDefaultRemoved, gone);
        }),
    },
    requests: {
      ...requests,
      ask: (ctx, subject, wish, reason) =>
        within(ctx, async (tx) =>
          tellRequest(tx, quotaRequested, await requests.ask(tx, subject, wish, reason)),
        ),
      // It assigns the quota in the same step.
      approve: (ctx, id, quotaId, comment) =>
        within(ctx, async (tx) => {
          const request = await requests.approve(tx, id, quotaId, comment);
          await tellAssignment(tx, quotaAssigned, await assignments.get(tx, request.subject, quotaId));
          return tellRequest(tx, quotaRequestDecided, request);
        }),
      deny: (ctx, id, comment) =>
        within(ctx, async (tx) => tellRequest(tx, quotaRequestDecided, await requests.deny(tx, id, comment))),
    },
  };
}

function factsOfSubject({ type, id }: QuotaSubject): { subject_type: string; subject_id: string } {
  return { subject_type: type, subject_id: id };
}

/** Of one subject and type there is one assignment at most. */
function aggregateOf({ type, id }: QuotaSubject, quotaType: string): string {
  return `${type}:${id}:${quotaType}`;
}
