import { randomUUID } from 'node:crypto';
import type { StackFile } from './stack-file.js';

/** What `npm start` shows when everything is ready. */
export function banner(stack: StackFile, stackFile: string): string {
  const token = stack.tokens['alice'] ?? '';
  const places: readonly (readonly [string, string])[] = [
    ['Data API', `${stack.data_api}/api/data/docs`],
    ['Secrets API', `${stack.secrets_api}/api/secrets/docs`],
    ['Worker', `${stack.worker}/api/worker/docs`],
    ['Identity', stack.issuer],
    ['PostgreSQL', stack.database_url],
    ['Logs', stack.logs],
    ['For scripts', stackFile],
  ];
  return [
    'A token of alice, valid 12 h (others: npm run token -- admin | bob | outsider):',
    '',
    token,
    '',
    'Try it:',
    '',
    ...curlLines(stack).flatMap((line) => [line, '']),
    // Last, for the tokens are long and a window is not.
    ...places.map(([name, place]) => `  ${name.padEnd(12)} ${place}`),
    '',
    'Ctrl-C stops everything. The data stays; npm run reset drops it.',
  ].join('\n');
}

/** Three requests that work when pasted: who am I, which storages are there, make one. */
export function curlLines(stack: StackFile): readonly string[] {
  const bearer = (name: string): string => `-H 'Authorization: Bearer ${stack.tokens[name] ?? ''}'`;
  const key = randomUUID();
  const storage = {
    name: `Results ${key.slice(0, 8)}`,
    resource: { type: 's3', endpoint: 'https://s3.example.org', bucket: 'results' },
  };
  return [
    `curl -sS ${stack.data_api}/api/data/user ${bearer('alice')}`,
    `curl -sS ${stack.data_api}/api/data/storages ${bearer('alice')}`,
    `curl -sS ${stack.data_api}/api/data/storages ${bearer('admin')} -H 'Idempotency-Key: ${key}' ` +
      `-H 'Content-Type: application/json' -d '${JSON.stringify(storage)}'`,
  ];
}
