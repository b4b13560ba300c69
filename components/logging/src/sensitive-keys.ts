/** Sensitive wherever they stand in a name. */
const anywhere = /password|passwd|passphrase|authorization/;

/** Sensitive as the last word: `session_token` is, `token_count` is not. */
const last = new RegExp(
  `(?:${[
    'pwd',
    'secret',
    'token',
    'cookie',
    'credential',
    '(?:api|access|secret|private|signing|encryption|master|shared)key',
    'privatekeypem',
    '(?:secret|token|cookie|credential)(?:value|data|json|string)',
    '(?:database|databasedirect|redis|postgres|amqp|smtp|mail)(?:url|uri)',
    'connectionstring',
    'dsn',
    'plaintext',
    'keymaterial',
    'codeverifier',
    'clientassertion',
    'jwt',
    'dpop',
    'amzsignature',
  ].join('|')})s?$`,
);

const exactly: ReadonlySet<string> = new Set(['auth', 'bearer', 'pin', 'otp', 'kek', 'dek', 'pat']);

/** True for names whose value is a secret, however they are written: `apiKey`, `X-Api-Key`, `API_KEY`. */
export function isSensitiveKey(key: string): boolean {
  const plain = key.toLowerCase().replace(/[^a-z0-9]/g, '');
  return exactly.has(plain) || anywhere.test(plain) || last.test(plain);
}
