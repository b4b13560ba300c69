// The provider as a process of the local stack: one line of JSON on stdout when it is ready, gone after SIGTERM.
import { parseArgs } from 'node:util';
import { startIdentityProvider } from './start-identity-provider.js';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    host: { type: 'string', default: '127.0.0.1' },
    'state-dir': { type: 'string' },
  },
});
const { url, issuer, tokenNames, stop } = await startIdentityProvider({
  port: Number(values.port),
  host: values.host,
  stateDir: values['state-dir'],
});
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop());
process.stdout.write(`${JSON.stringify({ ready: true, url, issuer, tokenNames })}\n`);
