import { EnvChoice, EnvInteger, EnvList, EnvSecret, EnvString, type Secret } from '@ashlar/config';

/** What the one process that opens secrets is given. */
export class CustodyConfig {
  @EnvSecret('ASHLAR_VAULT_ROOT_KEY', {
    optional: true,
    description: '32 random bytes in base64 that wrap all other keys. Without it this service opens nothing.',
  })
  readonly rootKey: Secret | undefined;

  @EnvSecret('ASHLAR_SECRETS_PUBLISHER_KEY', {
    optional: true,
    description: 'Ed25519 key (32 random bytes in base64) that signs the keys that values are sealed to.',
  })
  readonly publisherKey: Secret | undefined;

  @EnvList('ASHLAR_SECRETS_WRITERS', {
    optional: true,
    maxItems: 10,
    pattern: /^[A-Za-z0-9+/_-]{43}=?$/,
    description: 'Public Ed25519 keys in base64 of who may write: nothing that another signed is opened.',
  })
  readonly writers: readonly string[] | undefined;

  @EnvList('ASHLAR_SECRETS_POLICY', {
    optional: true,
    maxItems: 200,
    pattern: /^[^|]{1,255}\|[a-z0-9.-]{1,64}\|(general|storage|\*)\|([0-9a-f-]{36}|\*)$/,
    description:
      'Who may have what: service|purpose|kind|domain, with * for any kind or domain. All else is refused.',
  })
  readonly policy: readonly string[] | undefined;

  @EnvChoice('ASHLAR_SECRETS_PLAINTEXT_REPLIES', {
    choices: ['sealed-only', 'allowed'],
    default: 'sealed-only',
    description:
      'Whether values may be answered unsealed. Only where TLS ends at this process or at a proxy that can be trusted.',
  })
  readonly plaintextReplies!: 'sealed-only' | 'allowed';

  @EnvInteger('ASHLAR_SECRETS_SPARE_KEYS', {
    default: 200,
    min: 1,
    max: 100_000,
    description: 'Keys that are kept ready for owners who have none yet.',
  })
  readonly spareKeys!: number;

  @EnvString('ASHLAR_SECRETS_CHECKPOINT_FILE', {
    optional: true,
    maxLength: 1_000,
    description:
      'Where the last checkpoint of the audit trail is kept, apart from the database and its backups: a database that was put back is then noticed and nothing is given out. Each replica may have its own.',
  })
  readonly checkpointFile: string | undefined;
}
