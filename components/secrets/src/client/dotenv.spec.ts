import fc from 'fast-check';
import { parseEnv } from 'node:util';
import { NotForDotenv, toDotenv } from './dotenv.js';

it('what is written is read back as it was, and what cannot be is refused', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (value) => {
      const secret = { filename: 'KEY', value: Buffer.from(value) };
      const others = [
        { filename: 'A', value: Buffer.from('1') },
        secret,
        { filename: 'Z', value: Buffer.from('2') },
      ];
      try {
        expect(parseEnv(toDotenv(others))).toEqual({ A: '1', KEY: secret.value.toString(), Z: '2' });
      } catch (error) {
        if (!(error instanceof NotForDotenv)) throw error;
        expect(value).toMatch(/['"`\r\0\ud800-\udfff]/);
      }
    }),
  );
});

it.each([
  ['lines', 'one\ntwo\n'],
  ['quotes of two kinds', `it's "so"`],
  ['a hash and an equals sign', 'a # b = c'],
  ['a backslash', 'a\\nb'],
  ['blanks around', '  a  '],
])('%s', (_, value) => {
  expect(parseEnv(toDotenv([{ filename: 'KEY', value: Buffer.from(value) }]))).toEqual({ KEY: value });
});

it('bytes that are no text, and names that are none, are refused', () => {
  expect(() => toDotenv([{ filename: 'KEY', value: Buffer.from([0xff]) }])).toThrow(NotForDotenv);
  expect(() => toDotenv([{ filename: 'a b', value: Buffer.from('x') }])).toThrow(NotForDotenv);
  expect(() => toDotenv([{ filename: 'A\nB', value: Buffer.from('x') }])).toThrow(NotForDotenv);
});
