import { defineError } from '@ashlar/errors';

export const WebhookNotFound = defineError({
  code: 'WEBHOOK_NOT_FOUND',
  kind: 'not-found',
  title: 'There is no such webhook, or it is not visible to you',
  remedy: 'Check the id and the caller.',
});

export const DeliveryNotFound = defineError({
  code: 'WEBHOOK_DELIVERY_NOT_FOUND',
  kind: 'unprocessable',
  title: 'The webhook has no such delivery',
  remedy: 'Choose one from the list of its deliveries.',
});

export const ReplayTooLong = defineError({
  code: 'WEBHOOK_REPLAY_TOO_LONG',
  kind: 'unprocessable',
  title: 'More events would be sent again than one replay may',
  remedy: 'Begin at a later time, or read the events from the feed.',
});

export const WebhooksNotConfigured = defineError({
  code: 'WEBHOOKS_NOT_CONFIGURED',
  kind: 'unavailable',
  title: 'This installation has no webhooks',
  remedy: 'The operator must set ASHLAR_WEBHOOKS_KEY.',
});
