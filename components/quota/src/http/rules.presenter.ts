import { ValidationFailed } from '@ashlar/errors';
import { toJsonAmount } from '../figures.js';
import type {
  Expire,
  NewQuotaTemplate,
  NewQuotaType,
  Period,
  QuotaAssignment,
  QuotaDefault,
  QuotaTemplate,
  QuotaTemplateChange,
  QuotaType,
  QuotaTypeChange,
} from '../rules.types.js';
import type { QuotaAssignmentResponse, QuotaDefaultResponse } from './assignments.dto.js';
import type { QuotaExpireDto, QuotaPeriodDto, QuotaResponse, QuotaValueDto } from './rules.dto.js';
import type {
  CreateQuotaTypeRequest,
  QuotaTypeResponse,
  ThresholdDto,
  UpdateQuotaTypeRequest,
} from './types.dto.js';

/** What the value of a type is called; `max` is understood of any. */
const valueNames: Readonly<Record<string, 'max_size' | 'max_order_times'>> = {
  MAX_SIZE: 'max_size',
  MAX_ORDER_TIMES: 'max_order_times',
};
/** Longer ones would begin or end in years that have more than four digits. */
const mostYears = 1_000;
const allNames = ['max_size', 'max_order_times', 'max'] as const;

const usualThresholds = [80, 100];

/** Each once, for each is told of once. */
function toThresholds(given: readonly ThresholdDto[]): readonly number[] {
  return [...new Set(given.map(({ percent }) => percent))].sort((a, b) => a - b);
}

export function toNewType({ thresholds, without_rule, ...type }: CreateQuotaTypeRequest): NewQuotaType {
  return {
    ...type,
    name: type.name.toUpperCase(),
    withoutRule: without_rule,
    thresholds: thresholds ? toThresholds(thresholds) : usualThresholds,
  };
}

export function toTypeChange(change: UpdateQuotaTypeRequest): QuotaTypeChange {
  const { description, without_rule, thresholds } = change;
  return {
    ...(description !== undefined && { description }),
    ...(without_rule !== undefined && { withoutRule: without_rule }),
    ...(thresholds && { thresholds: toThresholds(thresholds) }),
  };
}

export function presentType(type: QuotaType): QuotaTypeResponse {
  return {
    id: type.name,
    description: type.description,
    unit: type.unit,
    periodic: type.periodic,
    without_rule: type.withoutRule,
    thresholds: type.thresholds.map((percent) => ({ percent })),
    version: type.version,
  };
}

/**
 * The value of a type, in the shape of that type.
 * @throws {ValidationFailed} naming what does not belong.
 */
export function toValue(
  type: string,
  value: QuotaValueDto,
): Pick<NewQuotaTemplate, 'type' | 'limit' | 'period'> {
  const own = valueNames[type];
  const given = allNames.filter((name) => value[name] !== undefined);
  const strange = given.filter((name) => name !== 'max' && name !== own);
  if (strange.length > 0 || given.length !== 1) {
    const wanted = own ?? 'max';
    throw invalid(
      (strange.length > 0 ? strange : ['']).map((name) => ({
        field: name === '' ? 'value' : `value.${name}`,
        message: `a value of ${type} has ${wanted}, and nothing else but its period`,
      })),
    );
  }
  const [name = 'max'] = given;
  const limit = value[name];
  return { type, limit: limit == null ? undefined : BigInt(limit), period: toPeriod(value.period) };
}

