import { ConfigurationError, loadConfig } from '@ashlar/config';
import { assertSpiceDbConfig, SpiceDbConfig } from './spicedb.config.js';

const configOf = (env: Readonly<Record<string, string>>) =>
  loadConfig({ spicedb: SpiceDbConfig }, env).spicedb;

it('asks for nothing where the database decides', () => {
  const config = configOf({});
  expect(config.mode).toBe('sql');
  expect(() => assertSpiceDbConfig(config)).not.toThrow();
});

it('names all that is missing where SpiceDB is asked', () => {
  expect(() => assertSpiceDbConfig(configOf({ ASHLAR_AUTHZ_ENGINE: 'shadow' }))).toThrow(ConfigurationError);
  expect(() => assertSpiceDbConfig(configOf({ ASHLAR_AUTHZ_ENGINE: 'shadow' }))).toThrow(
    /ASHLAR_SPICEDB_ENDPOINT[\s\S]*ASHLAR_SPICEDB_KEY/,
  );
  const whole = {
    ASHLAR_AUTHZ_ENGINE: 'spicedb',
    ASHLAR_SPICEDB_ENDPOINT: 'spicedb:50051',
    ASHLAR_SPICEDB_KEY: 'k',
  };
  expect(() => assertSpiceDbConfig(configOf(whole))).not.toThrow();
});
