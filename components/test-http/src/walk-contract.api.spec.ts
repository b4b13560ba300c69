import { Unauthenticated } from '@ashlar/errors';
import { created, type Route } from '@ashlar/http';
import { walkContract, type WalkReport } from './index.js';
import {
  keyRoutes,
  type LampService,
  lampRoutes,
  rememberingIdempotency,
  shelfRoutes,
  startLamps,
  withoutExample,
} from './lamps.fixture.js';

async function walk(service?: LampService, documentPath = '/api/sample/spec.json'): Promise<WalkReport> {
  const server = await startLamps(service);
  try {
    const tokens = { all: 'ann', expired: 'expired' };
    return await walkContract({ baseUrl: server.url, documentPath, tokens });
  } finally {
    await server.stop();
  }
}

/** The routes with one of them changed. */
function changed(operationId: string, change: (route: Route) => Partial<Route>): LampService {
  return {
    routes: lampRoutes().map((route) =>
      route.operationId === operationId ? { ...route, ...change(route) } : route,
    ),
  };
}

describe('the walk', () => {
  it('finds no fault with a service that keeps the conventions, and leaves no operation out', async () => {
    const { walked, faults } = await walk();
    expect(faults).toEqual([]);
    expect(Object.keys(walked).sort()).toEqual(
      [
        ...['getHealth', 'getReadiness', 'getVersion', 'getSpecification'],
        ...['listLamps', 'createLamp', 'getLamp', 'replaceLamp', 'deleteLamp'],
      ].sort(),
    );
    expect(walked['replaceLamp']).toEqual([
      'documents what its kind of operation has',
      'goes well with its examples',
      'wants a token',
      'refuses an expired token, even where none is wanted',
      'refuses unknown fields, at any depth',
      'refuses NUL in every text of its body',
      'refuses a body of 2 MB, or of more than it says',
      'reads JSON and nothing else',
      'refuses unknown query names, and NUL in those it knows',
      'refuses to change what it was not told the version of',
      'finds nothing under an id that nothing has',
    ]);
    expect(walked['createLamp']).toContain('does once what a repeated Idempotency-Key asks for');
    expect(walked['listLamps']).toEqual(
      expect.arrayContaining(['has pages', 'sends nothing that the caller holds already']),
    );
  });

  it('reaches what only a PUT makes', async () => {
    const { walked, faults } = await walk({ routes: shelfRoutes() });
    expect(faults).toEqual([]);
    expect(Object.keys(walked)).toEqual(expect.arrayContaining(['getShelf', 'putShelf']));
    expect(walked['putShelf']).toContain('creates once where a PUT creates');
  });

  it('reaches what only the answer of another operation names, and asks for it without a token too', async () => {
    const { walked, faults } = await walk({ routes: keyRoutes() });
    expect(faults).toEqual([]);
    expect(walked['getKey']).toContain('decides about a caller without a token as about a stranger');
    expect(walked['getKey']).not.toContain('wants a token');
  });

  const faulty: readonly (readonly [string, () => LampService, RegExp])[] = [
    [
      'an answer that its schema does not know',
      () =>
        changed('getLamp', ({ handle }) => ({
          handle: async (input) => ({ ...(await handle(input)), body: { id: 1 } }),
        })),
      /GET .*lamp_id} body\/?\S* must/,
    ],
    [
      'an answer that its document does not know',
      () => changed('getLamp', () => ({ handle: () => Promise.reject(new TypeError('boom')), errors: [] })),
      /expected 200, got 500/,
    ],
    [
      'a stale version that is taken',
      () =>
        changed('deleteLamp', ({ handle }) => ({ handle: (input) => handle({ ...input, expected: 'any' }) })),
      /DELETE .*"refuses to change.*expected 412 PRECONDITION_FAILED, got 204/,
    ],
    [
      'a version that is not asked for, where others are',
      () => changed('replaceLamp', () => ({ concurrency: 'none' })),
      /PUT .*changes something and asks for no If-Match/,
    ],
    [
      'a POST that forgets',
      () => ({
        idempotency: {
          ...rememberingIdempotency(),
          once: async (ctx, _, work) => ({ reply: await work(ctx as never), replayed: false }),
        },
      }),
      /POST .*"does once.*the repetition is answered 201/,
    ],
    [
      'a refusal of a caller without a token that its document lets in',
      () => {
        const refuse = (): Promise<never> => Promise.reject(new Unauthenticated('who?'));
        const change = (route: Route): Route =>
          route.operationId === 'getKey' ? { ...route, handle: refuse } : route;
        return { routes: keyRoutes().map(change) };
      },
      /GET .*"decides about a caller without a token.*expected 404, got 401/,
    ],
    [
      'an operation without an example',
      () => changed('createLamp', () => ({ body: withoutExample() })),
      /POST .*body.mystery has no example/,
    ],
    [
      'an operation about what nothing makes',
      () => ({ routes: lampRoutes().filter(({ operationId }) => operationId !== 'createLamp') }),
      /GET .*nothing makes what .*lamps\/{...} is about/,
    ],
    [
      'a Location that leads elsewhere',
      () =>
        changed('createLamp', ({ handle }) => ({
          handle: async (input) => ({ ...(await handle(input)), location: '/lost' }),
        })),
      /made nothing below it: 201 \/lost/,
    ],
    [
      'a made thing that is not there',
      () =>
        changed('createLamp', () => ({
          handle: async () => {
            const id = '0190a6ab-1c3d-7e4f-8a5b-0123456789ac';
            return created({ id, name: 'x', lit: true }, `/api/sample/lamps/${id}`, 1);
          },
        })),
      /GET .*expected 200, got 404/,
    ],
    ['a token that nobody looks at', () => ({ authenticates: false }), /"refuses an expired token.*got 2/],
    [
      'a dialect that the walk does not know',
      () => changed('getLamp', () => ({ dialect: 'esperanto' })),
      /speaks esperanto/,
    ],
    [
      'a list of EOM that is not counted',
      () => changed('listLamps', () => ({ dialect: 'eom' })),
      /"has pages of eight, always counted": /,
    ],
    [
      'a change of EOM that takes a stale version',
      () =>
        changed('deleteLamp', ({ handle }) => ({
          dialect: 'eom',
          concurrency: 'optional',
          handle: (input) => handle({ ...input, expected: 'any' }),
        })),
      /DELETE .*"changes without a version.*expected 412 PRECONDITION_FAILED, got 204/,
    ],
    [
      'a page that never ends',
      () =>
        changed('listLamps', ({ handle }) => ({
          handle: (input) =>
            handle({
              ...input,
              query: Object.assign(Object.create(input.query), {
                toRequest: () => ({ size: 1, start: { page: 0 }, count: true }),
              }),
            }),
        })),
      /"has pages": .*/,
    ],
  ];

  it.each(faulty)('finds %s', async (_, service, fault) => {
    const { faults } = await walk(service());
    expect(faults.some((line) => fault.test(line)) || faults).toBe(true);
  });

  it('says when there is no document', async () => {
    const { faults } = await walk({}, '/nowhere');
    expect(faults).toEqual([expect.stringMatching(/^\/nowhere is no document: 404/)]);
  });
});
