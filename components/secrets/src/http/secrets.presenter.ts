import { ValidationFailed } from '@ashlar/errors';
import { SecretTooLarge } from '../secrets.errors.js';
import { largestValue } from '../secrets.service.js';
import type { SecretInfo, VersionInfo } from '../secrets.types.js';
import type { SecretSlot, SlotFilling, SlotValue } from '../slots.types.js';
import type {
  FillSlotRequest,
  SecretResponse,
  SecretValueRequest,
  SecretVersionResponse,
  SlotResponse,
  SlotValueResponse,
} from './secrets.dto.js';

export function presentSecret(secret: SecretInfo): SecretResponse {
  return {
    id: secret.id,
    owner_type: secret.owner.type,
    owner_id: secret.owner.id,
    name: secret.name,
    kind: secret.kind,
    default_filename: secret.defaultFilename,
    state: secret.state,
    expires_at: secret.expiresAt?.toISOString() ?? null,
    change_advised_at: secret.changeAdvisedAt?.toISOString() ?? null,
    current_version: secret.currentVersion,
    labels: Object.entries(secret.labels).map(([label, version]) => ({ label, version })),
    version: secret.version,
    created_at: secret.createdAt.toISOString(),
    updated_at: secret.updatedAt.toISOString(),
  };
}

export function presentVersion(version: VersionInfo): SecretVersionResponse {
  return {
    version: version.version,
    restored_from: version.restoredFrom ?? null,
    size: version.size,
    state: version.state,
    created_by: version.createdBy ?? null,
    created_at: version.createdAt.toISOString(),
  };
}

export function presentSlot(slot: SecretSlot): SlotResponse {
  return {
    id: slot.id,
    project_id: slot.projectId,
    name: slot.name,
    description: slot.description ?? null,
    filename: slot.filename,
    version: slot.version,
    created_at: slot.createdAt.toISOString(),
    updated_at: slot.updatedAt.toISOString(),
  };
}

export function presentSlotValue({ slotId, secretId, shared }: SlotValue): SlotValueResponse {
  return { slot_id: slotId, secret_id: secretId, shared };
}

/** @throws {ValidationFailed} unless exactly one of the two forms is given, or for what is no base64. */
export function toValue(request: SecretValueRequest): Buffer {
  const value = toOptionalValue(request);
  if (value === undefined) throw invalid('value', 'value or value_base64 is needed');
  return value;
}

export function toOptionalValue({ value, value_base64: encoded }: SecretValueRequest): Buffer | undefined {
  if (value !== undefined && encoded !== undefined)
    throw invalid('value_base64', 'value and value_base64 exclude each other');
  const bytes = value === undefined ? encoded && decoded(encoded) : Buffer.from(value, 'utf8');
  if (bytes && bytes.length > largestValue) throw new SecretTooLarge();
  return bytes === '' ? undefined : bytes;
}

export function toTime(text: string | null | undefined): Date | null | undefined {
  return typeof text === 'string' ? new Date(text) : text;
}

export function toFilling({ slot_id, secret_id, shared, clear, ...value }: FillSlotRequest): SlotFilling {
  const bytes = toOptionalValue(value);
  const given = [bytes !== undefined, secret_id !== undefined, clear].filter(Boolean).length;
  if (given !== 1) throw invalid('fillings', 'each needs either a value, a secret_id or clear');
  if (shared && secret_id !== undefined)
    throw invalid('fillings', 'a shared value is not a secret of the caller');
  const common = { slotId: slot_id, shared };
  if (bytes !== undefined) return { ...common, value: bytes };
  return secret_id === undefined ? { ...common, clear: true } : { ...common, secretId: secret_id };
}

function decoded(encoded: string): Buffer {
  const bytes = Buffer.from(encoded, 'base64');
  // Buffer.from skips what it does not know: what it read must be all that was written.
  if (bytes.toString('base64') !== encoded)
    throw invalid('value_base64', 'value_base64 must be base64 with padding');
  return bytes;
}

function invalid(field: string, message: string): Error {
  return new ValidationFailed(message, {
    details: { errors: [{ pointer: `#/body/${field}`, field, rule: field, message }] },
  });
}
