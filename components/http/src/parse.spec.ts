import type { DomainError } from '@ashlar/errors';
import {
  BigintField,
  BooleanField,
  type Dto,
  EnumField,
  HttpUrlField,
  IntegerField,
  JsonObjectField,
  ObjectField,
  ObjectListField,
  schemaOf,
  StringField,
  StringListField,
  TimeField,
  UnionField,
  UuidField,
} from './index.js';
import { type Fault, parse, type Source } from './parse.js';

class Inner {
  @StringField({ description: 'd', maxLength: 5, pattern: /^[a-z]+$/ })
  word!: string;

  @BooleanField({ description: 'd', default: true })
  flag!: boolean;
}

class Base {
  @IntegerField({ description: 'd', min: 0, max: 9, default: 7 })
  number!: number;
}

class Sample extends Base {
  @StringField({ description: 'd', maxLength: 5, optional: true })
  text?: string;

  @StringField({ description: 'd', maxLength: 5, optional: true, nullable: true })
  clearable?: string | null;

  @EnumField({ description: 'd', values: ['a', 'b'], optional: true })
  letter?: string;

  @UuidField({ description: 'd', optional: true })
  id?: string;

  @TimeField({ description: 'd', optional: true })
  time?: string;

  @HttpUrlField({ description: 'd', optional: true, maxLength: 30 })
  url?: string;

  @StringListField({ description: 'd', maxItems: 2, maxLength: 3, optional: true })
  list?: string[];

  @ObjectField(() => Inner, { description: 'd', optional: true })
  inner?: Inner;

  @ObjectListField(() => Inner, { description: 'd', maxItems: 2, optional: true })
  inners?: Inner[];

  twice(): number {
    return this.number * 2;
  }
}

function faults(raw: unknown, source: Source = 'body', dto: Dto = Sample): readonly Fault[] {
  try {
    parse(dto, raw, source);
    return [];
  } catch (error) {
    const { code, details } = error as DomainError;
    expect(code).toBe('VALIDATION_FAILED');
    return details?.['errors'] as readonly Fault[];
  }
}

const rules = (raw: unknown, source?: Source): string[] =>
  faults(raw, source)
    .map(({ pointer, rule }) => `${pointer} ${rule}`)
    .sort();

