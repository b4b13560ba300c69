import { assertSchema, violationsOf } from './setting-schema.js';
import type { JsonObject } from './settings.types.js';

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

  it('takes no time that grows with the power of a pattern', () => {
    const schema = { properties: { a: { pattern: '^(a+)+$' } } };
    assertSchema(schema);
    expect(rulesOf(schema, { a: `${'a'.repeat(50_000)}!` })).toEqual([['/a', 'pattern']]);
  });
});
