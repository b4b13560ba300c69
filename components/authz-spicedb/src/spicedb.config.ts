import {
  ConfigurationError,
  EnvChoice,
  EnvDuration,
  EnvSecret,
  EnvString,
  type Secret,
} from '@ashlar/config';

/** Who answers checks; the later, the more of SpiceDB there is in it. */
export const engineModes = ['sql', 'shadow', 'spicedb'] as const;
export type EngineMode = (typeof engineModes)[number];

/** Which engine decides, and where SpiceDB is. */
export class SpiceDbConfig {
  @EnvChoice('ASHLAR_AUTHZ_ENGINE', {
    choices: engineModes,
    default: 'sql',
    description:
      'Who answers checks of permissions: the database; the database, with SpiceDB asked as well and compared (`shadow`); or SpiceDB. The worker feeds SpiceDB unless it is `sql`.',
  })
  readonly mode!: EngineMode;

  @EnvString('ASHLAR_SPICEDB_ENDPOINT', {
    optional: true,
    pattern: /^[A-Za-z0-9.[\]:_-]{1,250}:\d{1,5}$/,
    description: 'Where SpiceDB listens for gRPC, as `host:port`.',
  })
  readonly endpoint: string | undefined;

  @EnvSecret('ASHLAR_SPICEDB_KEY', {
    optional: true,
    description: 'The preshared key of SpiceDB.',
  })
  readonly key: Secret | undefined;

  @EnvChoice('ASHLAR_SPICEDB_TLS', {
    choices: ['on', 'off'],
    default: 'on',
    description: 'Whether SpiceDB is called over TLS. Without it the key travels in the clear.',
  })
  readonly tls!: 'on' | 'off';

  @EnvString('ASHLAR_SPICEDB_CA_PATH', {
    optional: true,
    maxLength: 1_000,
    description: 'A file with the certificates that SpiceDB is trusted by. Default: those of Node.js.',
  })
  readonly caPath: string | undefined;

  @EnvDuration('ASHLAR_SPICEDB_TIMEOUT', {
    default: '250ms',
    min: '5ms',
    max: '10s',
    description: 'How long a check waits for SpiceDB; then the database answers.',
  })
  readonly timeoutMs!: number;

  @EnvDuration('ASHLAR_SPICEDB_MAX_STALENESS', {
    default: '5s',
    min: '500ms',
    max: '10m',
    description:
      'How far SpiceDB may be behind and still be asked; then the database answers. A revoked permission ends after this at the latest.',
  })
  readonly maxStalenessMs!: number;

  @EnvDuration('ASHLAR_SPICEDB_FEED_INTERVAL', {
    default: '100ms',
    min: '10ms',
    max: '10s',
    description: 'How often changes are looked for, and how often it is asked how far SpiceDB is.',
  })
  readonly feedIntervalMs!: number;
}

/** For `assertConfig` of a service. @throws {ConfigurationError} when SpiceDB is to be asked and is not told of. */
export function assertSpiceDbConfig({ mode, endpoint, key }: SpiceDbConfig): void {
  if (mode === 'sql') return;
  const missing = [
    ...(endpoint === undefined ? ['ASHLAR_SPICEDB_ENDPOINT'] : []),
    ...(key === undefined ? ['ASHLAR_SPICEDB_KEY'] : []),
  ];
  if (missing.length === 0) return;
  throw new ConfigurationError(
    missing.map((variable) => ({ variable, message: `is needed when ASHLAR_AUTHZ_ENGINE is ${mode}` })),
  );
}
