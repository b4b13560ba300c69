import { presentRefusal, presentRule, toJsonAmount } from '../figures.js';
import type { HistoryPoint } from '../upkeep.repository.js';
import type { Amount, Charged, Checked, Hold, QuotaFigures } from '../quota.types.js';
import type {
  QuotaAmountDto,
  QuotaChargeResponse,
  QuotaCheckResponse,
  QuotaFiguresDto,
  QuotaHistoryPointDto,
  QuotaHoldResponse,
} from './meter.dto.js';

export function toAmounts(items: readonly QuotaAmountDto[]): readonly Amount[] {
  return items.map(({ type, amount }) => ({ type, amount: BigInt(amount) }));
}

export function presentFigures(figures: QuotaFigures): QuotaFiguresDto {
  const { type, limit, used, reserved, remaining, overage } = figures;
  return {
    type,
    limit: limit === undefined ? null : toJsonAmount(limit),
    used: toJsonAmount(used),
    reserved: toJsonAmount(reserved),
    remaining: remaining === undefined ? null : toJsonAmount(remaining),
    overage: toJsonAmount(overage),
    period_start: figures.periodStartsAt?.toISOString() ?? null,
    period_end: figures.periodEndsAt?.toISOString() ?? null,
    expires_at: figures.expiresAt?.toISOString() ?? null,
    decided_by: presentRule(figures.decidedBy),
  };
}

export function presentCharged({ operationId, at, items }: Charged): QuotaChargeResponse {
  return { id: operationId, at: at.toISOString(), items: items.map(presentFigures) };
}

export function presentChecked({ allowed, items, refusals }: Checked): QuotaCheckResponse {
  return { allowed, items: items.map(presentFigures), refusals: refusals.map(presentRefusal) };
}

export function presentHold(hold: Hold): QuotaHoldResponse {
  return {
    id: hold.id,
    subject_type: hold.subject.type,
    subject_id: hold.subject.id,
    state: hold.state,
    items: hold.items.map(({ type, amount, actual }) => ({
      type,
      amount: toJsonAmount(amount),
      actual: actual === undefined ? null : toJsonAmount(actual),
    })),
    created_at: hold.createdAt.toISOString(),
    expires_at: hold.expiresAt.toISOString(),
    ended_at: hold.endedAt?.toISOString() ?? null,
  };
}

export function presentPoint({ at, limit, used, reserved }: HistoryPoint): QuotaHistoryPointDto {
  return {
    at: at.toISOString(),
    limit: limit === undefined ? null : toJsonAmount(limit),
    used: toJsonAmount(used),
    reserved: toJsonAmount(reserved),
  };
}
