import { DestinationUnreachable } from '@ashlar/egress';
import { ValidationFailed } from '@ashlar/errors';
import { accepted, created, listed, noContent, ok, route, type Route, signedIn } from '@ashlar/http';
import {
  DeliveryNotFound,
  ReplayTooLong,
  WebhookNotFound,
  WebhooksNotConfigured,
} from '../webhooks.errors.js';
import type { Webhooks } from '../webhooks.service.js';
import {
  CreateWebhookRequest,
  DeliveryListQuery,
  DeliveryResponse,
  ReplayRequest,
  ReplayResponse,
  UpdateWebhookRequest,
  WebhookListQuery,
  WebhookPath,
  WebhookResponse,
  WebhookWithSecretResponse,
} from './webhook.dto.js';
import { presentDelivery, presentWebhook } from './webhook.presenter.js';

const base = '/api/data/webhooks';
const one = `${base}/{webhook_id}`;
const tag = 'webhooks';

export interface WebhookRoutesDeps {
  /** Of `guardWebhooks`: it decides who may do what. */
  readonly webhooks: Webhooks;
}

export function webhookRoutes({ webhooks }: WebhookRoutesDeps): readonly Route[] {
  const permission = signedIn();
  return [
    route({
      method: 'get',
      path: base,
      operationId: 'listWebhooks',
      summary: 'Webhooks',
      tag,
      permission,
      query: WebhookListQuery,
      success: { status: 200, description: 'One page.', body: { listOf: WebhookResponse } },
      handle: async ({ ctx, query }) =>
        listed(
          await webhooks.list(ctx, query.toRequest(), { domainId: query.domain_id }),
          query,
          presentWebhook,
        ),
    }),
    route({
      method: 'post',
      path: base,
      operationId: 'createWebhook',
      summary: 'Has events sent to an address',
      description:
        'The answer carries the secret, which is never shown again. Administrators of a domain name it in `domain_id`.',
      tag,
      permission,
      body: CreateWebhookRequest,
      success: { status: 201, description: 'Added.', body: WebhookWithSecretResponse },
      secret: true,
      errors: [DestinationUnreachable, WebhooksNotConfigured],
      handle: async ({ ctx, body: { domain_id: domainId, ...body } }) => {
        const { webhook, secret } = await webhooks.create(ctx, { ...body, domainId });
        return created({ ...presentWebhook(webhook), secret }, `${base}/${webhook.id}`, webhook.version);
      },
    }),
    route({
      method: 'get',
      path: one,
      operationId: 'getWebhook',
      summary: 'One webhook',
      tag,
      permission,
      pathParameters: WebhookPath,
      success: { status: 200, description: 'The webhook.', body: WebhookResponse },
      errors: [WebhookNotFound],
      handle: async ({ ctx, path }) => {
        const webhook = await webhooks.get(ctx, path.webhook_id);
        return ok(presentWebhook(webhook), webhook.version);
      },
    }),
    route({
      method: 'patch',
      path: one,
      operationId: 'updateWebhook',
      summary: 'Changes a webhook',
      description: 'A JSON merge patch: what is absent stays, null clears.',
      tag,
      permission,
      pathParameters: WebhookPath,
      body: UpdateWebhookRequest,
      success: { status: 200, description: 'The webhook as it is now.', body: WebhookResponse },
      errors: [WebhookNotFound, DestinationUnreachable],
      handle: async ({ ctx, path, expected, body: { domain_id: domainId, ...body } }) => {
        const webhook = await webhooks.update(ctx, path.webhook_id, expected, { ...body, domainId });
        return ok(presentWebhook(webhook), webhook.version);
      },
    }),
    route({
      method: 'delete',
      path: one,
      operationId: 'deleteWebhook',
      summary: 'Removes a webhook and what waits for it',
      tag,
      permission,
      pathParameters: WebhookPath,
      success: { status: 204, description: 'Removed.' },
      errors: [WebhookNotFound],
      handle: async ({ ctx, path, expected }) => {
        await webhooks.delete(ctx, path.webhook_id, expected);
        return noContent();
      },
    }),
    route({
      method: 'post',
      path: `${one}/rotate-secret`,
      operationId: 'rotateWebhookSecret',
      summary: 'Gives a webhook a new secret',
      description: 'For a day what is sent carries a signature with the old secret too.',
      tag,
      permission,
      pathParameters: WebhookPath,
      success: {
        status: 200,
        description: 'The webhook and its new secret.',
        body: WebhookWithSecretResponse,
      },
      secret: true,
      errors: [WebhookNotFound, WebhooksNotConfigured],
      handle: async ({ ctx, path }) => {
        const { webhook, secret } = await webhooks.rotateSecret(ctx, path.webhook_id);
        return { ...ok({ ...presentWebhook(webhook), secret }, webhook.version), resourceId: webhook.id };
      },
    }),
    route({
      method: 'get',
      path: `${one}/deliveries`,
      operationId: 'listWebhookDeliveries',
      summary: 'What was sent, and how it went',
      tag,
      permission,
      pathParameters: WebhookPath,
      query: DeliveryListQuery,
      success: { status: 200, description: 'One page.', body: { listOf: DeliveryResponse } },
      errors: [WebhookNotFound],
      handle: async ({ ctx, path, query }) =>
        listed(
          await webhooks.deliveries(ctx, path.webhook_id, query, query.toRequest()),
          query,
          presentDelivery,
        ),
    }),
    route({
      method: 'post',
      path: `${one}/replay`,
      operationId: 'replayWebhook',
      summary: 'Sends events again',
      description: 'Either the one of a delivery, or all since a time. They keep their `webhook-id`.',
      tag,
      permission,
      pathParameters: WebhookPath,
      body: ReplayRequest,
      success: { status: 202, description: 'They will be sent.', body: ReplayResponse },
      errors: [WebhookNotFound, DeliveryNotFound, ReplayTooLong],
      handle: async ({ ctx, path: { webhook_id: id }, body }) => {
        const deliveries = await webhooks.replay(ctx, id, replayFrom(body));
        return accepted({ deliveries }, `${base}/${id}/deliveries`);
      },
    }),
  ];
}

function replayFrom({ since, delivery_id: deliveryId }: ReplayRequest) {
  if (deliveryId !== undefined) return { deliveryId };
  if (since !== undefined) return { since: new Date(since) };
  const message = 'since or delivery_id is needed';
  throw new ValidationFailed(message, {
    details: { errors: [{ pointer: '#/body', field: '', rule: 'needed', message }] },
  });
}
