import {
  BooleanField,
  EnumField,
  Excludes,
  HttpUrlField,
  IntegerField,
  pageQuery,
  StringField,
  StringListField,
  TimeField,
  UuidField,
} from '@ashlar/http';

const types = { maxItems: 100, minItems: 1, maxLength: 100 } as const;
const states = ['pending', 'delivered', 'failed'] as const;

export class WebhookPath {
  @UuidField({ description: 'Id of the webhook.' })
  webhook_id!: string;
}

export class WebhookListQuery extends pageQuery({ sortable: ['name', 'created_at'] }) {
  @UuidField({
    description: 'Only those of this domain; administrators of a domain name it.',
    optional: true,
  })
  domain_id?: string;
}

export class DeliveryListQuery extends pageQuery({ sortable: ['created_at'], descending: true }) {
  @EnumField({ description: 'Only these.', values: states, optional: true })
  state?: (typeof states)[number];
}

export class CreateWebhookRequest {
  @StringField({ description: 'Shown to people.', maxLength: 255, example: 'Billing' })
  name!: string;

  @HttpUrlField({ description: 'Where events are sent by POST.', example: 'https://example.org/hook' })
  url!: string;

  @StringListField({
    description: 'Only these types; all when absent.',
    ...types,
    optional: true,
    example: ['storage.created'],
  })
  types?: string[];

  @UuidField({ description: 'Only events of this domain; all when absent.', optional: true })
  domain_id?: string;

  @BooleanField({ description: 'Whether events are sent.', default: true })
  enabled!: boolean;
}

export class UpdateWebhookRequest {
  @StringField({ description: 'Shown to people.', maxLength: 255, optional: true, example: 'Billing' })
  name?: string;

  @HttpUrlField({
    description: 'Where events are sent by POST.',
    optional: true,
    example: 'https://example.org/hook',
  })
  url?: string;

  @StringListField({
    description: 'Only these types; null for all.',
    ...types,
    optional: true,
    nullable: true,
  })
  types?: string[] | null;

  @UuidField({ description: 'Only events of this domain; null for all.', optional: true, nullable: true })
  domain_id?: string | null;

  @BooleanField({ description: 'Whether events are sent; true also forgets that it failed.', optional: true })
  enabled?: boolean;
}

export class WebhookResponse {
  @UuidField({ description: 'Id.' })
  id!: string;

  @StringField({ description: 'Shown to people.', maxLength: 255 })
  name!: string;

  @HttpUrlField({ description: 'Where events are sent.' })
  url!: string;

  @StringListField({ description: 'Only these types; null for all.', ...types, nullable: true })
  types!: string[] | null;

  @UuidField({ description: 'Only events of this domain; null for all.', nullable: true })
  domain_id!: string | null;

  @BooleanField({ description: 'Whether events are sent.' })
  enabled!: boolean;

  @StringField({ description: 'Why it was disabled by itself.', maxLength: 500, nullable: true })
  disabled_reason!: string | null;

  @TimeField({ description: 'When it was disabled by itself.', nullable: true })
  disabled_at!: string | null;

  @IntegerField({ description: 'Grows with each change; the ETag.', min: 1, max: 2_147_483_647 })
  version!: number;

  @TimeField({ description: 'When it was made.' })
  created_at!: string;

  @TimeField({ description: 'When it was last changed.' })
  updated_at!: string;
}

export class WebhookWithSecretResponse extends WebhookResponse {
  @StringField({
    description: 'Signs what is sent, as Standard Webhooks says. Shown now and never again.',
    maxLength: 100,
  })
  secret!: string;
}

export class DeliveryResponse {
  @UuidField({ description: 'Id.' })
  id!: string;

  @UuidField({ description: 'The event; the receiver sees it as `webhook-id`.' })
  event_id!: string;

  @StringField({ description: 'What happened.', maxLength: 100 })
  event_type!: string;

  @StringField({ description: 'What it happened to.', maxLength: 400 })
  subject!: string;

  @EnumField({ description: 'How far it is.', values: states })
  state!: (typeof states)[number];

  @BooleanField({ description: 'Whether it was sent again on request.' })
  replayed!: boolean;

  @IntegerField({ description: 'Attempts so far.', min: 0, max: 1_000 })
  attempts!: number;

  @TimeField({ description: 'Not before this; null when it has ended.', nullable: true })
  next_at!: string | null;

  @TimeField({ description: 'When the last attempt began.', nullable: true })
  last_attempt_at!: string | null;

  @IntegerField({ description: 'What the receiver answered last.', min: 100, max: 999, nullable: true })
  response_status!: number | null;

  @IntegerField({
    description: 'How long the last attempt took.',
    min: 0,
    max: 2_147_483_647,
    nullable: true,
  })
  duration_ms!: number | null;

  @StringField({ description: 'Why the last attempt failed.', maxLength: 500, nullable: true })
  failure!: string | null;

  @TimeField({ description: 'When it was made.' })
  created_at!: string;
}

export class ReplayRequest {
  @TimeField({ description: 'Every kept event since then.', optional: true, example: '2026-01-31T12:00:00Z' })
  since?: string;

  @Excludes('since')
  @UuidField({ description: 'The event of this delivery.', optional: true })
  delivery_id?: string;
}

export class ReplayResponse {
  @IntegerField({ description: 'Deliveries that were made.', min: 0, max: 10_000 })
  deliveries!: number;
}
