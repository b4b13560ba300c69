import { randomUUID } from 'node:crypto';
import type { Answer } from '../http-client.js';
import type { ProblemBody } from '../problem.js';
import { hasParameter, isList, type Operation, typesOf } from './document.js';
import { placesIn } from './example.js';
import type { World } from './world.js';

/** One sentence of the conventions, held against one operation. */
export interface Check {
  readonly name: string;
  applies(operation: Operation): boolean;
  /** Throws what is wrong. Every answer on the way has been held against the document already. */
  run(operation: Operation, world: World, tokens: Tokens): Promise<void>;
}

export interface Tokens {
  /** Of a caller who may do everything. */
  readonly all: string;
  readonly expired: string;
}

export function expectAnswer(answer: Answer, status: number, code?: string): ProblemBody {
  const body = answer.json as ProblemBody;
  if (answer.status !== status || (code !== undefined && body.error_code !== code)) {
    const wanted = `${status} ${code ?? ''}`.trim();
    throw new Error(`expected ${wanted}, got ${answer.status} ${answer.text.slice(0, 500)}`);
  }
  return body;
}

export function expectFault(answer: Answer, pointer: string): void {
  const { details } = expectAnswer(answer, 400, 'VALIDATION_FAILED');
  if (!details.errors?.some((fault) => fault.pointer === pointer)) {
    throw new Error(`no fault at ${pointer}: ${answer.text.slice(0, 500)}`);
  }
}

/** Whether the answer is an array. */
function listAnswer({ responses }: Operation): boolean {
  return typesOf(responses['200']?.content?.['application/json']?.schema ?? {}).includes('array');
}

const hasBody = ({ body }: Operation): boolean => body !== undefined;
const needsVersion = (operation: Operation): boolean =>
  operation.parameters.some(({ name, required }) => name === 'If-Match' && required === true);
const keepsAnswers = (operation: Operation): boolean => hasParameter(operation, 'header', 'Idempotency-Key');
const isAboutOne = ({ template }: Operation): boolean => template.includes('}');