describe('a body', () => {
  it('becomes an instance, with defaults at every depth', () => {
    const sample = parse(Sample, { text: 'x', inner: { word: 'ab' }, inners: [{ word: 'c' }] }, 'body');
    expect(sample).toBeInstanceOf(Sample);
    expect(sample.twice()).toBe(14);
    expect(sample.inner).toBeInstanceOf(Inner);
    expect(sample).toEqual({
      number: 7,
      text: 'x',
      inner: { word: 'ab', flag: true },
      inners: [{ word: 'c', flag: true }],
    });
  });

  it('keeps null where null clears, and refuses it elsewhere', () => {
    expect(parse(Sample, { clearable: null }, 'body')).toEqual({ number: 7, clearable: null });
    expect(rules({ text: null, number: null, inner: null, inners: [null] })).toEqual([
      '#/body/inner object',
      '#/body/inners objects',
      '#/body/number isInt',
      '#/body/text isString',
    ]);
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a list', []],
    ['a text', 'x'],
  ])('is refused when it is %s', (_, raw) => {
    expect(rules(raw)).toEqual(['#/body object']);
  });

  it('is told all its faults at once, each with its place', () => {
    const raw = {
      text: 'longer',
      list: ['abcd', 1],
      inner: { word: 'A', more: 1 },
      inners: [{ word: 'x' }, {}],
      stranger: 1,
      'a/b~c': 1,
    };
    expect(rules(raw)).toEqual([
      '#/body/a~1b~0c unknown',
      '#/body/inner/more unknown',
      '#/body/inner/word pattern',
      '#/body/inners/1/word isString',
      '#/body/list isString',
      '#/body/stranger unknown',
      '#/body/text maxLength',
    ]);
    expect(faults(raw).find(({ rule }) => rule === 'pattern')).toEqual({
      pointer: '#/body/inner/word',
      field: 'inner.word',
      rule: 'pattern',
      message: 'word must match ^[a-z]+$',
    });
  });

  it.each(['__proto__', 'constructor', 'toString', 'twice'])('knows no field %s, at any depth', (name) => {
    const raw: unknown = JSON.parse(`{"${name}":{"number":1},"inner":{"word":"a","${name}":{}}}`);
    expect(rules(raw).sort()).toEqual([`#/body/${name} unknown`, `#/body/inner/${name} unknown`].sort());
    expect(({} as Record<string, unknown>)['number']).toBeUndefined();
  });

  it.each([
    ['NUL', 'a\0'],
    ['half of a surrogate pair', '\ud800'],
  ])('has no %s in any string', (_, text) => {
    expect(rules({ text, list: [text], inner: { word: text } })).toEqual([
      '#/body/inner/word pattern',
      '#/body/inner/word storable',
      '#/body/list storable',
      '#/body/text storable',
    ]);
  });

  it('takes values at their word: a text is no number', () => {
    expect(rules({ number: '1', inner: { word: 'a', flag: 'true' } })).toEqual([
      '#/body/inner/flag isBoolean',
      '#/body/number isInt',
    ]);
    expect(rules({ number: 1.5 })).toEqual(['#/body/number isInt']);
    expect(rules({ number: 10 })).toEqual(['#/body/number max']);
  });

  it('takes neither a list for an object nor an object for a list', () => {
    expect(rules({ inner: [], inners: {} })).toEqual(['#/body/inner object', '#/body/inners isArray']);
    expect(rules({ inners: [[{ word: 'a' }]] })).toEqual(['#/body/inners objects']);
  });

  it('answers a flood with a hundred faults and how many more there are', () => {
    const raw = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`x${index}`, 1]));
    expect(faults(raw)).toHaveLength(100);
    const lists = { list: Array.from({ length: 100_000 }, () => 7), inners: new Array(100_000).fill({}) };
    expect(rules(lists)).toEqual([
      '#/body/inners arrayMaxSize',
      '#/body/inners/0/word isString',
      '#/body/inners/1/word isString',
      '#/body/inners/2/word isString',
      '#/body/list isString',
    ]);
  });

  it('survives any depth of nesting', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(200_000)}${']'.repeat(200_000)}`);
    expect(rules({ text: deep, inner: deep, stranger: deep })).toEqual([
      '#/body/inner object',
      '#/body/stranger unknown',
      '#/body/text isString',
    ]);
  });
});

describe('a field', () => {
  it.each([
    '2026-01-31T12:00:00Z',
    '2024-02-29T23:59:59.123456+02:00',
    '1999-12-31T00:00:00-11:30',
    '9999-12-31T23:59:59Z',
  ])('of time takes %s', (time) => expect(rules({ time })).toEqual([]));

  it.each([
    ...['2026-02-29T00:00:00Z', '2026-01-31', '2026-01-31T24:00:00Z', '2026-01-31T12:00:00', 'now', 5],
    '9999-12-31T23:59:59-00:01',
  ])('of time refuses %s', (time) => expect(rules({ time })).toEqual(['#/body/time time']));

  it.each(['http://a', 'https://example.org/x?y#z'])('of URL takes %s', (url) =>
    expect(rules({ url })).toEqual([]),
  );

  it.each([
    ...['ftp://a', '//a', 'a', 'http://u:p@a', 'http://u@a', 'javascript:alert(1)'],
    ...['http:a', 'http:\\\\a', 'http://a\nb', ' http://a', 'http://a\x01', 'http:///a'],
  ])('of URL refuses %s', (url) => expect(rules({ url })).toEqual(['#/body/url httpUrl']));

  it('of an id takes lower case alone, so that one thing has one spelling', () => {
    expect(rules({ id: '0190a6ab-1c3d-7e4f-8a5b-0123456789ab' })).toEqual([]);
    expect(rules({ id: '0190A6AB-1C3D-7E4F-8A5B-0123456789AB' })).toEqual(['#/body/id uuid']);
  });

  it('of words takes its words', () => {
    expect(rules({ letter: 'a' })).toEqual([]);
    expect(rules({ letter: 'c' })).toEqual(['#/body/letter isIn']);
  });
});

describe('a whole number of 64 bits', () => {
  class Amounts {
    @BigintField({ description: 'd' })
    amount!: number | string;

    @BigintField({ description: 'd', min: -5n, optional: true, nullable: true })
    change?: number | string | null;
  }
  const taken = (raw: object): unknown => {
    try {
      return { ...parse(Amounts, raw, 'body') };
    } catch (error) {
      return (error as DomainError).code;
    }
  };

  it('is a number where that is exact, and text beyond', () => {
    for (const amount of [0, 2 ** 53 - 1, '9007199254740993', '9223372036854775807'])
      expect(taken({ amount })).toEqual({ amount });
    expect(taken({ amount: 1, change: null })).toEqual({ amount: 1, change: null });
    expect(taken({ amount: 1, change: '-5' })).toEqual({ amount: 1, change: '-5' });
  });

  it('is nothing else', () => {
    for (const amount of [2 ** 53, -1, 1.5, '1.5', '', ' 1', '0x1', '9223372036854775808', null, true, [1]])
      expect([amount, taken({ amount })]).toEqual([amount, 'VALIDATION_FAILED']);
    expect(taken({ amount: 1, change: -6 })).toBe('VALIDATION_FAILED');
  });
});

describe('one of several shapes', () => {
  class Circle {
    @EnumField({ description: 'd', values: ['circle'] })
    kind!: 'circle';

    @IntegerField({ description: 'd', min: 1, max: 9, default: 3 })
    radius!: number;
  }
  class Square {
    @EnumField({ description: 'd', values: ['square'] })
    kind!: 'square';

    @IntegerField({ description: 'd', min: 1, max: 9 })
    side!: number;
  }
  class Drawing {
    @UnionField({
      description: 'd',
      by: 'kind',
      variants: { circle: () => Circle, square: () => Square },
    })
    shape!: Circle | Square;
  }
  const rulesOf = (raw: unknown): string[] =>
    faults(raw, 'body', Drawing)
      .map(({ pointer, rule }) => `${pointer} ${rule}`)
      .sort();

  it('is an instance of the one that its field names', () => {
    const { shape } = parse(Drawing, { shape: { kind: 'circle' } }, 'body');
    expect(shape).toBeInstanceOf(Circle);
    expect(shape).toEqual({ kind: 'circle', radius: 3 });
    expect(parse(Drawing, { shape: { kind: 'square', side: 2 } }, 'body').shape).toBeInstanceOf(Square);
  });

  it('has the fields of that one alone', () => {
    expect(rulesOf({ shape: { kind: 'circle', side: 2 } })).toEqual(['#/body/shape/side unknown']);
    expect(rulesOf({ shape: { kind: 'square', radius: 2 } })).toEqual([
      '#/body/shape/radius unknown',
      '#/body/shape/side isInt',
    ]);
  });

  it.each([
    ['another name', { kind: 'star', points: 5 }, '#/body/shape/kind isIn'],
    ['no name', {}, '#/body/shape/kind isIn'],
    ['the name of what all objects have', { kind: 'constructor' }, '#/body/shape/kind isIn'],
    ['a list of names', { kind: ['circle'] }, '#/body/shape/kind isIn'],
    ['no object', 'circle', '#/body/shape object'],
    ['a list', [{ kind: 'circle' }], '#/body/shape object'],
    ['nothing', undefined, '#/body/shape object'],
  ])('is refused with %s', (_, shape, fault) => {
    expect(rulesOf({ shape })).toEqual([fault]);
  });

  it('is described as one of them', () => {
    const schema = schemaOf(Drawing, ({ name }) => `#/components/schemas/${name}`);
    const [circle, square] = ['#/components/schemas/Circle', '#/components/schemas/Square'];
    expect(schema.properties).toEqual({
      shape: {
        description: 'd',
        oneOf: [{ $ref: circle }, { $ref: square }],
        discriminator: { propertyName: 'kind', mapping: { circle, square } },
      },
    });
  });
});

