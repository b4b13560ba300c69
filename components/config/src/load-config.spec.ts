import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Matches, ValidateBy } from 'class-validator';

import { HttpConfig, spec, StoreConfig } from './config.fixture.js';
import {
  ConfigurationError,
  type ConfigSpec,
  type Environment,
  EnvDuration,
  EnvInteger,
  EnvNumber,
  EnvSecret,
  EnvString,
  EnvUrl,
  loadConfig,
  type Secret,
} from './index.js';

const password = randomBytes(12).toString('hex');
const url = `postgres://ashlar:${password}@db/ashlar`;
const enough = { DATABASE_URL: url, ASHLAR_STORE_NAME: 'main' };

function failure(classes: ConfigSpec, env: Environment): ConfigurationError {
  try {
    loadConfig(classes, env);
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error('The configuration was accepted');
}

function faults(classes: ConfigSpec, env: Environment): Record<string, string> {
  return Object.fromEntries(failure(classes, env).faults.map(({ variable, message }) => [variable, message]));
}

describe('loading', () => {
  it('uses the defaults', () => {
    const config = loadConfig(spec, enough);
    expect({ ...config.http }).toEqual({
      port: 8080,
      publicUrl: undefined,
      origins: [],
      timeout: 30_000,
      trustProxy: false,
      mode: 'safe',
    });
    expect(config.http).toBeInstanceOf(HttpConfig);
    expect(config.store.url.reveal()).toBe(url);
    expect(config.store.name).toBe('main');
  });

  it('reads every kind', () => {
    const { http } = loadConfig(spec, {
      ...enough,
      ASHLAR_HTTP_PORT: ' 0 ',
      ASHLAR_PUBLIC_URL: 'https://ashlar.example/x',
      ASHLAR_HTTP_ORIGINS: 'https://a.example, ,https://b.example',
      ASHLAR_HTTP_TIMEOUT: '1.5m',
      ASHLAR_HTTP_TRUST_PROXY: 'TRUE',
      ASHLAR_HTTP_MODE: 'fast',
    });
    expect({ ...http }).toEqual({
      port: 0,
      publicUrl: 'https://ashlar.example/x',
      origins: ['https://a.example', 'https://b.example'],
      timeout: 90_000,
      trustProxy: true,
      mode: 'fast',
    });
  });

  it('is frozen all the way down', () => {
    const config = loadConfig(spec, { ...enough, ASHLAR_HTTP_ORIGINS: 'https://a.example' });
    expect(() => Object.assign(config, { http: {} })).toThrow(TypeError);
    expect(() => Object.assign(config.http, { port: 1 })).toThrow(TypeError);
    expect(() => (config.http.origins as string[]).push('x')).toThrow(TypeError);
  });

  it('takes an empty or blank value as not set', () => {
    expect(loadConfig(spec, { ...enough, ASHLAR_HTTP_PORT: '', ASHLAR_PUBLIC_URL: '  ' }).http.port).toBe(
      8080,
    );
    expect(faults(spec, { ...enough, DATABASE_URL: '' })).toEqual({ DATABASE_URL: 'is required' });
  });

  it('inherits the variables of the class it extends', () => {
    class MoreHttp extends HttpConfig {
      @EnvInteger('ASHLAR_HTTP_BACKLOG', { default: 5, description: 'Backlog.' })
      readonly backlog!: number;
    }
    expect(loadConfig({ http: MoreHttp }, { ASHLAR_HTTP_PORT: '1' }).http).toMatchObject({
      port: 1,
      backlog: 5,
    });
  });
});

describe('faults', () => {
  it('are reported together, one per line, without a value', () => {
    const error = failure(spec, {
      DATABASE_URL: `mysql://ashlar:${password}@db`,
      ASHLAR_HTTP_PORT: '70000',
      ASHLAR_PUBLIC_URL: `https://ashlar:${password}@ashlar.example`,
      ASHLAR_HTTP_ORIGINS: 'http://a.example',
      ASHLAR_HTTP_TIMEOUT: '30',
      ASHLAR_HTTP_TRUST_PROXY: 'maybe',
      ASHLAR_HTTP_MODE: 'quick',
      ASHLAR_HTTP_PROT: password,
    });
    expect(error.message.split('\n')).toEqual([
      'The configuration is not valid:',
      '  ASHLAR_HTTP_TIMEOUT: must be a duration with its unit, such as 250ms, 30s, 5m, 12h or 7d',
      '  ASHLAR_HTTP_TRUST_PROXY: must be true or false',
      '  ASHLAR_HTTP_MODE: must be one of fast, safe',
      '  ASHLAR_HTTP_PORT: must be at most 65535',
      '  ASHLAR_PUBLIC_URL: must not carry a user name or password',
      '  ASHLAR_HTTP_ORIGINS: must have only items that match /^https:/',
      '  ASHLAR_STORE_NAME: is required',
      '  DATABASE_URL: must be a URL that begins with postgres:// or postgresql://',
      '  ASHLAR_HTTP_PROT: is not a known variable; did you mean ASHLAR_HTTP_PORT?',
    ]);
    expect(error.faults).toHaveLength(9);
    expect(JSON.stringify(error) + String(error.stack)).not.toContain(password);
  });

  it.each(['8080x', '1e3', '0x10', '1.5', '--1', '99999999999999999999'])('refuse the integer %j', (text) => {
    expect(faults(spec, { ...enough, ASHLAR_HTTP_PORT: text })).toEqual({
      ASHLAR_HTTP_PORT: 'must be a whole number',
    });
  });

  it('hold for decimal numbers too', () => {
    class Ratio {
      @EnvNumber('ASHLAR_RATIO', { min: 0, max: 1, description: 'Ratio.' }) readonly ratio!: number;
    }
    expect(loadConfig({ r: Ratio }, { ASHLAR_RATIO: '0.25' }).r.ratio).toBe(0.25);
    expect(faults({ r: Ratio }, { ASHLAR_RATIO: '1.5' })).toEqual({ ASHLAR_RATIO: 'must be at most 1' });
    expect(faults({ r: Ratio }, { ASHLAR_RATIO: '.5' })).toEqual({
      ASHLAR_RATIO: 'must be a decimal number',
    });
  });

  it.each(['5', '-1s', 's', '1 s', '1w', '1s1m'])('refuse the duration %j', (text) => {
    expect(faults(spec, { ...enough, ASHLAR_HTTP_TIMEOUT: text })['ASHLAR_HTTP_TIMEOUT']).toMatch(/duration/);
  });

  it.each(['ashlar.example', 'ftp://a.example', 'javascript:alert(1)', 'https://'])(
    'refuse the URL %j',
    (text) => {
      expect(faults(spec, { ...enough, ASHLAR_PUBLIC_URL: text })).toEqual({
        ASHLAR_PUBLIC_URL: 'must be a URL that begins with http:// or https://',
      });
    },
  );

  it('check a default like any other value', () => {
    class Wrong {
      @EnvInteger('ASHLAR_X', { default: 9, max: 5, description: 'X.' }) readonly x!: number;
    }
    expect(faults({ wrong: Wrong }, {})).toEqual({ ASHLAR_X: 'must be at most 5' });
  });

  it('name the service whose address Kubernetes put in a known variable', () => {
    expect(faults(spec, { ...enough, ASHLAR_HTTP_PORT: 'tcp://10.0.0.7:80' })['ASHLAR_HTTP_PORT']).toMatch(
      /whole number; .*enableServiceLinks/,
    );
  });
});

describe('class-validator rules of a brick', () => {
  const later = ValidateBy({
    name: 'later',
    validator: {
      validate: (value, args) => Number(value) > (args?.object as Window).from,
      defaultMessage: () => '$property must come after from',
    },
  });

  class Window {
    @EnvInteger('ASHLAR_FROM', { default: 1, description: 'From.' }) readonly from!: number;
    @EnvInteger('ASHLAR_TO', { default: 2, description: 'To.' }) @later readonly to!: number;
  }

  it('see the other values', () => {
    expect(loadConfig({ window: Window }, { ASHLAR_FROM: '1' }).window.to).toBe(2);
    expect(faults({ window: Window }, { ASHLAR_FROM: '2' })).toEqual({ ASHLAR_TO: 'must come after from' });
  });

  it('also run on optional values that are not set', () => {
    class Tls {
      @EnvString('ASHLAR_CERT', { optional: true, description: 'Certificate.' })
      readonly cert: string | undefined;
      @EnvString('ASHLAR_KEY', { optional: true, description: 'Key.' })
      @ValidateBy({
        name: 'together',
        validator: {
          validate: (value, args) => (value === undefined) === ((args?.object as Tls).cert === undefined),
          defaultMessage: () => 'goes with ASHLAR_CERT',
        },
      })
      readonly key: string | undefined;
    }
    expect(loadConfig({ tls: Tls }, {}).tls.key).toBeUndefined();
    expect(faults({ tls: Tls }, { ASHLAR_CERT: 'c' })).toEqual({ ASHLAR_KEY: 'goes with ASHLAR_CERT' });
  });

  it('cannot leak a secret through their message', () => {
    class Leaky {
      @EnvSecret('ASHLAR_KEY', { description: 'Key.' })
      @ValidateBy({
        name: 'leak',
        validator: {
          validate: () => false,
          defaultMessage: (args) => `refused: ${(args?.value as Secret).reveal()}`,
        },
      })
      readonly key!: Secret;
    }
    expect(faults({ leaky: Leaky }, { ASHLAR_KEY: password })).toEqual({ ASHLAR_KEY: 'refused: ***' });
  });

  it('stand beside ours', () => {
    class Both {
      @EnvString('ASHLAR_B', { maxLength: 2, description: 'B.' }) @Matches(/^b/) readonly b!: string;
    }
    const message = faults({ both: Both }, { ASHLAR_B: 'aaa' })['ASHLAR_B'] ?? '';
    expect(message.split('; ').sort()).toEqual([
      'must have at most 2 characters',
      'must match /^b/ regular expression',
    ]);
  });
});

describe('unknown names', () => {
  it.each([
    ['ASHLAR_HOME', '/srv/ashlar'],
    ['ASHLAR_DATA_API_SERVICE_HOST', '10.0.0.7'],
    ['ASHLAR_DATA_API_SERVICE_PORT', '80'],
    ['ASHLAR_DATA_API_SERVICE_PORT_HTTP', '80'],
    ['ASHLAR_DATA_API_PORT', 'tcp://10.0.0.7:80'],
    ['ASHLAR_DNS_PORT', 'udp://10.0.0.7:53'],
    ['ASHLAR_PORT', 'tcp://10.0.0.7:80'],
    ['ASHLAR_DATA_API_PORT_80_TCP', 'tcp://10.0.0.7:80'],
    ['ASHLAR_DATA_API_PORT_80_TCP_PROTO', 'tcp'],
    ['ASHLAR_DATA_API_PORT_80_TCP_ADDR', '10.0.0.7'],
    ['OTHER_NAME', 'x'],
  ])('let %s pass', (name, value) => {
    expect(loadConfig(spec, { ...enough, [name]: value }).store.name).toBe('main');
  });

  it.each([
    ['ASHLAR_DATA_API_PORT', '8080'],
    ['ASHLAR_HTTP_PORT_FILE', '/port'],
    ['ASHLAR_LOGLEVEL', 'info'],
    ['ASHLAR_', 'x'],
  ])('refuse %s=%s', (name, value) => {
    expect(faults(spec, { ...enough, [name]: value })[name]).toMatch(/^is not a known variable/);
  });

  it('get a suggestion only when one is near', () => {
    expect(faults(spec, { ...enough, ASHLAR_COMPLETELY_OTHER: 'x' })).toEqual({
      ASHLAR_COMPLETELY_OTHER: 'is not a known variable',
    });
  });
});

describe('files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ashlar-config-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  function file(name: string, content: string | Uint8Array): string {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  }

  it('hold secrets and whatever asks for it; one trailing newline is dropped', () => {
    const { store } = loadConfig(spec, {
      DATABASE_URL_FILE: file('url', `${url}\n`),
      ASHLAR_STORE_NAME_FILE: file('name', 'main\r\n'),
    });
    expect([store.url.reveal(), store.name]).toEqual([url, 'main']);
  });

  it('keep the other white space of a secret', () => {
    class Key {
      @EnvSecret('ASHLAR_KEY', { description: 'Key.' }) readonly key!: Secret;
    }
    const { key } = loadConfig({ key: Key }, { ASHLAR_KEY_FILE: file('spaces', ' a \n\n') });
    expect(key.key.reveal()).toBe(' a \n');
  });

  it('and the variable cannot both be set', () => {
    expect(faults(spec, { ...enough, DATABASE_URL_FILE: file('both', url) })).toEqual({
      DATABASE_URL_FILE: 'is set, and so is DATABASE_URL: set one of them',
    });
  });

  it.each<[string, () => string, RegExp]>([
    ['missing', () => join(folder, 'nowhere'), /cannot be read \(ENOENT\)/],
    ['a folder', () => folder, /regular file/],
    ['empty', () => file('empty', '\n'), /empty/],
    ['too large', () => file('large', 'x'.repeat(1024 * 1024 + 1)), /1 MiB/],
    ['not text', () => file('binary', Uint8Array.of(0xff, 0xfe)), /UTF-8/],
    ['a secret given by mistake', () => password, /ENOENT/],
  ])('that are %s are faults', (_what, path, message) => {
    const error = failure(spec, { ASHLAR_STORE_NAME: 'main', DATABASE_URL_FILE: path() });
    expect(error.faults).toEqual([
      { variable: 'DATABASE_URL_FILE', message: expect.stringMatching(message) as string },
    ]);
    expect(error.message).not.toContain(path());
  });
});

