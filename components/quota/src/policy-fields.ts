import { ValidationFailed } from '@ashlar/errors';
import type { PolicyKind } from './rules.types.js';

/** A field of a resource policy of Backend.AI, and the type of quota that it is here. */
export interface PolicyField {
  /** As Backend.AI calls it; what is after a dot is inside. */
  readonly name: string;
  readonly type: string;
  readonly kinds: readonly PolicyKind[];
  /** Lower values mean no limit, as null always does. Undefined: none does, and what is below zero is a fault. */
  readonly unlimitedBelow: bigint | undefined;
}

const field = (
  name: string,
  kinds: readonly PolicyKind[],
  unlimitedBelow: bigint | undefined,
  type = name.toUpperCase(),
): PolicyField => ({ name, type, kinds, unlimitedBelow });

const [notAboveZero, belowZero, nullAlone] = [1n, 0n, undefined];

const slots = (name: string, prefix: string): readonly PolicyField[] =>
  ['cpu', 'mem', 'cuda_device'].map((slot) =>
    field(`${name}.${slot}`, ['keypair'], nullAlone, `${prefix}_${slot.toUpperCase()}`),
  );

/**
 * Everything that a resource policy limits by a number. `allowed_vfolder_hosts` is about which storages and not about how
 * much: that is permissions of storages.
 */
export const policyFields: readonly PolicyField[] = [
  field('max_vfolder_count', ['user', 'project'], notAboveZero),
  field('max_quota_scope_size', ['user', 'project'], notAboveZero),
  field('max_session_count_per_model_session', ['user'], notAboveZero),
  field('max_customized_image_count', ['user'], notAboveZero),
  field('max_concurrent_logins', ['user'], nullAlone),
  field('max_network_count', ['project'], belowZero),
  field('max_concurrent_sessions', ['keypair'], notAboveZero),
  field('max_concurrent_sftp_sessions', ['keypair'], notAboveZero),
  field('max_pending_session_count', ['keypair'], nullAlone),
  field('max_containers_per_session', ['keypair'], notAboveZero),
  field('max_priority', ['keypair'], nullAlone),
  field('max_session_lifetime', ['keypair'], notAboveZero),
  field('idle_timeout', ['keypair'], notAboveZero),
  ...slots('total_resource_slots', 'MAX_SLOT'),
  ...slots('max_pending_session_resource_slots', 'MAX_PENDING_SLOT'),
];

/** What a policy says of one type. */
export interface PolicyLimit {
  readonly type: string;
  /** Undefined: unlimited. */
  readonly limit: bigint | undefined;
}

/**
 * The limits of a policy from its fields. What is absent is not limited by the policy, so the default of the kind holds.
 * @param values by `PolicyField.name`; null: no limit.
 * @param unnamedSlots what holds for slots that `total_resource_slots` does not name, as `default_for_unspecified` says.
 * @throws {ValidationFailed} for fields of another kind of policy and for values that mean nothing.
 */
export function toPolicyLimits(
  kind: PolicyKind,
  values: ReadonlyMap<string, bigint | null>,
  unnamedSlots?: 'LIMITED' | 'UNLIMITED',
): readonly PolicyLimit[] {
  const unnamed = unnamedSlots && (unnamedSlots === 'LIMITED' ? 0n : null);
  const faults: string[] = [];
  const limits: PolicyLimit[] = [];
  for (const { name, type, kinds, unlimitedBelow } of policyFields) {
    const isUnnamed = !values.has(name) && name.startsWith('total_resource_slots.');
    const value = isUnnamed ? unnamed : values.get(name);
    if (value === undefined) continue;
    const isUnlimited = value === null || (unlimitedBelow !== undefined && value < unlimitedBelow);
    if (!kinds.includes(kind)) faults.push(name);
    else if (!isUnlimited && value < 0n) faults.push(name);
    else limits.push({ type, limit: isUnlimited ? undefined : value });
  }
  if (faults.length === 0) return limits;
  throw new ValidationFailed(`A ${kind} policy has no such ${faults.join(', ')}`, {
    details: {
      errors: faults.map((name) => ({
        pointer: `#/body/limits/${name.replaceAll('.', '/')}`,
        ...{ field: `limits.${name}`, rule: 'shape' },
        message: `${name} is of another kind of policy, or below zero`,
      })),
    },
  });
}
