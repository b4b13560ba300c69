import { type Dto, type JsonSchema, schemaOf } from '@ashlar/http';
import { type EventDefinition, schemaUriOf } from './define-event.js';

export interface AsyncApiInfo {
  readonly title: string;
  readonly version: string;
  readonly description: string;
}

/**
 * The AsyncAPI 3 document of all events.
 * @throws {TypeError} when two share a type and version.
 */
export function asyncApiDocument(info: AsyncApiInfo, definitions: readonly EventDefinition[]): object {
  const events = [...definitions].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const schemas: Record<string, JsonSchema> = {};
  const messages: Record<string, object> = {};
  const collect = (dto: Dto): string => {
    if (!(dto.name in schemas)) {
      schemas[dto.name] = {};
      schemas[dto.name] = schemaOf(dto, collect);
    }
    return `#/components/schemas/${dto.name}`;
  };
  for (const event of events) {
    if (keyOf(event) in messages)
      throw new TypeError(`${event.type} version ${event.version} is defined twice`);
    messages[keyOf(event)] = {
      name: event.type,
      title: event.type,
      summary: event.description,
      contentType: 'application/cloudevents+json',
      payload: envelope(event, collect(event.data)),
    };
  }
  const refs = (at: string): object =>
    Object.fromEntries(Object.keys(messages).map((key) => [key, { $ref: `${at}/${key}` }]));
  const list = (channel: string): object[] =>
    Object.keys(messages).map((key) => ({ $ref: `#/channels/${channel}/messages/${key}` }));
  return {
    asyncapi: '3.0.0',
    info,
    defaultContentType: 'application/cloudevents+json',
    channels: {
      feed: {
        address: '/api/data/events',
        title: 'Pull',
        description: 'GET with `after`: needs no broker, and misses nothing.',
        messages: refs('#/components/messages'),
      },
      stream: {
        address: 'ashlar:events',
        title: 'Redis stream',
        description: 'For consumer groups, where Redis is configured. The field `event` holds the message.',
        messages: refs('#/components/messages'),
      },
      webhook: {
        address: null,
        title: 'Webhook',
        description: 'POST to each registered address, signed as Standard Webhooks says.',
        messages: refs('#/components/messages'),
      },
    },
    operations: Object.fromEntries(
      ['feed', 'stream', 'webhook'].map((channel) => [
        `${channel}Events`,
        { action: 'send', channel: { $ref: `#/channels/${channel}` }, messages: list(channel) },
      ]),
    ),
    components: { schemas, messages },
  };
}

function keyOf({ type, version }: EventDefinition): string {
  return `${type}.v${version}`;
}

/** The CloudEvent around the data. */
function envelope(event: EventDefinition, data: string): JsonSchema {
  const text = (description: string): JsonSchema => ({ type: 'string', description });
  return {
    type: 'object',
    properties: {
      specversion: { type: 'string', const: '1.0' },
      id: { type: 'string', format: 'uuid', description: 'Of the event: the same however often it arrives.' },
      source: { type: 'string', format: 'uri-reference', description: 'The service that wrote it.' },
      type: { type: 'string', const: event.type },
      subject: text(`\`${event.aggregate}/<id>\`: events of one subject arrive in order.`),
      time: { type: 'string', format: 'date-time', description: 'When its transaction began.' },
      datacontenttype: { type: 'string', const: 'application/json' },
      dataschema: { type: 'string', const: schemaUriOf(event) },
      domainid: { type: 'string', format: 'uuid', description: "The tenant; absent for the platform's own." },
      actorkind: {
        type: 'string',
        enum: ['user', 'service', 'system', 'anonymous'],
        description: 'Who did it.',
      },
      actorid: text('The id of the user, the client id of the service, or the reason of the system.'),
      sequence: text('Number among the events of the subject, from 1, without gaps; 20 digits.'),
      traceparent: text('W3C trace context.'),
      data: { $ref: data },
    },
    required: [
      ...['specversion', 'id', 'source', 'type', 'subject', 'time', 'datacontenttype', 'dataschema'],
      ...['actorkind', 'actorid', 'sequence', 'data'],
    ],
    additionalProperties: false,
  };
}
