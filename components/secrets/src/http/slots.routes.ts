import { type DomainErrorClass, Forbidden } from '@ashlar/errors';
import { created, granted, listed, noContent, ok, route, type Route } from '@ashlar/http';
import { SecretsUnconfigured } from '../sealing.errors.js';
import {
  SecretFilenameTaken,
  SecretKeysUnavailable,
  SecretNotFound,
  SecretSlotFilenameTaken,
  SecretSlotNotFound,
  SecretTooLarge,
} from '../secrets.errors.js';
import type { SecretSlots } from '../slots.service.js';
import {
  CreateSlotRequest,
  FillSlotsRequest,
  SlotListQuery,
  SlotPath,
  SlotResponse,
  SlotsPath,
  SlotValuesResponse,
  UpdateSlotRequest,
} from './secrets.dto.js';
import { presentSlot, presentSlotValue, toFilling } from './secrets.presenter.js';

const base = '/api/data/projects/{project_id}/secret-slots';
const one = `${base}/{slot_id}`;
const values = '/api/data/projects/{project_id}/secrets';
const tag = 'secrets';

export interface SlotRoutesDeps {
  readonly slots: SecretSlots;
  /** What says that a project is missing. */
  readonly projectMissing: DomainErrorClass;
}

export function secretSlotRoutes({ slots, projectMissing }: SlotRoutesDeps): readonly Route[] {
  const object = { idOf: ({ project_id }: SlotsPath) => project_id, missing: projectMissing };
  const mayView = granted('project.view', object);
  const mayEdit = granted('project.create_secret', object);
  return [
    route({
      method: 'get',
      path: base,
      operationId: 'listSecretSlots',
      summary: 'What a project asks of those who work in it',
      tag,
      permission: mayView,
      pathParameters: SlotsPath,
      query: SlotListQuery,
      success: { status: 200, description: 'One page.', body: { listOf: SlotResponse } },
      handle: async ({ ctx, path, query }) =>
        listed(await slots.list(ctx, path.project_id, query.toRequest()), query, presentSlot),
    }),
    route({
      method: 'post',
      path: base,
      operationId: 'createSecretSlot',
      summary: 'Adds a slot',
      tag,
      permission: mayEdit,
      pathParameters: SlotsPath,
      body: CreateSlotRequest,
      success: { status: 201, description: 'Added.', body: SlotResponse },
      errors: [SecretSlotFilenameTaken],
      async handle({ ctx, path, body }) {
        const slot = await slots.create(ctx, path.project_id, body);
        return created(
          presentSlot(slot),
          `${base.replace('{project_id}', path.project_id)}/${slot.id}`,
          slot.version,
        );
      },
    }),
    route({
      method: 'get',
      path: one,
      operationId: 'getSecretSlot',
      summary: 'One slot',
      tag,
      permission: granted('project.view', object),
      pathParameters: SlotPath,
      success: { status: 200, description: 'The slot.', body: SlotResponse },
      errors: [SecretSlotNotFound],
      async handle({ ctx, path }) {
        const slot = await slots.get(ctx, path.project_id, path.slot_id);
        return ok(presentSlot(slot), slot.version);
      },
    }),
    route({
      method: 'patch',
      path: one,
      operationId: 'updateSecretSlot',
      summary: 'Changes a slot',
      description: 'A JSON merge patch: what is absent stays, null clears.',
      tag,
      permission: granted('project.create_secret', object),
      pathParameters: SlotPath,
      body: UpdateSlotRequest,
      success: { status: 200, description: 'The slot as it is now.', body: SlotResponse },
      errors: [SecretSlotNotFound, SecretSlotFilenameTaken],
      async handle({ ctx, path, body, expected }) {
        const slot = await slots.update(ctx, path.project_id, path.slot_id, expected, body);
        return ok(presentSlot(slot), slot.version);
      },
    }),
    route({
      method: 'delete',
      path: one,
      operationId: 'deleteSecretSlot',
      summary: 'Removes a slot',
      description: 'Its shared value goes with it; secrets of people that filled it stay theirs.',
      tag,
      permission: granted('project.create_secret', object),
      pathParameters: SlotPath,
      success: { status: 204, description: 'Removed.' },
      errors: [SecretSlotNotFound],
      async handle({ ctx, path, expected }) {
        await slots.delete(ctx, path.project_id, path.slot_id, expected);
        return noContent();
      },
    }),
    route({
      method: 'get',
      path: values,
      operationId: 'listProjectSecrets',
      summary: 'With which secrets the slots are filled for the caller',
      tag,
      permission: mayView,
      pathParameters: SlotsPath,
      success: { status: 200, description: 'What the slots are filled with.', body: SlotValuesResponse },
      errors: [Forbidden],
      handle: async ({ ctx, path }) =>
        ok({ values: (await slots.values(ctx, path.project_id)).map(presentSlotValue) }),
    }),
    route({
      method: 'post',
      path: values,
      operationId: 'fillSecretSlots',
      summary: 'Fills slots, for the caller or for all members',
      tag,
      permission: mayView,
      pathParameters: SlotsPath,
      body: FillSlotsRequest,
      idempotency: 'ignored',
      success: { status: 200, description: 'What the slots are filled with now.', body: SlotValuesResponse },
      errors: [
        ...[SecretSlotNotFound, SecretNotFound, SecretFilenameTaken, SecretTooLarge, Forbidden],
        ...[SecretKeysUnavailable, SecretsUnconfigured],
      ],
      handle: async ({ ctx, path, body }) =>
        ok({
          values: (await slots.fill(ctx, path.project_id, body.fillings.map(toFilling))).map(
            presentSlotValue,
          ),
        }),
    }),
  ];
}
