import { cleanName } from './names.js';

const refusal = { code: 'VALIDATION_FAILED' };
const attempt = (name: string) => {
  try {
    return cleanName(name);
  } catch (error) {
    return error;
  }
};

it.each([
  ['a line break', 'two\nlines'],
  ['a NUL', 'a\0b'],
  ['an escape', '\u001b[31mred'],
  ['a C1 control', 'a\u0085b'],
  ['a bidi override', 'exe.\u202etxt'],
  ['a bidi isolate', 'a\u2066b'],
  ['a direction mark', 'a\u200fb'],
  ['a line separator', 'a\u2028b'],
  ['nothing but spaces', ' \u00a0\u3000'],
  ['nothing but what has no width', '\u200b\u200d\ufeff'],
  ['nothing but a filler', '\u3164'],
])('%s is no name', (_what, name) => {
  expect(attempt(name)).toMatchObject(refusal);
});

it.each(['Beam line 3', 'Ångström', '化学', 'מעבדה', 'مختبر', '👩‍🔬 lab', "O'Neill & Söhne"])(
  '%s is a name',
  (name) => {
    expect(cleanName(name)).toBe(name.normalize('NFC'));
  },
);

it('what looks the same is the same', () => {
  expect(cleanName('Cafe\u0301')).toBe('Café');
  expect(cleanName(cleanName('Cafe\u0301'))).toBe('Café');
});
