import { ValidationFailed } from '@ashlar/errors';
import type { EffectiveSetting, Setting, SettingRevision, SettingSummary } from '../settings.types.js';
import type {
  EffectiveSettingResponse,
  SettingResponse,
  SettingRevisionResponse,
  SettingSummaryResponse,
} from './settings.dto.js';

const pointerPattern = /^(\/([^~/]|~[01])*)*$/;

/** @throws {ValidationFailed} for what is no JSON pointer. */
export function toPointers(locked: readonly string[] | undefined): readonly string[] {
  const wrong = (locked ?? []).findIndex((pointer) => !pointerPattern.test(pointer));
  if (wrong === -1) return [...new Set(locked)];
  throw new ValidationFailed('locked must hold JSON pointers', {
    details: {
      errors: [
        {
          ...{ pointer: `#/body/locked/${wrong}`, field: `locked.${wrong}`, rule: 'pointer' },
          message: 'locked must hold JSON pointers',
        },
      ],
    },
  });
}

export function presentSummary(setting: SettingSummary): SettingSummaryResponse {
  return {
    id: setting.id,
    owner: { ...setting.owner },
    name: setting.name,
    locked: [...setting.locked],
    version: setting.version,
    created_by: setting.createdBy ?? null,
    updated_by: setting.updatedBy ?? null,
    created_at: setting.createdAt.toISOString(),
    updated_at: setting.updatedAt.toISOString(),
  };
}

export function presentSetting(setting: Setting): SettingResponse {
  return { ...presentSummary(setting), value: setting.value, schema: setting.schema ?? null };
}

export function presentSettingRevision(revision: SettingRevision): SettingRevisionResponse {
  return {
    version: revision.version,
    change: revision.change,
    value: revision.value ?? null,
    schema: revision.schema ?? null,
    locked: [...revision.locked],
    sha256_before: revision.sha256Before ?? null,
    sha256: revision.sha256 ?? null,
    size: revision.size ?? null,
    actor: { kind: revision.actor.kind, id: revision.actor.id ?? null },
    created_at: revision.createdAt.toISOString(),
  };
}

export function presentEffective(setting: EffectiveSetting): EffectiveSettingResponse {
  const { name, value, sources, stopped, violations } = setting;
  return {
    name,
    value,
    sources: sources.map(({ pointer, from, shadows }) => ({
      ...{ pointer, from: { ...from }, shadows: shadows.map((one) => ({ ...one })) },
    })),
    stopped: stopped.map(({ pointer, from, lock }) => ({
      ...{ pointer, from: { ...from }, lock: lock.pointer, locked_by: { ...lock.from } },
    })),
    violations: violations.map(({ schemaOf, ...rest }) => ({ schema_of: { ...schemaOf }, ...rest })),
  };
}
