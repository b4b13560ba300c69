import {
  EnvBoolean,
  EnvChoice,
  EnvDuration,
  EnvInteger,
  EnvList,
  EnvSecret,
  EnvString,
  EnvUrl,
  type Secret,
} from './index.js';

export class HttpConfig {
  @EnvInteger('ASHLAR_HTTP_PORT', { default: 8080, min: 0, max: 65535, description: 'Port of the API.' })
  readonly port!: number;

  @EnvUrl('ASHLAR_PUBLIC_URL', { optional: true, description: 'Where callers reach it.' })
  readonly publicUrl: string | undefined;

  @EnvList('ASHLAR_HTTP_ORIGINS', { default: [], maxItems: 2, pattern: /^https:/, description: 'CORS.' })
  readonly origins!: readonly string[];

  @EnvDuration('ASHLAR_HTTP_TIMEOUT', { default: '30s', min: '1s', max: '5m', description: 'Per request.' })
  readonly timeout!: number;

  @EnvBoolean('ASHLAR_HTTP_TRUST_PROXY', { default: false, description: 'Believe X-Forwarded-For.' })
  readonly trustProxy!: boolean;

  @EnvChoice('ASHLAR_HTTP_MODE', { choices: ['fast', 'safe'], default: 'safe', description: 'fast | safe.' })
  readonly mode!: 'fast' | 'safe';
}

export class StoreConfig {
  @EnvSecret('DATABASE_URL', { protocols: ['postgres', 'postgresql'], description: 'The database.' })
  readonly url!: Secret;

  @EnvString('ASHLAR_STORE_NAME', { pattern: /^[a-z]+$/, maxLength: 8, file: true, description: 'Its name.' })
  readonly name!: string;
}

export const spec = { http: HttpConfig, store: StoreConfig };
