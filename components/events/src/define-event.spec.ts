import { StringField } from '@ashlar/http';
import { asyncApiDocument, defineEvent, type EventDefinition, readCursor, writeCursor } from './index.js';

class Named {
  @StringField({ description: 'What it is called.', maxLength: 100 })
  name!: string;
}

const define = (type: string, version = 1, aggregate?: string): EventDefinition =>
  defineEvent({
    type,
    version,
    data: Named,
    description: 'Spec.',
    ...(aggregate !== undefined && { aggregate }),
  });

describe('a definition', () => {
  it('names the aggregate by the noun of its type, unless told otherwise', () => {
    expect(define('lamp.changed')).toMatchObject({ aggregate: 'lamp', ends: false });
    expect(define('lamp.member-added', 2, 'house')).toMatchObject({ aggregate: 'house', version: 2 });
  });

  it.each(['lamp', 'Lamp.changed', 'lamp.', 'lamp.changed.twice', 'lamp changed', `lamp.${'x'.repeat(100)}`])(
    'is refused with the type %s',
    (type) => {
      expect(() => define(type)).toThrow(TypeError);
    },
  );

  it.each([0, -1, 1.5, 40_000])('is refused with the version %s', (version) => {
    expect(() => define('lamp.changed', version)).toThrow(TypeError);
  });
});

describe('the AsyncAPI document', () => {
  const info = { title: 'Spec', version: '1.0.0', description: 'Spec.' };

  it('has each event, with the schema of its data, in an order that does not depend on theirs', () => {
    const events = [define('lamp.changed'), define('lamp.changed', 2), define('house.sold')];
    const document = asyncApiDocument(info, events);
    expect(document).toEqual(asyncApiDocument(info, [...events].reverse()));
    expect(document).toMatchObject({
      asyncapi: '3.0.0',
      components: {
        messages: {
          'lamp.changed.v2': {
            payload: {
              properties: {
                type: { const: 'lamp.changed' },
                dataschema: { const: 'urn:ashlar:event:lamp.changed:2' },
                data: { $ref: '#/components/schemas/Named' },
              },
            },
          },
          'house.sold.v1': {},
        },
        schemas: { Named: { required: ['name'], additionalProperties: false } },
      },
    });
  });

  it('is refused when two events share a type and version', () => {
    expect(() => asyncApiDocument(info, [define('lamp.changed'), define('lamp.changed')])).toThrow(
      'defined twice',
    );
  });
});

describe('a cursor', () => {
  it('comes back as it went, and nothing else is taken for one', () => {
    const position = { xid: '18446744073709551', seq: '42' };
    expect(readCursor(writeCursor(position))).toEqual(position);
    for (const text of [
      '',
      'x',
      Buffer.from('1.2').toString('base64url'),
      Buffer.from("1.1'.2").toString('base64url'),
    ]) {
      expect(() => readCursor(text)).toThrow(
        expect.objectContaining({ code: 'EVENT_CURSOR_INVALID' }) as Error,
      );
    }
  });
});
