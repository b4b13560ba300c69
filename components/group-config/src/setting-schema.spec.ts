import fc from 'fast-check';
import { isJsonObject } from './setting-merge.js';
import { assertSchema, violationsOf } from './setting-schema.js';
import type { JsonObject } from './settings.types.js';

/** The document without some of its members, at any depth. */
function less(value: JsonObject, keeps: () => boolean): JsonObject {
  const members = Object.entries(value).filter(keeps);
  return Object.fromEntries(members.map(([key, one]) => [key, isJsonObject(one) ? less(one, keeps) : one]));
}

const rulesOf = (schema: JsonObject, value: JsonObject, partial = false) =>
  violationsOf(schema, value, { partial }).map(({ pointer, rule }) => [pointer, rule]);

describe('the schema of a setting', () => {
  it('says every fault and where it is', () => {
    const schema = {
      type: 'object',
      required: ['gpu'],
      properties: { gpu: { type: 'integer', maximum: 8 }, image: { pattern: '^[a-z]+$' } },
      additionalProperties: false,
    };
    assertSchema(schema);
    expect(rulesOf(schema, { gpu: 2, image: 'abc' })).toEqual([]);
    expect(rulesOf(schema, { gpu: 9, image: 'A1', x: 1 })).toEqual(
      expect.arrayContaining([
        ['/gpu', 'maximum'],
        ['/image', 'pattern'],
        ['', 'additionalProperties'],
      ]),
    );
    expect(rulesOf(schema, {})).toEqual([['', 'required']]);
    expect(rulesOf(schema, {}, true)).toEqual([]);
  });

  it.each([
    [{ type: 'thing' }, 'no schema'],
    [{ $ref: '#' }, '$ref'],
    [{ properties: { a: { allOf: [{ $dynamicRef: '#x' }] } } }, '$dynamicRef'],
    [{ $id: 'https://example.org/x' }, '$id'],
    [{ properties: { a: { uniqueItems: true } } }, 'uniqueItems'],
    [{ properties: { a: { pattern: '(?=x)' } } }, 'no schema'],
    [{ description: 'x'.repeat(20_000) }, '16384'],
  ])('%j is refused for %s', (schema, why) => {
    expect(() => assertSchema(schema)).toThrow(
      expect.objectContaining({ code: 'SETTING_SCHEMA_REFUSED', message: expect.stringContaining(why) }),
    );
  });

  it.each([
    { properties: { $ref: { type: 'string' }, $id: { type: 'integer' }, uniqueItems: true } },
    { patternProperties: { $id: { type: 'string' } }, dependentSchemas: { $ref: { minProperties: 1 } } },
    { properties: { a: { enum: [{ $ref: '#' }], default: { $id: 'x' } }, b: { const: { $defs: {} } } } },
  ])('%j only names what would be refused elsewhere', (schema) => {
    assertSchema(schema);
    expect(rulesOf(schema, {})).toEqual([]);
  });

  it.each([
    [{ anyOf: [{ required: ['a'] }, { required: ['b'] }] }, {}],
    [{ oneOf: [{ required: ['a'] }, { required: ['b'] }] }, {}],
    [{ if: { required: ['a'] }, then: { required: ['b'] }, else: { required: ['c'] } }, { a: 1 }],
    [{ not: { maxProperties: 1 } }, { a: 1 }],
    [{ not: { properties: { a: { not: { required: ['x'] } } }, required: ['a'] } }, { a: {} }],
    [{ properties: { a: { const: { x: 1, y: 2 } }, b: { enum: [{ x: 1 }] } } }, { a: { x: 1 }, b: {} }],
    [{ dependentSchemas: { a: { required: ['b'] } }, dependencies: { a: ['c'] } }, { a: 1 }],
    [{ additionalProperties: { minProperties: 1 } }, { a: {} }],
  ])('%j leaves to narrower owners what %j lacks', (schema, value) => {
    assertSchema(schema);
    expect(rulesOf(schema, value, true)).toEqual([]);
  });

  it.each([
    [{ anyOf: [{ required: ['a'], properties: { c: { type: 'string' } } }, { maxProperties: 0 }] }, { c: 1 }],
    [{ properties: { n: { oneOf: [{ multipleOf: 3 }, { multipleOf: 5 }] } } }, { n: 15 }],
    [{ properties: { n: { not: { const: 1 } } } }, { n: 1 }],
    [{ properties: { n: { if: { type: 'integer' }, then: { maximum: 3 } } } }, { n: 4 }],
    [{ properties: { list: { items: { required: ['a'] } } } }, { list: [{}] }],
    [{ properties: { n: { enum: [1, { a: 1 }] } } }, { n: 2 }],
    [{ properties: { a: {} }, additionalProperties: false, required: ['a'] }, { b: 1 }],
    [{ allOf: [{ required: ['a'], maxProperties: 1 }] }, { b: 1, c: 1 }],
  ])('%j refuses what nobody can mend by adding to %j', (schema, value) => {
    assertSchema(schema);
    expect(rulesOf(schema, value, true)).not.toEqual([]);
  });

  it('never refuses at a wide owner what fits once narrower ones have added to it', () => {
    const name = fc.constantFrom('a', 'b', 'c');
    const leaf = fc.oneof(
      fc.integer({ min: 0, max: 3 }),
      fc.constant(null),
      fc.constant([1]),
      fc.constant([{}]),
    );
    const { document } = fc.letrec<{ document: JsonObject; value: unknown }>((tie) => ({
      document: fc.dictionary(name, tie('value'), {
        maxKeys: 3,
        noNullPrototype: true,
      }) as fc.Arbitrary<JsonObject>,
      value: fc.oneof({ maxDepth: 2 }, leaf, tie('document')),
    }));
    const names = fc.uniqueArray(name, { maxLength: 2 });
    const few = fc.integer({ min: 0, max: 3 });
    const { schema } = fc.letrec<{ schema: JsonObject; some: unknown; named: unknown }>((tie) => ({
      some: fc.array(tie('schema'), { minLength: 1, maxLength: 2 }),
      named: fc.dictionary(name, tie('schema'), { maxKeys: 2, noNullPrototype: true }),
      schema: fc.oneof(
        { maxDepth: 4 },
        fc.record({ type: fc.constantFrom('object', 'integer', 'array') }),
        fc.record({ required: names, minProperties: few, maxProperties: few }, { requiredKeys: [] }),
        fc.record({ dependentRequired: fc.dictionary(name, names, { noNullPrototype: true }) }),
        fc.record({ const: fc.oneof(leaf, document) }),
        fc.record({ enum: fc.array(fc.oneof(leaf, document), { minLength: 1, maxLength: 2 }) }),
        fc.record(
          {
            ...{ properties: tie('named'), patternProperties: tie('named'), dependentSchemas: tie('named') },
            ...{
              additionalProperties: fc.oneof(fc.boolean(), tie('schema')),
              unevaluatedProperties: tie('schema'),
            },
          },
          { requiredKeys: [] },
        ),
        fc.record({ anyOf: tie('some'), oneOf: tie('some'), allOf: tie('some') }, { requiredKeys: [] }),
        fc.record({ not: tie('schema') }),
        fc.record({ if: tie('schema'), then: tie('schema'), else: tie('schema') }, { requiredKeys: ['if'] }),
        fc.record({ items: tie('schema'), unevaluatedItems: fc.boolean() }, { requiredKeys: [] }),
      ) as fc.Arbitrary<JsonObject>,
    }));
    let fitted = 0;
    fc.assert(
      fc.property(schema, document, fc.infiniteStream(fc.boolean()), (wanted, whole, coins) => {
        if (rulesOf(wanted, whole).length > 0) return;
        fitted += 1;
        expect(
          rulesOf(
            wanted,
            less(whole, () => coins.next().value === true),
            true,
          ),
        ).toEqual([]);
      }),
      { numRuns: 1_500 },
    );
    expect(fitted).toBeGreaterThan(100);
  });

  it('takes no time that grows with the power of a pattern', () => {
    const schema = { properties: { a: { pattern: '^(a+)+$' } } };
    assertSchema(schema);
    expect(rulesOf(schema, { a: `${'a'.repeat(50_000)}!` })).toEqual([['/a', 'pattern']]);
  });
});
