import { EnvChoice, EnvDuration, EnvList, EnvString } from '@ashlar/config';

export class AuthnConfig {
  @EnvList('ASHLAR_AUTH_ISSUERS', {
    maxItems: 20,
    description: 'Issuer URLs of the OpenID providers whose access tokens are accepted, exactly as in `iss`.',
    pattern: /^https?:\/\/[^\s?#]+$/,
  })
  readonly issuers!: readonly string[];

  @EnvString('ASHLAR_AUTH_AUDIENCE', {
    default: 'ashlar',
    maxLength: 255,
    description: 'What `aud` must contain.',
  })
  readonly audience!: string;

  @EnvChoice('ASHLAR_AUTH_KEYCLOAK_CONNECT', {
    choices: ['on', 'off'],
    default: 'on',
    description:
      'Whether tokens of Keycloak realms (issuers that end in /realms/<name>) also pass keycloak-connect, after all other checks.',
  })
  readonly keycloakConnect!: 'on' | 'off';

  @EnvList('ASHLAR_AUTH_ROLE_ISSUERS', {
    optional: true,
    maxItems: 20,
    description:
      'Issuers whose tokens may grant platform roles. Without it: the first of ASHLAR_AUTH_ISSUERS alone.',
  })
  readonly roleIssuers: readonly string[] | undefined;

  @EnvString('ASHLAR_AUTH_DOMAIN_CLAIM', {
    optional: true,
    maxLength: 255,
    description:
      'Claim with the slug of the domain that a new person is at home in: a text, or a list of one. It counts from issuers that may grant platform roles. Without the setting or the claim: `default`.',
  })
  readonly domainClaim: string | undefined;

  @EnvDuration('ASHLAR_AUTH_CLOCK_TOLERANCE', {
    default: '5s',
    max: '5m',
    description: 'How far the clocks of provider and service may differ.',
  })
  readonly clockToleranceMs!: number;

  @EnvDuration('ASHLAR_AUTH_KEY_TIMEOUT', {
    default: '3s',
    min: '100ms',
    max: '30s',
    description: 'How long the provider may take to answer with its keys.',
  })
  readonly keyTimeoutMs!: number;

  @EnvDuration('ASHLAR_AUTH_KEY_COOLDOWN', {
    default: '30s',
    min: '100ms',
    max: '1h',
    description: 'Pause between two requests for keys, however many unknown ones are presented.',
  })
  readonly keyCooldownMs!: number;

  @EnvDuration('ASHLAR_AUTH_KEY_MAX_AGE', {
    default: '10m',
    min: '100ms',
    max: '1d',
    description:
      'After this the keys are asked for again, so that one the provider has withdrawn is dropped.',
  })
  readonly keyMaxAgeMs!: number;

  @EnvList('ASHLAR_AUTH_ADMIN_ROLES', {
    default: ['ashlar-admin'],
    description:
      'Roles of the realm, or of the client named by the audience, that make a platform administrator.',
  })
  readonly adminRoles!: readonly string[];

  @EnvList('ASHLAR_AUTH_MEMBER_ROLES', {
    default: ['ashlar-user'],
    description: 'Roles of the realm, or of that client, that make a member of the platform.',
  })
  readonly memberRoles!: readonly string[];

  @EnvList('ASHLAR_AUTH_SERVICE_ROLES', {
    default: ['ashlar-service'],
    description: 'Roles of the realm, or of that client, that make an internal service.',
  })
  readonly serviceRoles!: readonly string[];
}
