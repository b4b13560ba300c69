export { createWebhookDispatcher } from './dispatcher.js';
export { guardWebhooks, type GuardDeps } from './guard.js';
export {
  createWebhookSender,
  sweepDeliveries,
  type WebhookSender,
  type WebhookSenderDeps,
} from './sender.js';
export { webhookEntities } from './webhooks.entity.js';
export {
  DeliveryNotFound,
  ReplayTooLong,
  WebhookNotFound,
  WebhooksNotConfigured,
} from './webhooks.errors.js';
export { webhookEvents } from './webhooks.events.js';
export { createWebhooks, type Webhooks, type WebhooksDeps, webhooksSchema } from './webhooks.service.js';
export { WebhooksConfig } from './webhooks.config.js';
export type {
  Delivery,
  DeliveryFilter,
  NewWebhook,
  ReplayFrom,
  Webhook,
  WebhookChange,
} from './webhooks.types.js';
export { heldInWebhooks } from './held.repository.js';
