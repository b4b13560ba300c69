import type { Delivery, Webhook } from '../webhooks.types.js';
import type { DeliveryResponse, WebhookResponse } from './webhook.dto.js';

export function presentWebhook(webhook: Webhook): WebhookResponse {
  return {
    id: webhook.id,
    name: webhook.name,
    url: webhook.url,
    types: webhook.types ? [...webhook.types] : null,
    domain_id: webhook.domainId ?? null,
    enabled: webhook.enabled,
    disabled_reason: webhook.disabledReason ?? null,
    disabled_at: webhook.disabledAt?.toISOString() ?? null,
    version: webhook.version,
    created_at: webhook.createdAt.toISOString(),
    updated_at: webhook.updatedAt.toISOString(),
  };
}

export function presentDelivery(delivery: Delivery): DeliveryResponse {
  return {
    id: delivery.id,
    event_id: delivery.eventId,
    event_type: delivery.eventType,
    subject: delivery.subject,
    state: delivery.state,
    replayed: delivery.replayed,
    attempts: delivery.attempts,
    next_at: delivery.state === 'pending' ? delivery.nextAt.toISOString() : null,
    last_attempt_at: delivery.lastAttemptAt?.toISOString() ?? null,
    response_status: delivery.responseStatus ?? null,
    duration_ms: delivery.durationMs ?? null,
    failure: delivery.failure ?? null,
    created_at: delivery.createdAt.toISOString(),
  };
}
