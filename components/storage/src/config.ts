import { ValidationFailed } from '@ashlar/errors';
import { kindOf, type Setting, wireName } from './catalogue/index.js';
import type { ConfigChange, StorageConfig, StorageType } from './config.types.js';
import { StorageSettingsRefused } from './storage.errors.js';

type Values = Readonly<Record<string, unknown>>;

/** The settings of a kind, from their names on the wire. Only for what the DTO of the kind has let through. */
export function configOf(type: StorageType, wire: Values): StorageConfig {
  const settings = Object.keys(kindOf(type).settings).flatMap((name): [string, unknown][] => {
    const value = wire[wireName(name)];
    return value === undefined ? [] : [[name, value]];
  });
  return { type, ...Object.fromEntries(settings) } as unknown as StorageConfig;
}

/** The same by their names on the wire. */
export function wireOf({ type, ...settings }: StorageConfig): Values & { readonly type: StorageType } {
  const values = Object.entries(settings).flatMap(([name, value]) =>
    value === undefined ? [] : [[wireName(name), value] as const],
  );
  return { type, ...Object.fromEntries(values) };
}

/** @throws {StorageSettingsRefused} for what the kind does not have. */
export function changedConfig(config: StorageConfig, { type, ...change }: ConfigChange): StorageConfig {
  if (type !== undefined && type !== config.type) {
    throw new StorageSettingsRefused(`A storage stays of the type ${config.type}`, {
      details: { fields: ['type'] },
    });
  }
  const { settings } = kindOf(config.type);
  const given = Object.entries(change).filter(([, value]) => value !== undefined);
  const strange = given.filter(([name]) => !Object.hasOwn(settings, name)).map(([name]) => wireName(name));
  if (strange.length > 0) {
    throw new StorageSettingsRefused(`A storage of the type ${config.type} has no such setting`, {
      details: { fields: strange },
    });
  }
  const kept = given.filter(([name, value]) => value !== null || settings[name]?.required);
  const missing = kept.filter(([, value]) => value === null).map(([name]) => wireName(name));
  if (missing.length > 0) {
    throw new StorageSettingsRefused('What a storage needs cannot be cleared', {
      details: { fields: missing },
    });
  }
  const cleared = given.filter(([, value]) => value === null).map(([name]) => name);
  const defaults = cleared.flatMap((name) => {
    const setting = settings[name];
    return setting && 'default' in setting && setting.default !== undefined ? [[name, setting.default]] : [];
  });
  const merged = Object.entries({ ...config, ...Object.fromEntries(kept) }).filter(
    ([name]) => !cleared.includes(name),
  );
  return Object.fromEntries([...merged, ...defaults]) as unknown as StorageConfig;
}

interface SettingFault {
  readonly name: string;
  readonly rule: string;
  readonly demand: string;
}

function faultOf(setting: Setting, value: unknown): Omit<SettingFault, 'name'> | undefined {
  switch (setting.kind) {
    case 'flag':
      return typeof value === 'boolean' ? undefined : { rule: 'isBoolean', demand: 'must be true or false' };
    case 'choice':
      return typeof value === 'string' && setting.values.includes(value)
        ? undefined
        : { rule: 'isIn', demand: `must be one of ${setting.values.join(', ')}` };
    case 'number':
      return Number.isInteger(value) && Number(value) >= setting.min && Number(value) <= setting.max
        ? undefined
        : { rule: 'isInt', demand: `must be a whole number from ${setting.min} to ${setting.max}` };
    case 'origin':
    case 'url':
      return typeof value === 'string' && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)
        ? undefined
        : { rule: 'httpUrl', demand: 'must be an http or https URL' };
    case 'text': {
      const { minLength = 1, maxLength, pattern } = setting;
      if (typeof value !== 'string') return { rule: 'isString', demand: 'must be a text' };
      if (value.length < minLength || value.length > maxLength)
        return { rule: 'maxLength', demand: `must have ${minLength} to ${maxLength} characters` };
      return !pattern || pattern.test(value)
        ? undefined
        : { rule: 'pattern', demand: `must match ${pattern.source}` };
    }
  }
}

/** @throws {ValidationFailed} for a value that the type does not take, naming every one. */
function assertValid({ type, ...settings }: StorageConfig): void {
  const faults = Object.entries(kindOf(type).settings).flatMap(([name, setting]): SettingFault[] => {
    const value: unknown = Reflect.get(settings, name);
    const fault = value === undefined && !setting.required ? undefined : faultOf(setting, value);
    return fault ? [{ name, ...fault }] : [];
  });
  if (faults.length > 0) refuse(faults);
}

function refuse(faults: readonly SettingFault[]): never {
  const errors = faults.map(({ name, rule, demand }) => {
    const field = `resource.${wireName(name)}`;
    return { pointer: `#/body/resource/${wireName(name)}`, field, rule, message: `${field} ${demand}` };
  });
  const [first] = errors;
  throw new ValidationFailed(
    errors.length === 1 ? (first?.message ?? '') : `${errors.length} faults, see details.errors`,
    {
      details: { errors },
    },
  );
}

/**
 * One way to write each address and folder, so that what is the same looks the same.
 * @throws {ValidationFailed} for a value that the type does not take, and an address that leads elsewhere than it seems.
 */
export function normalised(config: StorageConfig): StorageConfig {
  assertValid(config);
  const { settings } = kindOf(config.type);
  const values = Object.entries(config).flatMap(([name, value]): [string, unknown][] => {
    const setting = settings[name];
    if (!setting || typeof value !== 'string') return [[name, value]];
    if (setting.kind === 'origin' || setting.kind === 'url') return [[name, addressOf(name, value, setting)]];
    if (name === 'host') return [[name, value.toLowerCase().replace(/\.$/, '')]];
    if (name !== 'prefix' && name !== 'path') return [[name, value]];
    const folder = value.replaceAll(/\/{2,}/g, '/').replace(/\/$/, '');
    return folder === '' ? [] : [[name, folder]];
  });
  return Object.fromEntries(values) as unknown as StorageConfig;
}

function addressOf(name: string, text: string, { kind }: Setting): string {
  const url = new URL(text);
  const bare = kind === 'origin' && url.pathname !== '/';
  if (url.search !== '' || url.hash !== '' || url.username !== '' || bare || url.hostname === '') {
    const demand = `must be an http or https URL ${kind === 'origin' ? 'of a host, with nothing behind it' : 'without query and fragment'}`;
    refuse([{ name, rule: kind, demand }]);
  }
  const port = url.port === '' ? '' : `:${url.port}`;
  const path = kind === 'origin' ? '' : url.pathname.replace(/\/+$/, '');
  return `${url.protocol}//${url.hostname.replace(/\.$/, '')}${port}${path}`;
}

/** Where credentials go, as one text. */
export function targetOf(config: StorageConfig): string {
  const values = Object.entries(kindOf(config.type).settings)
    .filter(([, setting]) => setting.target)
    .map(([name]) => Reflect.get(config, name) ?? null);
  return JSON.stringify([config.type, ...values]);
}

/** What only administrators of the platform may set so: by its name on the wire. */
export function settingsOfAdministrators(config: StorageConfig): readonly string[] {
  return Object.entries(kindOf(config.type).settings)
    .filter(
      ([name, setting]) =>
        setting.administrators && 'default' in setting && Reflect.get(config, name) !== setting.default,
    )
    .map(([name]) => wireName(name));
}
