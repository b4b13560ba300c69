import type { JsonSchema } from './json-schema.js';

const text = (description: string): JsonSchema => ({ type: 'string', description });

/** One fault of a request, as `parse` finds them. */
export const faultSchema: JsonSchema = {
  type: 'object',
  description: 'One thing that is wrong with a request.',
  properties: {
    pointer: text(
      'JSON Pointer into the request: `#/body/name`, `#/query/size`, `#/path/id`, `#/header/...`.',
    ),
    field: text('The field, with dots between the names of nested ones.'),
    rule: text('What it breaks: `isInt`, `maxLength`, `unknown`, ...'),
    message: text('The same for people.'),
  },
  required: ['pointer', 'field', 'rule', 'message'],
};

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
      description: 'Facts about the case.',
      properties: {
        errors: {
          type: 'array',
          items: { $ref: '#/components/schemas/Fault' },
          maxItems: 100,
          description: 'With VALIDATION_FAILED: every fault of the request, or the first hundred.',
        },
        omitted: { type: 'integer', minimum: 1, description: 'How many faults beyond the first hundred.' },
      },
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
