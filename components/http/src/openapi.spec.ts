import { defineError } from '@ashlar/errors';
import { granted, openApiDocument, orAnonymous, serviceDocument, standIn, StringField } from './index.js';
import type { JsonSchema } from './json-schema.js';
import { type Gate, sampleRoutes } from './sample.fixture.js';

const gate: Gate = { enter: async () => undefined };
const info = { title: 'Sample', version: '1.2.3', description: 'A sample.', prefix: '/api/sample' };

interface Operation {
  readonly parameters: readonly { name: string; in: string; required: boolean; schema: JsonSchema }[];
  readonly requestBody?: { readonly content: Record<string, { schema: JsonSchema }> };
  readonly responses: Record<string, { headers: object; content?: object; 'x-error-codes'?: string[] }>;
  readonly security: readonly object[];
  readonly [name: string]: unknown;
}

interface Document {
  readonly servers: readonly { url: string }[];
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { schemas: Record<string, JsonSchema> };
  readonly 'x-error-catalogue': readonly { code: string; status: number }[];
}

const document = serviceDocument(info, sampleRoutes(gate)) as Document;

function operation(method: string, path: string): Operation {
  const found = document.paths[`/api/sample/${path}`]?.[method];
  if (!found) throw new Error(`no ${method} ${path}`);
  return found;
}

const parametersOf = ({ parameters }: Operation): string[] =>
  parameters.map(({ name, in: where, required }) => `${where} ${name}${required ? '' : '?'}`);

