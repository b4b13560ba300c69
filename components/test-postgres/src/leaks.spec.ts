import { findLeaks } from './leaks.js';

const value = 'sësame/+&';
const look = (text: string, more: Partial<Parameters<typeof findLeaks>[1]> = {}, secrets = [value]) =>
  findLeaks(secrets, {
    query: async (sql) => (sql.includes('pg_tables') ? [{ name: 'a.b' }] : [{ text: `(1,${text})` }]),
    ...{ places: { logs: 'nothing' }, landmark: 'a.b (1' },
    ...more,
  });

it.each([
  value,
  encodeURIComponent(value),
  Buffer.from(value).toString('hex'),
  Buffer.from(value).toString('base64'),
  Buffer.from(value).toString('base64url'),
])('a value is found as %s', async (form) => {
  expect(await look(`before ${form} behind`)).toContain(`rows: ${form.slice(0, 6)}...`);
  expect(await look('x', { places: { logs: form } })).toContain(`logs: ${form.slice(0, 6)}...`);
  expect(await look('x')).toEqual([]);
});

it('a search that could find nothing says so', async () => {
  const blind = ['there was nothing to look at, or for'];
  expect(await look('x', { places: { logs: '' } })).toEqual(blind);
  expect(await look('x', { landmark: 'a.c (1' })).toEqual(blind);
  expect(await look('x', { query: async () => [] })).toEqual(blind);
  expect(await look('x', {}, [])).toEqual(blind);
  expect(await look('x', {}, [''])).toContain(blind[0]);
});
