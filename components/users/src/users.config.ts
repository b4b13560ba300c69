import { EnvDuration, EnvInteger } from '@ashlar/config';

export class UsersConfig {
  @EnvInteger('ASHLAR_USERS_MOST_PINS', {
    default: 10,
    min: 1,
    max: 100,
    description: 'How many projects a user can pin.',
  })
  readonly mostPins!: number;
}

export class UserPurgeConfig {
  @EnvDuration('ASHLAR_USERS_DELETION_GRACE', {
    default: '30d',
    max: '365d',
    description:
      'How long a deleted user can be restored. Then keys, belongings and personal data go, for good.',
  })
  readonly graceMs!: number;
}
