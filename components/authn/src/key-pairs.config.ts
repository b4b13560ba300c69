import { EnvDuration, EnvSecret, type Secret } from '@ashlar/config';

/** What the secret halves of key pairs are made from, and how long a signed request is good. */
export class KeyPairsConfig {
  @EnvSecret('ASHLAR_KEY_PAIR_KEYS', {
    optional: true,
    description:
      'Keys that the secrets of key pairs are derived from: base64 of 32 bytes or more, commas between; the first makes new ones, all verify. Without one there are no key pairs.',
  })
  readonly keys: Secret | undefined;

  @EnvDuration('ASHLAR_KEY_PAIR_WINDOW', {
    default: '5m',
    min: '1s',
    max: '15m',
    description: 'How far the date of a signed request may be from the clock of the database, either way.',
  })
  readonly windowMs!: number;
}
