import { defineEvent } from '@ashlar/events';
import { BooleanField, StringField, UuidField } from '@ashlar/http';

export class WebhookFacts {
  @UuidField({ description: 'Id of the webhook.' })
  webhook_id!: string;

  @StringField({ description: 'Its name.', maxLength: 255 })
  name!: string;

  @BooleanField({ description: 'Whether events are sent.' })
  enabled!: boolean;
}

export class WebhookDisabledFacts {
  @UuidField({ description: 'Id of the webhook.' })
  webhook_id!: string;

  @StringField({ description: 'Why.', maxLength: 500 })
  reason!: string;
}

const about = { version: 1, data: WebhookFacts };

export const webhookCreated = defineEvent({
  ...about,
  type: 'webhook.created',
  description: 'A webhook was made.',
});
export const webhookUpdated = defineEvent({
  ...about,
  type: 'webhook.updated',
  description: 'A webhook was changed.',
});
export const webhookSecretRotated = defineEvent({
  ...about,
  type: 'webhook.secret-rotated',
  description: 'A webhook got a new secret.',
});
export const webhookDeleted = defineEvent({
  ...about,
  type: 'webhook.deleted',
  description: 'A webhook was removed.',
  ends: true,
});
export const webhookDisabled = defineEvent({
  type: 'webhook.disabled',
  version: 1,
  data: WebhookDisabledFacts,
  description: 'A webhook was disabled because its deliveries failed.',
});

/** Every event of this brick. */
export const webhookEvents = [
  webhookCreated,
  webhookUpdated,
  webhookSecretRotated,
  webhookDeleted,
  webhookDisabled,
] as const;
