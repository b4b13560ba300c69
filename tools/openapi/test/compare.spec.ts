import { breakingChanges, isAnnounced, unannouncedChanges } from '../src/compare.mjs';

function documentOf(
  change: (document: ReturnType<typeof sample>) => void = () => undefined,
  version = '1.2.0',
) {
  const document = sample();
  document.info.version = version;
  change(document);
  return document;
}

function sample() {
  return {
    info: { version: '1.2.0' },
    paths: {
      '/lamps': {
        get: {
          operationId: 'listLamps',
          parameters: [
            {
              name: 'size',
              in: 'query',
              required: false,
              schema: { type: 'integer', minimum: 1, maximum: 100 },
            },
          ],
          responses: {
            '200': { headers: { Link: {} }, content: json({ type: 'array', items: ref('Lamp') }) },
          } as Record<string, object>,
        },
        post: {
          operationId: 'createLamp',
          parameters: [] as object[],
          requestBody: { required: true, content: json(ref('NewLamp')) },
          responses: { '201': { content: json(ref('Lamp')) } } as Record<string, object>,
        },
      } as Record<string, Record<string, unknown>>,
    } as Record<string, Record<string, Record<string, unknown>>>,
    components: {
      schemas: {
        NewLamp: {
          properties: {
            name: { type: 'string', maxLength: 9 },
            colour: { type: 'string', enum: ['red', 'blue'] },
            inner: ref('NewLamp'),
          },
          required: ['name'],
        },
        Lamp: {
          properties: {
            id: { type: 'string', format: 'uuid' },
            note: { type: ['string', 'null'] },
            state: { type: 'string', enum: ['on', 'off'] },
          },
          required: ['id'],
        },
      } as Record<string, { properties: Record<string, object>; required: string[] }>,
    },
  };
}

function ref(name: string): object {
  return { $ref: `#/components/schemas/${name}` };
}

function json(schema: object): Record<string, { schema: object }> {
  return { 'application/json': { schema } };
}

type Change = Parameters<typeof documentOf>[0];
const schema = (document: ReturnType<typeof sample>, name: string) => document.components.schemas[name]!;
const changesOf = (change: Change): string[] => breakingChanges(documentOf(), documentOf(change));

const harmless: readonly (readonly [string, Change])[] = [
  ['nothing at all', () => undefined],
  ['a new operation', (d) => (d.paths['/new'] = { get: { operationId: 'x', responses: {} } })],
  [
    'a new optional field of a request',
    (d) => (schema(d, 'NewLamp').properties['more'] = { type: 'string' }),
  ],
  ['a new field of an answer', (d) => (schema(d, 'Lamp').properties['more'] = { type: 'string' })],
  ['a demand that is dropped', (d) => (schema(d, 'NewLamp').required = [])],
  ['a promise that is added', (d) => schema(d, 'Lamp').required.push('note')],
  [
    'a new word of a request',
    (d) => (schema(d, 'NewLamp').properties['colour'] = { type: 'string', enum: ['red', 'blue', 'green'] }),
  ],
  [
    'a word less in an answer',
    (d) => (schema(d, 'Lamp').properties['state'] = { type: 'string', enum: ['on'] }),
  ],
  ['a null less in an answer', (d) => (schema(d, 'Lamp').properties['note'] = { type: 'string' })],
  [
    'another shape beside the one that there was',
    (d) => {
      Object.assign(d.components.schemas, { Lantern: { properties: {}, required: [] } });
      d.paths['/lamps']!['get']!['responses'] = {
        '200': {
          headers: { Link: {} },
          content: json({ type: 'array', items: { oneOf: [ref('Lamp'), ref('Lantern')] } }),
        },
      };
    },
  ],
  [
    'a limit that is raised',
    (d) => (schema(d, 'NewLamp').properties['name'] = { type: 'string', maxLength: 99 }),
  ],
];

