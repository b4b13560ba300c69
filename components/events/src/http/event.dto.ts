import {
  AnyObject,
  EnumField,
  IntegerField,
  ObjectField,
  ObjectListField,
  StringField,
  StringListField,
  TimeField,
  UuidField,
} from '@ashlar/http';

export class EventFeedQuery {
  @StringField({
    description:
      '`next` of the answer before, or `latest` to begin at the end. Without it: from the oldest event.',
    maxLength: 100,
    optional: true,
  })
  after?: string;

  @IntegerField({ description: 'At most so many events.', min: 1, max: 1_000, default: 100 })
  size!: number;

  @IntegerField({
    description: 'Seconds to wait for an event when there is none. The service may answer sooner, with none.',
    min: 0,
    max: 30,
    default: 0,
  })
  wait!: number;

  @StringListField({ description: 'Only these types.', maxItems: 100, maxLength: 100, optional: true })
  type?: string[];

  @StringListField({
    description: 'Only these domains.',
    maxItems: 100,
    maxLength: 36,
    format: 'uuid',
    optional: true,
  })
  domain_id?: string[];
}

export class CloudEventResponse {
  @EnumField({ description: 'Version of CloudEvents.', values: ['1.0'] })
  specversion!: '1.0';

  @UuidField({ description: 'The same however often the event arrives.' })
  id!: string;

  @StringField({ description: 'The service that wrote it.', maxLength: 200 })
  source!: string;

  @StringField({ description: 'What happened.', maxLength: 100 })
  type!: string;

  @StringField({ description: 'What it happened to: events of one subject arrive in order.', maxLength: 400 })
  subject!: string;

  @TimeField({ description: 'When its transaction began.' })
  time!: string;

  @EnumField({ description: 'Of `data`.', values: ['application/json'] })
  datacontenttype!: 'application/json';

  @StringField({ description: 'Stands for the shape of `data`; see the AsyncAPI document.', maxLength: 200 })
  dataschema!: string;

  @UuidField({ description: "The domain; absent for the platform's own.", optional: true })
  domainid?: string;

  @EnumField({ description: 'Who did it.', values: ['user', 'service', 'system', 'anonymous'] })
  actorkind!: string;

  @StringField({ description: 'Who did it.', maxLength: 255 })
  actorid!: string;

  @StringField({
    description: 'Number among the events of the subject, from 1, without gaps.',
    maxLength: 20,
  })
  sequence!: string;

  @StringField({ description: 'W3C trace context.', maxLength: 100, optional: true })
  traceparent?: string;

  @ObjectField(() => AnyObject, { description: 'What it tells; its shape is `dataschema`.' })
  data!: object;
}

export class EventFeedResponse {
  @ObjectListField(() => CloudEventResponse, { description: 'In order; may be empty.', maxItems: 1_000 })
  events!: CloudEventResponse[];

  @StringField({ description: 'Ask on with `after` this, also when there was no event.', maxLength: 100 })
  next!: string;
}
