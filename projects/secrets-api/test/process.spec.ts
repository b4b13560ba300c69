import { settingsNamed, startMisconfigured } from '@ashlar/processes';
import { fileURLToPath } from 'node:url';

const main = fileURLToPath(new URL('../dist/main.js', import.meta.url));
const wrong = {
  ASHLAR_LOG_LEVEL: 'loud',
  ASHLAR_DATABASE_POOL_SIZE: 'many',
  ASHLAR_HTTP_PROT: '8080',
  ASHLAR_AUTH_KEY_TIMEOUT: 'soon',
};
const missing = ['DATABASE_URL', 'ASHLAR_AUTH_ISSUERS'];

it('names everything wrong and missing in one message, ends with 78, and opens no port', async () => {
  const refusal = await startMisconfigured(main, wrong);
  expect(refusal.lines[0]).toBe('The configuration is not valid:');
  expect(settingsNamed(refusal)).toEqual([...Object.keys(wrong), ...missing].sort());
  expect(refusal.code).toBe(78);
});
