import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { environmentOf, passedOn, services } from './services.js';

interface Fault {
  readonly variable: string;
  readonly message: string;
}

/** Settings of the caller that a service would refuse: all of them, of all services. */
export class WrongSettingsError extends Error {
  override readonly name = 'WrongSettingsError';

  constructor(readonly faults: readonly Fault[]) {
    const lines = faults.map(({ variable, message }) => `\n  ${variable}: ${message}`);
    super(`The configuration is not valid, and nothing was started:${lines.join('')}`);
  }
}

// A tool depends on no base; this reads what is built, as the deployables do.
interface ConfigBrick {
  loadConfig(spec: unknown, env: Readonly<Record<string, string>>): unknown;
  describeConfig(spec: unknown): readonly { readonly variable: string; readonly file: boolean }[];
}
interface Base {
  readonly deployable: { readonly config: unknown };
}

const someKey = Buffer.alloc(32, 1).toString('base64');
const anywhere = {
  port: 8080,
  metricsPort: 9080,
  databaseUrl: 'postgresql://127.0.0.1/ashlar',
  issuer: 'http://127.0.0.1/realms/ashlar',
  keys: {
    invitations: someKey,
    webhooks: someKey,
    root: someKey,
    writer: someKey,
    publisher: someKey,
    bundles: someKey,
  },
  worker: { dataUrl: 'http://127.0.0.1', secretsUrl: 'http://127.0.0.1', clientSecret: someKey },
};

/** By the name of the process, settings of the caller that only other services know. */
export type Foreign = Readonly<Record<string, ReadonlySet<string>>>;

/**
 * Shows the settings of the caller to the configuration of every service, before anything is started.
 * @throws {WrongSettingsError}
 */
export async function checkSettings(root: string, env: NodeJS.ProcessEnv): Promise<Foreign> {
  const names = Object.keys(passedOn(env)).filter((name) => /^(?:ASHLAR|OTEL)_/.test(name));
  // What the stack chooses is right, and to look at it would make every start slower.
  if (names.length === 0) return {};
  const { loadConfig, describeConfig } = await load<ConfigBrick>(root, 'components/config/dist/index.js');
  const known = await Promise.all(
    services.map(async (service) => {
      const { config } = (await load<Base>(root, service.base)).deployable;
      const rows = describeConfig(config);
      const variables = new Set(
        rows.flatMap(({ variable, file }) => [variable, ...(file ? [`${variable}_FILE`] : [])]),
      );
      return { service, config, variables };
    }),
  );
  const foreign: Foreign = Object.fromEntries(
    known.map(({ service, variables }) => [
      service.name,
      // What nobody knows is for everybody, so that it is refused.
      new Set(names.filter((name) => !variables.has(name) && known.some((one) => one.variables.has(name)))),
    ]),
  );
  const faults = new Map<string, Fault>();
  for (const { service, config } of known) {
    const passed = passedOn(env, foreign[service.name]);
    try {
      loadConfig(config, { ...passed, ...environmentOf(service, anywhere) });
    } catch (error) {
      for (const fault of faultsOf(error)) {
        if (!faults.has(fault.variable)) faults.set(fault.variable, fault);
      }
    }
  }
  if (faults.size > 0) throw new WrongSettingsError([...faults.values()]);
  return foreign;
}

function faultsOf(error: unknown): readonly Fault[] {
  if (error instanceof Error && 'faults' in error) return error.faults as readonly Fault[];
  throw error;
}

async function load<Door>(root: string, file: string): Promise<Door> {
  return (await import(pathToFileURL(join(root, file)).href)) as Door;
}
