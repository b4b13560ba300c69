import { EnvDuration, EnvInteger, EnvSecret, EnvString, EnvUrl, type Secret } from '@ashlar/config';

/** Where and how users are compared with the identity provider. */
export class UserSyncConfig {
  @EnvUrl('ASHLAR_USERS_SYNC_ISSUER', {
    optional: true,
    description:
      'Keycloak realm whose users are followed, as in `iss`: https://id.example.org/realms/ashlar. Without it none are.',
  })
  readonly issuer: string | undefined;

  @EnvUrl('ASHLAR_USERS_SYNC_ADMIN_URL', {
    optional: true,
    description: 'Admin API of the realm. Default: the issuer with /admin/realms/ instead of /realms/.',
  })
  readonly adminUrl: string | undefined;

  @EnvString('ASHLAR_USERS_SYNC_CLIENT_ID', {
    default: 'ashlar-sync',
    maxLength: 255,
    description: 'Client with a service account that has view-users and view-events of realm-management.',
  })
  readonly clientId!: string;

  @EnvSecret('ASHLAR_USERS_SYNC_CLIENT_SECRET', {
    optional: true,
    description: 'Its secret. Needed where there is an issuer.',
  })
  readonly clientSecret: Secret | undefined;

  @EnvDuration('ASHLAR_USERS_SYNC_TIMEOUT', {
    default: '10s',
    min: '100ms',
    max: '1m',
    description: 'How long one answer of the provider may take.',
  })
  readonly timeoutMs!: number;

  @EnvDuration('ASHLAR_USERS_SYNC_INTERVAL', {
    default: '30s',
    min: '1s',
    max: '50s',
    description:
      'How often the resident worker asks what has changed. Access ends within this, the run, and five seconds.',
  })
  readonly intervalMs!: number;

  @EnvDuration('ASHLAR_USERS_SYNC_FULL_INTERVAL', {
    default: '6h',
    min: '1m',
    max: '30d',
    description: 'How often everybody is compared, for what no event has told.',
  })
  readonly fullIntervalMs!: number;

  @EnvInteger('ASHLAR_USERS_SYNC_MOST_DELETIONS', {
    default: 100,
    min: 0,
    max: 1_000_000,
    description:
      'A comparison that misses more users than this deletes none: the provider may be the wrong one, or half restored.',
  })
  readonly mostDeletions!: number;
}
