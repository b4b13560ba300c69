import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import { fillSecrets, readTar, secretsNamedIn, writeTar } from './index.js';

const name = fc.stringMatching(/^[a-zé._-]{1,60}$/).filter((one) => one !== '.' && one !== '..');
const entries = fc.uniqueArray(
  fc.record({
    path: fc.array(name, { minLength: 1, maxLength: 8 }).map((names) => names.join('/')),
    mode: fc.integer({ min: 0, max: 0o777 }),
    content: fc.uint8Array({ maxLength: 700 }).map((bytes) => Buffer.from(bytes)),
  }),
  { selector: ({ path }) => path, maxLength: 6 },
);

describe('a tar of files', () => {
  it('has the same bytes whatever the order, and everything that went in', async () => {
    await fc.assert(
      fc.asyncProperty(entries, async (given) => {
        const bytes = await writeTar(given);
        expect((await writeTar(given.toReversed())).equals(bytes)).toBe(true);
        const read = await readTar(bytes);
        expect(read).toEqual(given.toSorted((a, b) => (a.path < b.path ? -1 : 1)));
      }),
      { numRuns: 200 },
    );
  });

  it('is one for others too', async () => {
    const path = `${'d'.repeat(90)}/${'e'.repeat(200)}`;
    const bytes = await writeTar([
      { path: 'home/.profile', mode: 0o600, content: Buffer.from('x') },
      { path, mode: 0o755, content: Buffer.alloc(0) },
    ]);
    const list = execFileSync('tar', ['-tvf', '-', '--utc'], { input: bytes, encoding: 'utf8' });
    expect(list).toContain('-rw-------');
    expect(list).toContain('1970-01-01');
    expect(
      list
        .trim()
        .split('\n')
        .map((line) => line.split(' ').at(-1)),
    ).toEqual([path, 'home/.profile']);
  });
});

describe('references to secrets', () => {
  const entry = (path: string, content: Buffer) => ({ path, mode: 0o644, content });

  it('are found wherever they are, and all else is left as it is', () => {
    const content = Buffer.concat([
      Buffer.from([0, 255, 200]),
      Buffer.from('a {{secret:b.txt}} {{secret:a}} {{secret:}} {{secret:x/y}} {{ secret:c }} {{secret:a}}'),
    ]);
    expect(secretsNamedIn([entry('x', content)])).toEqual(['a', 'b.txt']);
  });

  it('give way to values, byte for byte, and once', () => {
    const value = Buffer.concat([Buffer.from([0, 255, 10]), Buffer.from('{{secret:b}}$&')]);
    const values: Readonly<Record<string, Buffer>> = { a: value, b: Buffer.from('"q"\n') };
    const valueOf = (one: string): Buffer => values[one] ?? Buffer.alloc(0);
    const before = Buffer.from([200]);
    const content = Buffer.concat([before, Buffer.from('{{secret:a}}é')]);
    const json = Buffer.from(JSON.stringify({ token: '{{secret:b}}' }));
    const [file, setting] = fillSecrets([entry('home/x', content), entry('settings/x.json', json)], valueOf);
    expect(file?.content.equals(Buffer.concat([before, value, Buffer.from('é')]))).toBe(true);
    expect(JSON.parse(setting?.content.toString() ?? '')).toEqual({ token: '"q"\n' });
  });

  it('in a document take any text, and refuse what is none instead of changing it', () => {
    const json = Buffer.from(JSON.stringify({ token: '{{secret:b}}' }));
    const fill = (value: Uint8Array) =>
      fillSecrets([entry('settings/x.json', json)], () => Buffer.from(value))[0]?.content.toString() ?? '';
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        expect(JSON.parse(fill(Buffer.from(value)))).toEqual({ token: value });
      }),
    );
    for (const value of [[255], [0xc3], [0xed, 0xa0, 0x80], [97, 0xf8, 98]]) {
      expect(() => fill(Uint8Array.from(value))).toThrow(
        expect.objectContaining({
          code: 'CONFIG_BUNDLE_SECRET_NOT_TEXT',
          details: { secret: 'b', path: 'settings/x.json' },
        }),
      );
    }
  });
});
