import type { JsonSchema } from './json-schema.js';

const text = (description: string): JsonSchema => ({ type: 'string', description });

/** The shape of every error. */
export const problemSchema: JsonSchema = {
  type: 'object',
  description: 'RFC 9457 problem details and the EOM error envelope in one body.',
  properties: {
    type: text('Identifies the kind of problem: `/problems/<code in kebab-case>`.'),
    title: text('Fixed for the type.'),
    status: { type: 'integer', description: 'The HTTP status.' },
    detail: text('What happened in this case.'),
    instance: text('Names this occurrence.'),
    error_code: text('Stable code from the catalogue.'),
    http_status: { type: 'integer', description: 'The HTTP status.' },
    error_msg: text('Same as detail.'),
    x_user: { type: ['string', 'null'], description: 'The authenticated caller.' },
    details: {
      type: 'object',
      description: 'Facts about the case. For VALIDATION_FAILED: errors[] of pointer, field, rule, message.',
      additionalProperties: true,
    },
    request_id: text('Names this request in the logs.'),
  },
  required: [
    'type',
    'title',
    'status',
    'detail',
    'instance',
    'error_code',
    'http_status',
    'error_msg',
    'x_user',
    'details',
    'request_id',
  ],
};