describe('a document', () => {
  it('is made without anything running, and holds the operations that every service has', () => {
    expect(document).toMatchObject({ openapi: '3.1.0', info: { title: 'Sample', version: '1.2.3' } });
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(['/healthz', '/readyz', '/version', '/api/sample/spec.json']),
    );
    expect(document.servers).toEqual([{ url: '/' }]);
    const published = openApiDocument(
      { ...info, publicUrl: 'https://data.example.org' },
      [],
    ) as unknown as Document;
    expect(published.servers).toEqual([{ url: 'https://data.example.org' }]);
  });

  it('has nothing behind it', () => {
    const cases = standIn<{ run(): void }>();
    expect(() => cases.run()).toThrow(/for documents only/);
  });

  it('holds the shapes that run', () => {
    expect(document.components.schemas['LampRequest']).toEqual({
      type: 'object',
      properties: {
        name: { type: 'string', minLength: 1, maxLength: 50, description: 'Name.', examples: ['Desk'] },
        note: { type: ['string', 'null'], minLength: 1, maxLength: 50, description: 'Note.' },
        bulb: { $ref: '#/components/schemas/BulbDto', description: 'Main bulb.' },
        spares: {
          type: 'array',
          items: { $ref: '#/components/schemas/BulbDto' },
          minItems: 0,
          maxItems: 3,
          description: 'Other bulbs.',
        },
      },
      required: ['name'],
      additionalProperties: false,
    });
  });

  it('says what each operation takes', () => {
    expect(parametersOf(operation('get', 'lamps'))).toEqual([
      ...['query page?', 'query size?', 'query cursor?', 'query sort?', 'query count?', 'query colours?'],
      'header If-None-Match?',
    ]);
    expect(parametersOf(operation('post', 'lamps'))).toEqual(['header Idempotency-Key?']);
    const one = 'lamps/{lamp_id}';
    expect(parametersOf(operation('delete', one))).toEqual(['path lamp_id', 'header If-Match']);
    expect(parametersOf(operation('put', one))).toEqual([
      'path lamp_id',
      'header If-Match?',
      'header If-None-Match?',
    ]);
    expect(Object.keys(operation('patch', one).requestBody?.content ?? {})).toEqual([
      'application/json',
      'application/merge-patch+json',
    ]);
  });

  it('says who may call', () => {
    expect(operation('get', 'open')).toMatchObject({ 'x-permission': 'open', security: [] });
    expect(document.paths['/healthz']?.['get']?.security).toEqual([]);
    expect(operation('get', 'lamps')).toMatchObject({
      'x-permission': 'signed-in',
      security: [{ token: [] }],
    });
    expect(operation('post', 'lamps')).toMatchObject({ 'x-permission': 'lamp.create' });
  });

  it('says where callers without a credential are served, what may have moved, and what leads where', () => {
    expect(operation('get', 'shades/{lamp_id}')).toMatchObject({
      'x-permission': 'lamp.read',
      security: [{}, { token: [] }],
    });
    expect(operation('get', 'old-lamps').responses['308']?.headers).toHaveProperty('Location');
    expect(operation('get', 'open').responses).not.toHaveProperty('308');
    expect(operation('post', 'works').responses['202']).toMatchObject({
      links: { getShade: { operationId: 'getShade', parameters: { lamp_id: '$response.body#/id' } } },
    });
  });

  it('says every answer, with its headers and its codes', () => {
    const statuses = (found: Operation): string => Object.keys(found.responses).join(' ');
    expect(statuses(operation('get', 'lamps'))).toBe('200 304 400 401 429 500 503');
    expect(statuses(operation('post', 'lamps'))).toBe('201 400 401 403 408 409 413 415 422 429 500 503');
    expect(statuses(operation('put', 'lamps/{lamp_id}'))).toBe(
      '200 201 400 401 403 404 408 412 413 415 428 429 500 503',
    );
    expect(operation('get', 'lamps').responses['400']?.['x-error-codes']).toEqual([
      'VALIDATION_FAILED',
      'PAGE_TOO_DEEP',
    ]);
    expect(Object.keys(operation('get', 'lamps').responses['200']?.headers ?? {})).toEqual([
      ...['X-Request-Id', 'RateLimit', 'RateLimit-Policy', 'ETag', 'Link', 'X-Total-Count', 'X-Total-Exact'],
    ]);
  });

  it('says what is known of each fault of a request', () => {
    const { Problem: problem, Fault: shape } = document.components.schemas;
    expect(problem?.properties?.['details']).toMatchObject({
      properties: { errors: { type: 'array', items: { $ref: '#/components/schemas/Fault' } } },
      additionalProperties: true,
    });
    expect(shape?.required).toEqual(['pointer', 'field', 'rule', 'message']);
  });

  it('lists every error once', () => {
    const codes = document['x-error-catalogue'].map(({ code }) => code);
    expect(codes).toEqual([...new Set(codes)].sort());
    expect(codes).toEqual(expect.arrayContaining(['ROUTE_NOT_FOUND', 'METHOD_NOT_ALLOWED', 'INTERNAL']));
  });

  it('says what making out the caller may come to, wherever there is one', () => {
    const LampBanned = defineError({
      ...{ code: 'LAMP_BANNED', kind: 'unauthenticated', title: 'Banned', remedy: 'None.' },
    });
    const told = serviceDocument({ ...info, callerErrors: [LampBanned] }, sampleRoutes(gate)) as Document;
    expect(told['x-error-catalogue'].map(({ code }) => code)).toContain('LAMP_BANNED');
    for (const operations of Object.values(told.paths)) {
      for (const { responses, ...rest } of Object.values(operations)) {
        const codes = responses['401']?.['x-error-codes'] ?? [];
        expect(codes.includes('LAMP_BANNED')).toBe(rest['x-permission'] !== 'open');
      }
    }
  });

  it('says what is read and answered around all that has a caller', () => {
    const seen = { name: 'Lamps-Seen', asked: 'What the caller has seen.', answered: 'What is lit now.' };
    const told = serviceDocument({ ...info, aroundHeaders: [seen] }, sampleRoutes(gate)) as Document;
    expect(told.components).toMatchObject({ headers: { 'Lamps-Seen': { description: seen.answered } } });
    for (const operations of Object.values(told.paths)) {
      for (const [method, { responses, parameters, ...rest }] of Object.entries(operations)) {
        const hasCaller = rest['x-permission'] !== 'open';
        const asked = parameters.find(({ name }) => name === seen.name);
        expect(asked && [asked.in, asked.required]).toEqual(hasCaller ? ['header', false] : undefined);
        for (const [status, { headers }] of Object.entries(responses)) {
          const answered = hasCaller && method !== 'get' && status < '300';
          expect([status, seen.name in headers]).toEqual([status, answered]);
        }
      }
    }
    expect(JSON.stringify(document)).not.toContain(seen.name);
  });

  it('is refused when something other than a GET is for anybody or moves, or a link leads nowhere', () => {
    const [first] = sampleRoutes(gate).filter(({ operationId }) => operationId === 'startWork');
    if (!first) throw new Error('no startWork');
    const faulty = { ...first, permission: orAnonymous(granted('lamp.create')), redirects: true };
    expect(() => openApiDocument(info, [faulty])).toThrow(
      /links to getShade, which has no {lamp_id}\n.*only a GET can redirect\n.*only a GET can be for anonymous/,
    );
  });

  it('is refused when two shapes have one name, or a path and its parameters differ', () => {
    const [, create] = sampleRoutes(gate);
    if (!create) throw new Error('no route');
    const other = { BulbDto: class BulbDto {} }.BulbDto;
    StringField({ description: 'x', maxLength: 1 })(other.prototype, 'x');
    const second = { ...create, path: '/x', operationId: 'x', body: other };
    expect(() => openApiDocument(info, [create, second])).toThrow('Two shapes are called BulbDto');
    expect(() => openApiDocument(info, [{ ...create, path: '/{x}' }])).toThrow(
      /pathParameters are not those/,
    );
    expect(() => openApiDocument(info, [{ ...create, method: 'get' }])).toThrow('GET has no body');
    expect(() => openApiDocument(info, [{ ...create, creates: true }])).toThrow(/only a PUT/);
  });

  it('is refused when one code has two meanings', () => {
    const [list] = sampleRoutes(gate);
    const mine = defineError({ code: 'NOT_FOUND', kind: 'not-found', title: 'Mine alone', remedy: 'None.' });
    expect(() => openApiDocument(info, list ? [{ ...list, errors: [mine] }] : [])).toThrow(
      /NOT_FOUND is defined twice/,
    );
  });
});