export const checks: readonly Check[] = [
  {
    name: 'documents what its kind of operation has',
    applies: ({ probe }) => !probe,
    async run(operation) {
      const { method } = operation;
      if (['PUT', 'PATCH', 'DELETE'].includes(method) && !hasParameter(operation, 'header', 'If-Match')) {
        throw new Error(`${method} changes something and asks for no If-Match`);
      }
      if (method === 'GET' && listAnswer(operation) && !isList(operation))
        throw new Error('it answers a list that has no pages');
    },
  },
  {
    name: 'goes well with its examples',
    applies: () => true,
    async run(operation, world) {
      const request = await world.prepare(operation);
      const answer = await world.send(request);
      if (answer.status >= 300) expectAnswer(answer, 200);
      const location = answer.headers.get('location');
      if (answer.status === 201 && !location?.startsWith('/')) throw new Error(`Location is ${location}`);
    },
  },
  {
    name: 'wants a token',
    applies: ({ anonymous }) => !anonymous,
    async run(operation, world) {
      expectAnswer(await world.send(await world.prepare(operation), { token: null }), 401, 'UNAUTHENTICATED');
    },
  },
  {
    name: 'decides about a caller without a token as about a stranger',
    applies: ({ anonymous, probe }) => anonymous && !probe,
    async run(operation, world) {
      const answer = await world.send(await world.prepare(operation), { token: null });
      if (answer.status >= 300) expectAnswer(answer, 404);
    },
  },
  {
    name: 'refuses an expired token, even where none is wanted',
    applies: ({ probe }) => !probe,
    async run(operation, world, { expired }) {
      expectAnswer(
        await world.send(await world.prepare(operation), { token: expired }),
        401,
        'UNAUTHENTICATED',
      );
    },
  },
  {
    name: 'refuses unknown fields, at any depth',
    applies: hasBody,
    async run(operation, world) {
      const request = await world.prepare(operation);
      for (const place of placesIn(operation.body ?? {}, request.json, world.service)) {
        if (place.kind !== 'object') continue;
        const answer = await world.send(request, { json: place.with(1, 'walk_unknown') });
        expectFault(answer, `${place.pointer}/walk_unknown`);
      }
    },
  },
  {
    name: 'refuses NUL in every text of its body',
    applies: hasBody,
    async run(operation, world) {
      const request = await world.prepare(operation);
      for (const place of placesIn(operation.body ?? {}, request.json, world.service)) {
        if (place.kind === 'text')
          expectFault(await world.send(request, { json: place.with('a\0b') }), place.pointer);
      }
    },
  },
  {
    name: 'refuses a body of 2 MB, or of more than it says',
    applies: hasBody,
    async run(operation, world) {
      const json = { walk_unknown: 'x'.repeat(Math.max(2_000_000, operation.bodyLimit ?? 0)) };
      expectAnswer(await world.send(await world.prepare(operation), { json }), 413, 'PAYLOAD_TOO_LARGE');
    },
  },
  {
    name: 'reads JSON and nothing else',
    applies: hasBody,
    async run(operation, world) {
      const request = await world.prepare(operation);
      const sent = (type: string, body: string) =>
        world.send(request, { body, headers: { ...request.headers, 'Content-Type': type } });
      expectAnswer(await sent('text/plain', '{}'), 415, 'UNSUPPORTED_MEDIA_TYPE');
      expectFault(await sent('application/json', '{"a":'), '#/body');
      expectFault(await sent('application/json', '[]'), '#/body');
    },
  },
  {
    name: 'refuses unknown query names, and NUL in those it knows',
    applies: () => true,
    async run(operation, world) {
      const request = await world.prepare(operation);
      const ask = (query: Record<string, string>) =>
        world.send(request, { query: { ...request.query, ...query } });
      expectFault(await ask({ walk_unknown: '1' }), '#/query/walk_unknown');
      for (const { in: where, name, schema } of operation.parameters) {
        const { items, ...own } = world.service.resolve(schema);
        const isText = [own, items ?? {}].some((candidate) => typesOf(candidate).includes('string'));
        if (where === 'query' && isText) expectFault(await ask({ [name]: 'a\0b' }), `#/query/${name}`);
      }
    },
  },
  {
    name: 'refuses to change what it was not told the version of',
    applies: needsVersion,
    async run(operation, world) {
      const request = await world.prepare(operation);
      expectAnswer(await world.send(request, { headers: {} }), 428, 'PRECONDITION_REQUIRED');
      const stale = await world.send(request, { headers: { 'If-Match': '"2147483647"' } });
      expectAnswer(stale, 412, 'PRECONDITION_FAILED');
      // It is still there in the version that was read before.
      const answer = await world.send(request);
      if (answer.status >= 300) expectAnswer(answer, 200);
    },
  },
  {
    name: 'creates once where a PUT creates',
    applies: (operation) => operation.method === 'PUT' && hasParameter(operation, 'header', 'If-None-Match'),
    async run(operation, world) {
      const request = await world.prepare(operation);
      expectAnswer(await world.send(request, { headers: { 'If-None-Match': '*' } }), 412);
      expectAnswer(await world.send(request, { headers: {} }), 428, 'PRECONDITION_REQUIRED');
      expectAnswer(await world.send(request, { headers: { 'If-Match': '"2147483647"' } }), 412);
    },
  },
  {
    name: 'sends nothing that the caller holds already',
    applies: ({ method }) => method === 'GET',
    async run(operation, world) {
      const request = await world.prepare(operation);
      const tag = (await world.send(request)).headers.get('etag');
      if (tag === null || tag.startsWith('W/')) throw new Error(`its ETag is ${tag}`);
      const again = await world.send(request, { headers: { 'If-None-Match': tag } });
      // What runs may have changed the readiness in between; nothing else may.
      if (!operation.probe || again.status !== 200) expectAnswer(again, 304);
    },
  },
  {
    name: 'answers HEAD as GET, without the body',
    applies: ({ method }) => method === 'GET',
    async run(operation, world) {
      const request = await world.prepare(operation);
      const head = await world.send(request, { operation: { ...operation, method: 'HEAD' } });
      expectAnswer(head, 200);
      if (head.text !== '' || !head.headers.has('etag')) throw new Error('HEAD has a body, or no ETag');
    },
  },
  {
    name: 'does once what a repeated Idempotency-Key asks for',
    applies: keepsAnswers,
    async run(operation, world) {
      const request = await world.prepare(operation);
      const headers = { ...request.headers, 'Idempotency-Key': randomUUID() };
      const first = await world.send(request, { headers });
      if (first.status >= 300) expectAnswer(first, 201);
      const before = await world.count(operation.template, request.address);
      const again = await world.send(request, { headers });
      const keeps = !operation.responses['409']?.['x-error-codes']?.includes('IDEMPOTENT_REPLY_WITHHELD');
      if (!keeps) expectAnswer(again, 409, 'IDEMPOTENT_REPLY_WITHHELD');
      else if (again.status !== first.status || again.text !== first.text) {
        throw new Error(`the repetition is answered ${again.status} ${again.text.slice(0, 300)}`);
      } else if (again.headers.get('idempotent-replayed') !== 'true') {
        throw new Error('the repetition was done again: no Idempotent-Replayed');
      }
      const after = await world.count(operation.template, request.address);
      if (before !== after) throw new Error(`the repetition had an effect: ${before} became ${after}`);
      if (!hasBody(operation)) return;
      const { json } = await world.prepare(operation);
      const other = operation.body && JSON.stringify(json) !== JSON.stringify(request.json);
      if (other) expectAnswer(await world.send(request, { headers, json }), 422, 'IDEMPOTENCY_KEY_REUSED');
    },
  },
  {
    name: 'has pages',
    applies: isList,
    async run(operation, world) {
      const request = await world.prepare(operation);
      const create = world.service.find('POST', operation.template);
      // Two things, so that there is a next page.
      for (let made = 0; create?.body && made < 2; made += 1) {
        await world.send({ ...(await world.prepare(create)), address: request.address });
      }
      const ask = (query: Record<string, string>) =>
        world.send(request, { query: { ...request.query, ...query } });
      expectFault(await ask({ size: '101' }), '#/query/size');
      expectFault(await ask({ size: '0' }), '#/query/size');
      expectFault(await ask({ sort: 'walk_unknown' }), '#/query/sort');
      expectAnswer(await ask({ cursor: 'walk' }), 400, 'VALIDATION_FAILED');
      expectAnswer(await ask({ page: '100', size: '100' }), 400, 'PAGE_TOO_DEEP');
      const first = await ask({ size: '1', count: 'true' });
      const total = Number(first.headers.get('x-total-count') ?? 'NaN');
      if (!Number.isInteger(total) || !first.headers.has('x-total-exact'))
        throw new Error('it has no X-Total-Count');
      if (!Array.isArray(first.json)) throw new Error('it is not a bare array');
      if (create?.body && total < 2) throw new Error(`it counts ${total} of what was just made twice`);
      const links = linksOf(first);
      if (!links['first'] || !links['last']) throw new Error(`Link is ${first.headers.get('link')}`);
      if (total < 2) return;
      const second = await world.send(request, { address: links['next'] ?? 'no next link', query: {} });
      expectAnswer(second, 200);
      if (second.text === first.text) throw new Error('the next page is the same page');
    },
  },
  {
    name: 'finds nothing under an id that nothing has',
    applies: isAboutOne,
    async run(operation, world) {
      const request = await world.prepare(operation);
      const at = (id: string): string => addressWith(operation, request.address, id);
      const headers: Record<string, string> = hasParameter(operation, 'header', 'If-Match')
        ? { 'If-Match': '*' }
        : {};
      const nothing = await world.send(request, { address: at(world.unknownId(operation)), headers });
      // Where a PUT creates, what has no such id may be refused for what it is before its absence is noticed.
      const refused =
        hasParameter(operation, 'header', 'If-None-Match') && [412, 422].includes(nothing.status);
      if (!refused) expectAnswer(nothing, 404);
      expectAnswer(await world.send(request, { address: at('%00'), headers }), 400, 'VALIDATION_FAILED');
    },
  },
];

/** The address with another value for the last parameter of its template. */
function addressWith({ template }: Operation, address: string, id: string): string {
  const last = template.split('/').findLastIndex((step) => step.startsWith('{'));
  return address
    .split('/')
    .map((step, index) => (index === last ? id : step))
    .join('/');
}

export function linksOf({ headers }: Answer): Record<string, string> {
  const links = [...(headers.get('link') ?? '').matchAll(/<([^>]*)>; rel="(\w+)"/g)];
  return Object.fromEntries(links.map(([, target = '', rel = '']) => [rel, target]));
}
