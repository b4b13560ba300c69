import { randomUUID } from 'node:crypto';
import type { Answer, CallOptions, HttpClient } from '../http-client.js';
import type { AnswerChecker } from './answers.js';
import { hasParameter, isList, type Operation, type Parameter, type ServiceDescription } from './document.js';
import { exampleBody, exampleOf, uniqueText } from './example.js';

/** A call that should go well; a check changes one thing of it. */
export interface Request {
  readonly operation: Operation;
  readonly address: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly json: unknown;
}

/** What the checks work with: requests from examples, and calls whose every answer is held against the document. */
export interface World {
  readonly service: ServiceDescription;
  /** A valid request, to an object of its own when the operation is about one. */
  prepare(operation: Operation): Promise<Request>;
  /** Sends a request. Faults of the answer are noted, whatever the check itself looks for. */
  send(request: Request, change?: CallOptions & Partial<Request>): Promise<Answer>;
  /** A well-formed value for the last parameter of the path, which nothing has. */
  unknownId(operation: Operation): string;
  /** The collection that an operation adds to, counted; undefined when nothing lists it. */
  count(template: string, address: string): Promise<number | undefined>;
}

/** What no document can say, such as which users there are; asked anew for each call. */
export interface GivenValues {
  /** By the name of a parameter of paths. */
  readonly parameters?: Readonly<Record<string, () => string>>;
  /** By the name of a field at the top of bodies. */
  readonly fields?: Readonly<Record<string, () => unknown>>;
}

/** Nothing in the document makes what an operation is about. */
export class NothingMakesItError extends Error {
  override readonly name = 'NothingMakesItError';
}

export interface WorldDeps {
  readonly service: ServiceDescription;
  readonly client: HttpClient;
  readonly checkAnswer: AnswerChecker;
  readonly values: GivenValues;
  note(operation: Operation, fault: string): void;
}