describe('mistakes of the programmer', () => {
  it('throw before anything is read', () => {
    class Again {
      @EnvInteger('ASHLAR_HTTP_PORT', { default: 1, description: 'Again.' }) readonly port!: number;
    }
    class AgainAsFile {
      @EnvString('DATABASE_URL_FILE', { optional: true, description: 'F.' }) readonly f: string | undefined;
    }
    expect(() => loadConfig({ http: HttpConfig, again: Again }, {})).toThrow(/two properties/);
    expect(() => loadConfig({ store: StoreConfig, again: AgainAsFile }, {})).toThrow(/two properties/);
  });

  const target = { x: '' };
  it.each<[string, () => void]>([
    ['a name', () => EnvString('ashlar_x', { default: '', description: 'X.' })(target, 'x')],
    ['a description', () => EnvString('ASHLAR_X', { default: '', description: ' ' })(target, 'x')],
    ['a default', () => EnvUrl('ASHLAR_X', { default: 'x', optional: true, description: 'X.' })],
    ['a duration', () => EnvDuration('ASHLAR_X', { default: '5e3s', description: 'X.' })],
  ])('are refused at the declaration: %s', (_what, declare) => {
    expect(declare).toThrow(TypeError);
  });

  it('do not compile when the property cannot hold the value', () => {
    class Wrong {
      // @ts-expect-error a number does not fit in a string
      @EnvInteger('ASHLAR_A', { default: 1, description: 'A.' }) readonly a!: string;
      // @ts-expect-error undefined does not fit
      @EnvString('ASHLAR_B', { optional: true, description: 'B.' }) readonly b!: string;
    }
    expect(loadConfig({ wrong: Wrong }, {}).wrong.b).toBeUndefined();
  });
});
