import { createHash } from 'node:crypto';
import { configOf, wireOf } from '../config.js';
import type { ConfigChange, StorageConfig } from '../config.types.js';
import { sensitiveFields } from '../credentials.js';
import type { LastCheck, Storage } from '../storage.types.js';
import { type StorageResourceChange, type WireConfig, withAddressing } from './config.dto.js';
import type {
  LastCheckResponse,
  StorageCredentialsResponse,
  StorageDetailsResponse,
  StorageResponse,
} from './storage.dto.js';

export function presentResource(config: StorageConfig): WireConfig {
  const wire = wireOf(config);
  return config.type === 's3' ? { ...wire, path_style: config.addressing === 'path' } : wire;
}

export function presentStorage(storage: Storage): StorageResponse {
  const { owner, lastCheck } = storage;
  return {
    id: storage.id,
    name: storage.name,
    description: storage.description ?? null,
    owner_type: owner.type,
    owner_id: owner.type === 'platform' ? null : owner.id,
    resource: presentResource(storage.config),
    enabled: storage.enabled,
    ...(lastCheck && { last_check: presentCheck(lastCheck) }),
    version: storage.version,
    created_at: storage.createdAt.toISOString(),
    updated_at: storage.updatedAt.toISOString(),
  };
}

function presentCheck({ status, since, at, intendedUse }: LastCheck): LastCheckResponse {
  return { status, since: since.toISOString(), at: at.toISOString(), intended_use: intendedUse };
}

/** How the last check ended is noted by the worker, and no change of the storage. */
export function stampOf({ lastCheck }: Storage): string | undefined {
  return lastCheck && `${lastCheck.status}-${lastCheck.at.getTime().toString(36)}`;
}

export function presentDetails(storage: Storage): StorageDetailsResponse {
  const { config, credentials } = storage;
  return {
    ...presentStorage(storage),
    credentials: presentCredentials(storage),
    sensitive_fields: [...sensitiveFields(config, credentials)],
  };
}

export function presentCredentials({ config, credentials }: Storage): StorageCredentialsResponse {
  const needed = sensitiveFields(config, credentials).filter(({ required }) => required);
  const latest = Math.max(0, ...credentials.map(({ updatedAt }) => updatedAt.getTime()));
  const together = credentials.map(({ option, fingerprint }) => `${option}=${fingerprint}`).join();
  return {
    secret_set: credentials.length > 0 && needed.every(({ set }) => set),
    updated_at: latest === 0 ? null : new Date(latest).toISOString(),
    fingerprint:
      credentials.length === 0
        ? null
        : createHash('sha256').update(together).digest('base64url').slice(0, 16),
    fields: credentials.map(({ option, fingerprint, hint, updatedAt, previousUntil }) => ({
      name: option,
      fingerprint,
      hint: hint ?? null,
      updated_at: updatedAt.toISOString(),
      previous_until: previousUntil?.toISOString() ?? null,
    })),
  };
}

export function toConfig(wire: WireConfig): StorageConfig {
  return configOf(wire.type, withAddressing(wire));
}

const camel = (name: string): string =>
  name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

export function toConfigChange(wire: StorageResourceChange): ConfigChange {
  const entries = Object.entries(withAddressing(wire)).map(([name, value]) => [camel(name), value] as const);
  return Object.fromEntries(entries);
}