export function createWorld({ service, client, checkAnswer, values, note }: WorldDeps): World {
  async function prepare(operation: Operation): Promise<Request> {
    const address = await addressFor(operation.template);
    await makeTheOnlyOne(operation, address);
    return {
      operation,
      address,
      query: requiredQuery(operation, service),
      headers: await conditions(operation, address),
      json: operation.body ? exampleBody(operation.body, service, values.fields) : undefined,
    };
  }

  async function send(request: Request, change: CallOptions & Partial<Request> = {}): Promise<Answer> {
    const { operation, address, query, headers, json } = { ...request, ...change };
    const id = `walk-${randomUUID()}`;
    const { token, body } = change;
    const answer = await client.call(operation.method, withQuery(address, query), {
      headers: { ...headers, 'X-Request-Id': id },
      ...(token !== undefined && { token }),
      ...(body !== undefined ? { body } : { json }),
    });
    for (const fault of checkAnswer(operation, answer)) note(operation, fault);
    if (answer.headers.get('x-request-id') !== id) note(operation, 'does not echo X-Request-Id');
    return answer;
  }

  /** An address of the template whose objects exist: made by the POST of each collection on the way. */
  async function addressFor(template: string): Promise<string> {
    const end = template.lastIndexOf('}') + 1;
    if (end === 0) return template;
    const start = template.lastIndexOf('/{');
    const parent = await addressFor(template.slice(0, start));
    const source = service.sourceOf(template.slice(0, end));
    if (source) {
      const { json } = await send(await prepare(source.operation));
      const value = new Map(Object.entries(json ?? {})).get(source.field);
      return `${parent}/${encodeURIComponent(String(value))}${template.slice(end)}`;
    }
    const put = service.find('PUT', template.slice(0, end));
    const given = put ? undefined : values.parameters?.[template.slice(start + 2, end - 1)];
    if (given) return `${parent}/${encodeURIComponent(given())}${template.slice(end)}`;
    const made =
      put && hasParameter(put, 'header', 'If-None-Match')
        ? await makeAt(put, parent)
        : await makeIn(template.slice(0, start), parent);
    return made + template.slice(end);
  }

  /**
   * What an object has one of at most, at an address that is known: made by the PUT that creates it. Also for what lies
   * right below it, such as its revisions. Where the query says which one it is, only that PUT is about it.
   */
  async function makeTheOnlyOne(operation: Operation, address: string): Promise<void> {
    for (const [template, at] of [
      [operation.template, address],
      [withoutLast(operation.template), withoutLast(address)],
    ] as const) {
      const put = template.endsWith('}') ? undefined : service.find('PUT', template);
      if (!put || !hasParameter(put, 'header', 'If-None-Match')) continue;
      const query = requiredQuery(put, service);
      if (Object.keys(query).length > 0 && put !== operation) continue;
      const json = put.body && exampleBody(put.body, service, values.fields);
      await send({ operation: put, address: at, query, headers: { 'If-None-Match': '*' }, json });
    }
  }

  function givenFor(parameter: Parameter | undefined): string | undefined {
    const given = parameter && values.parameters?.[parameter.name];
    return given && encodeURIComponent(given());
  }

  /** By a PUT that creates, under an id of the caller's choice. */
  async function makeAt(put: Operation, parent: string): Promise<string> {
    const address = `${parent}/${givenFor(lastOf(put)) ?? idFor(lastOf(put), service)}`;
    const json = put.body && exampleBody(put.body, service, values.fields);
    const headers = { 'If-None-Match': '*' };
    const answer = await send({ operation: put, address, query: {}, headers, json });
    if (answer.status < 300) return address;
    throw new NothingMakesItError(
      `PUT ${address} made nothing: ${answer.status} ${answer.text.slice(0, 300)}`,
    );
  }

  async function makeIn(template: string, address: string): Promise<string> {
    const create = service.find('POST', template);
    if (!create?.body)
      throw new NothingMakesItError(`nothing makes what ${template}/{...} is about: no POST there`);
    const json = exampleBody(create.body, service, values.fields);
    const answer = await send({ operation: create, address, query: {}, headers: {}, json });
    const location = answer.headers.get('location');
    if (answer.status === 201 && location?.startsWith(`${address}/`)) return location;
    throw new NothingMakesItError(
      `POST ${address} made nothing below it: ${answer.status} ${location} ${answer.text.slice(0, 300)}`,
    );
  }

  async function conditions(operation: Operation, address: string): Promise<Record<string, string>> {
    if (!hasParameter(operation, 'header', 'If-Match')) return {};
    const get = service.find('GET', operation.template);
    if (!get || isList(get)) return { 'If-Match': '*' };
    const { headers } = await send({ operation: get, address, query: {}, headers: {}, json: undefined });
    return { 'If-Match': headers.get('etag') ?? '*' };
  }

  async function count(template: string, address: string): Promise<number | undefined> {
    const list = service.find('GET', template);
    if (!list || !isList(list) || !hasParameter(list, 'query', 'count')) return undefined;
    const { headers } = await send({
      operation: list,
      address,
      query: { count: 'true' },
      headers: {},
      json: undefined,
    });
    return Number(headers.get('x-total-count'));
  }

  return { service, prepare, send, count, unknownId: (operation) => idFor(lastOf(operation), service) };
}

function withoutLast(address: string): string {
  return address.slice(0, address.lastIndexOf('/'));
}

function lastOf({ parameters }: Operation): Parameter | undefined {
  return parameters.findLast((candidate) => candidate.in === 'path');
}

function idFor(parameter: Parameter | undefined, service: ServiceDescription): string {
  if (!parameter || parameter.schema.format === 'uuid') return randomUUID();
  return encodeURIComponent(
    uniqueText(exampleOf(parameter.schema, service, parameter.name), parameter.schema),
  );
}

function requiredQuery({ parameters }: Operation, service: ServiceDescription): Record<string, string> {
  const needed = parameters.filter((parameter) => parameter.in === 'query' && parameter.required);
  const value = ({ name, schema }: Parameter): string => String(exampleOf(schema, service, `query.${name}`));
  return Object.fromEntries(needed.map((parameter) => [parameter.name, value(parameter)]));
}

function withQuery(address: string, query: Readonly<Record<string, string>>): string {
  const text = new URLSearchParams(query).toString();
  return text === '' ? address : `${address}${address.includes('?') ? '&' : '?'}${text}`;
}
