import { EnvDuration, EnvString, EnvUrl } from '@ashlar/config';

export class HttpRunsConfig {
  @EnvString('ASHLAR_RUNS_HTTP_KEYS_PATH', {
    optional: true,
    maxLength: 500,
    description:
      'The folder with the keys that sign calls, such as a mounted Secret: one file per key, named as runs name it, with 24 to 64 random bytes as `whsec_` and base64. A second line is the key before: it signs and verifies too. Without it there are no runs over HTTP.',
  })
  readonly keysPath: string | undefined;

  @EnvUrl('ASHLAR_RUNS_HTTP_CALLBACK_URL', {
    optional: true,
    description:
      'The address of the data API as those who are called reach it; callbacks go to `/api/data/run-callbacks` below it. Without it no run may wait for a callback.',
  })
  readonly callbackUrl: string | undefined;

  @EnvDuration('ASHLAR_RUNS_HTTP_TIMEOUT', {
    default: '10s',
    min: '100ms',
    max: '1m',
    description: 'How long one call may take; `ASHLAR_EGRESS_TIMEOUT` bounds it too.',
  })
  readonly timeoutMs!: number;

  @EnvDuration('ASHLAR_RUNS_HTTP_REPLAY_WINDOW', {
    default: '5m',
    min: '1s',
    max: '1h',
    description: 'How far the time of a callback may be from ours.',
  })
  readonly replayWindowMs!: number;
}
