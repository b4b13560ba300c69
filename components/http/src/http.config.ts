import { EnvDuration, EnvInteger, EnvList, EnvString, EnvUrl } from '@ashlar/config';

export class HttpConfig {
  @EnvString('ASHLAR_HTTP_HOST', {
    default: '0.0.0.0',
    maxLength: 255,
    description: 'Address the API listens on.',
  })
  readonly host!: string;

  @EnvInteger('ASHLAR_HTTP_PORT', { default: 8080, min: 0, max: 65_535, description: 'Port of the API.' })
  readonly port!: number;

  @EnvUrl('ASHLAR_PUBLIC_URL', {
    optional: true,
    description: 'How callers reach this service, for the documents. Default: as the caller addressed it.',
  })
  readonly publicUrl: string | undefined;

  @EnvList('ASHLAR_HTTP_CORS_ORIGINS', {
    default: [],
    description: 'Origins of web applications that may call the API from a browser.',
  })
  readonly corsOrigins!: readonly string[];

  @EnvInteger('ASHLAR_HTTP_RATE_LIMIT', {
    default: 1_200,
    min: 1,
    max: 10_000_000,
    description: 'Requests per caller and minute, in each replica.',
  })
  readonly rateLimit!: number;

  @EnvInteger('ASHLAR_HTTP_TRUSTED_PROXIES', {
    default: 0,
    min: 0,
    max: 10,
    description: 'Reverse proxies in front, whose X-Forwarded-For is believed.',
  })
  readonly trustedProxies!: number;

  @EnvDuration('ASHLAR_HTTP_REQUEST_TIMEOUT', {
    default: '30s',
    description: 'After this a request is given up.',
  })
  readonly requestTimeoutMs!: number;

  @EnvDuration('ASHLAR_HTTP_DRAIN', {
    default: '0s',
    max: '10m',
    description:
      'How long a stopping service goes on answering, so that load balancers notice it is not ready.',
  })
  readonly drainMs!: number;

  @EnvDuration('ASHLAR_HTTP_STOP_DEADLINE', {
    default: '10s',
    min: '100ms',
    max: '10m',
    description: 'How long requests under way may take when the service stops.',
  })
  readonly stopDeadlineMs!: number;
}