function toPeriod(period: QuotaPeriodDto | undefined): Period {
  if (!period || period.kind === 'none') return { kind: 'none' };
  const { kind, unit, count, anchor, zone = 'UTC' } = period;
  if (!isZone(zone)) throw invalid([{ field: 'value.period.zone', message: `${zone} is no time zone` }]);
  const clock = { zone, ...(anchor != null && { anchor: new Date(anchor) }) };
  const isCustom = kind === 'custom';
  const misplaced = (['unit', 'count'] as const).filter((name) => (period[name] !== undefined) !== isCustom);
  if (misplaced.length > 0) {
    const demand = isCustom ? 'is needed for a custom period' : 'is for custom periods alone';
    throw invalid(misplaced.map((name) => ({ field: `value.period.${name}`, message: `${name} ${demand}` })));
  }
  if (unit === 'year' && (count ?? 1) > mostYears) {
    const message = `a period has at most ${mostYears} years`;
    throw invalid([{ field: 'value.period.count', message }]);
  }
  return kind === 'custom' ? { kind, unit: unit ?? 'day', count: count ?? 1, ...clock } : { kind, ...clock };
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

export function toExpire(expire: QuotaExpireDto | undefined): Expire {
  const { kind, at, seconds } = expire ?? { kind: 'never' };
  const faults = [
    ...((at !== undefined) === (kind === 'at')
      ? []
      : [{ field: 'expire.at', message: 'at belongs to the kind at' }]),
    ...((seconds !== undefined) === (kind === 'after-assignment')
      ? []
      : [{ field: 'expire.seconds', message: 'seconds belong to the kind after-assignment' }]),
  ];
  if (faults.length > 0) throw invalid(faults);
  if (at !== undefined) return { kind: 'at', at: new Date(at) };
  return seconds === undefined ? { kind: 'never' } : { kind: 'after-assignment', seconds };
}

interface ChangeDto {
  readonly name?: string;
  readonly description?: string | null;
  readonly type?: string;
  readonly value?: QuotaValueDto;
  readonly expire?: QuotaExpireDto;
  readonly enabled?: boolean;
}

/** @param present what it is now: a value without a type is of the one that it has. */
export function toTemplateChange(
  { name, description, type, value, expire, enabled }: ChangeDto,
  present: QuotaTemplate,
): QuotaTemplateChange {
  if (type !== undefined && type !== present.type && !value) {
    throw invalid([{ field: 'value', message: 'another type needs a value of that type' }]);
  }
  return {
    ...{ name, description, enabled },
    ...(value && { value: toValue(type ?? present.type, value) }),
    ...(expire && { expire: toExpire(expire) }),
  };
}

export function presentValue({ type, limit, period }: QuotaTemplate): QuotaValueDto {
  const max = limit === undefined ? null : toJsonAmount(limit);
  return {
    [valueNames[type] ?? 'max']: max,
    ...(period.kind !== 'none' && {
      period: {
        kind: period.kind,
        zone: period.zone,
        ...(period.kind === 'custom' && { unit: period.unit, count: period.count }),
        ...(period.anchor && { anchor: period.anchor.toISOString() }),
      },
    }),
  };
}

export function presentExpire({ expire }: QuotaTemplate): QuotaExpireDto {
  switch (expire.kind) {
    case 'never':
      return { kind: 'never' };
    case 'at':
      return { kind: 'at', at: expire.at.toISOString() };
    case 'after-assignment':
      return { kind: 'after-assignment', seconds: expire.seconds };
  }
}

export function presentQuota(quota: QuotaTemplate): QuotaResponse {
  return {
    id: quota.id,
    name: quota.name,
    description: quota.description ?? null,
    type: quota.type,
    value: presentValue(quota),
    expire: presentExpire(quota),
    enabled: quota.enabled,
    version: quota.version,
    created_at: quota.createdAt.toISOString(),
    updated_at: quota.updatedAt.toISOString(),
  };
}

export function presentAssignment(assignment: QuotaAssignment): QuotaAssignmentResponse {
  return {
    id: assignment.id,
    subject_type: assignment.subject.type,
    subject_id: assignment.subject.id,
    quota_id: assignment.quota.id,
    quota: presentQuota(assignment.quota),
    assigned_at: assignment.assignedAt.toISOString(),
    expires_at: assignment.expiresAt?.toISOString() ?? null,
    version: assignment.version,
  };
}

export function presentDefault({ subjectType, type, quotaId, version }: QuotaDefault): QuotaDefaultResponse {
  return { id: quotaId, subject_type: subjectType, type, version };
}

function invalid(faults: readonly { readonly field: string; readonly message: string }[]): Error {
  const errors = faults.map(({ field, message }) => ({
    pointer: `#/body/${field.replaceAll('.', '/')}`,
    field,
    rule: 'shape',
    message,
  }));
  return new ValidationFailed(errors[0]?.message ?? '', { details: { errors } });
}
