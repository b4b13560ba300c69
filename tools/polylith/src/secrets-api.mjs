// The one process that holds decryption keys: whatever is in it can reach them. A brick is added here only on purpose.
export const secretsApi = Object.freeze({
  base: 'secrets-rest-api',
  /** Every brick in the process, used directly or not. Checked against the graph: it may not grow, nor be out of date. */
  bricks: Object.freeze([
    'authn',
    'authz',
    'config',
    // What it fills: bytes and signatures, no domain.
    'config-bundles',
    'database',
    'errors',
    'http',
    'logging',
    'secrets',
    'service',
    'telemetry',
    'users',
    'vault',
  ]),
});