describe('a query', () => {
  it('is text: numbers and booleans are read from it, one value makes a list', () => {
    expect(parse(Sample, { number: '3', list: 'a' }, 'query')).toEqual({ number: 3, list: ['a'] });
    expect(parse(Inner, { word: 'a', flag: 'false' }, 'query')).toEqual({ word: 'a', flag: false });
  });

  it.each(['', ' 1', '1e1', '0x1', '1.0', 'true', '9'.repeat(30)])('has no number %j', (number) => {
    expect(rules({ number }, 'query')).toEqual(['#/query/number isInt']);
  });

  it('takes one value for what is not a list', () => {
    expect(rules({ text: ['a', 'b'], number: ['1', '2'] }, 'query')).toEqual([
      '#/query/number isInt',
      '#/query/text isString',
    ]);
  });
});

describe('JSON of any shape', () => {
  class Free {
    @JsonObjectField({ description: 'd', maxBytes: 40 })
    value!: object;
  }
  const rulesOf = (value: unknown): readonly string[] => {
    try {
      parse(Free, { value }, 'body');
      return [];
    } catch (error) {
      return (error as DomainError & { details: { errors: Fault[] } }).details.errors.map(({ rule }) => rule);
    }
  };

  it('is taken as it is', () => {
    const value = JSON.parse('{"a":[1,{"b":null}],"__proto__":{"x":1}}') as object;
    const read = parse(Free, { value }, 'body');
    expect(JSON.stringify(read.value)).toBe(JSON.stringify(value));
    expect(({} as { x?: number }).x).toBeUndefined();
  });

  it.each([
    [[], ['object']],
    ['text', ['object']],
    [undefined, ['object']],
    [{ a: '\0' }, ['storable']],
    [{ 'a\ud800': 1 }, ['storable']],
    [{ a: 'x'.repeat(40) }, ['maxBytes']],
  ])('%j breaks %j', (value, rules) => {
    expect(rulesOf(value)).toEqual(rules);
  });

  it('is refused when it is deeper than anybody needs', () => {
    expect(rulesOf({ a: JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`) as unknown })).toEqual([
      'storable',
    ]);
  });
});