const breaking: readonly (readonly [string, Change, string])[] = [
  ['an operation', (d) => delete d.paths['/lamps']!['post'], 'POST /lamps is gone'],
  ['a path', (d) => delete d.paths['/lamps'], 'GET /lamps is gone'],
  [
    'a method of the client',
    (d) => (d.paths['/lamps']!['post']!['operationId'] = 'x'),
    'POST /lamps is no longer called createLamp',
  ],
  [
    'a parameter',
    (d) => (d.paths['/lamps']!['get']!['parameters'] = []),
    'GET /lamps has no query size any more',
  ],
  [
    'a parameter that was optional',
    (d) =>
      (d.paths['/lamps']!['post']!['parameters'] = [{ name: 'a', in: 'query', required: true, schema: {} }]),
    'POST /lamps demands query a',
  ],
  ['a field of an answer', (d) => delete schema(d, 'Lamp').properties['id'], 'GET /lamps 200[].id is gone'],
  ['the presence of a field', (d) => (schema(d, 'Lamp').required = []), 'GET /lamps 200[].id may be missing'],
  [
    'a field of a request',
    (d) => delete schema(d, 'NewLamp').properties['colour'],
    'POST /lamps body.colour is gone',
  ],
  [
    'what may be left out',
    (d) => schema(d, 'NewLamp').required.push('colour'),
    'POST /lamps body.colour is demanded',
  ],
  [
    'a new demand',
    (d) => (
      schema(d, 'NewLamp').required.push('more'),
      (schema(d, 'NewLamp').properties['more'] = { type: 'string' })
    ),
    'POST /lamps body.more is demanded',
  ],
  [
    'a word of a request',
    (d) => (schema(d, 'NewLamp').properties['colour'] = { type: 'string', enum: ['red'] }),
    'POST /lamps body.colour does not take blue',
  ],
  [
    'the words of an answer',
    (d) => (schema(d, 'Lamp').properties['state'] = { type: 'string', enum: ['on', 'off', 'broken'] }),
    'POST /lamps 201.state may be broken',
  ],
  [
    'a type',
    (d) => (schema(d, 'Lamp').properties['id'] = { type: 'integer', format: 'uuid' }),
    'POST /lamps 201.id is integer and was string',
  ],
  [
    'a value that was never null',
    (d) => (schema(d, 'Lamp').properties['id'] = { type: ['string', 'null'], format: 'uuid' }),
    'POST /lamps 201.id is string,null and was string',
  ],
  [
    'a format',
    (d) => (schema(d, 'Lamp').properties['id'] = { type: 'string' }),
    'POST /lamps 201.id has format undefined and had uuid',
  ],
  [
    'a limit',
    (d) => (schema(d, 'NewLamp').properties['name'] = { type: 'string', maxLength: 8 }),
    'POST /lamps body.name has maxLength 8 and had 9',
  ],
  [
    'a header',
    (d) =>
      (d.paths['/lamps']!['get']!['responses'] = {
        '200': { content: json({ type: 'array', items: ref('Lamp') }) },
      }),
    'GET /lamps answers 200 without Link',
  ],
  [
    'a status',
    (d) => (d.paths['/lamps']!['post']!['responses'] = { '202': {} }),
    'POST /lamps answers no 201 any more',
  ],
];

describe('a change of a document', () => {
  it.each(harmless)('breaks nobody: %s', (_, change) => {
    expect(changesOf(change)).toEqual([]);
  });

  it.each(breaking)('breaks who relies on %s', (_, change, line) => {
    expect(changesOf(change)).toContain(line);
  });

  it('that breaks somebody needs a new version', () => {
    const change: Change = (d) => delete d.paths['/lamps'];
    const faults = unannouncedChanges(documentOf(), documentOf(change, '1.3.0'));
    expect(faults).toEqual([
      'GET /lamps is gone (breaks clients of 1.2.0: raise the version)',
      'POST /lamps is gone (breaks clients of 1.2.0: raise the version)',
    ]);
    expect(unannouncedChanges(documentOf(), documentOf(change, '2.0.0'))).toEqual([]);
  });

  it.each([
    ['1.2.3', '2.0.0', true],
    ['1.2.3', '1.3.0', false],
    ['0.1.0', '0.2.0', true],
    ['0.1.0', '0.1.1', false],
    ['0.9.0', '1.0.0', true],
    ['1.0.0', '0.9.0', false],
  ])('is announced from %s to %s: %s', (before, after, announced) => {
    expect(isAnnounced(before, after)).toBe(announced);
  });
});
