import { QuotaExceeded } from './quota.errors.js';
import type { DecidingRule, QuotaFigures, QuotaSubject, Refusal, SubjectType } from './quota.types.js';

/** One counter, as the functions of the schema tell of it: amounts as texts. */
export interface RawFigures {
  readonly item: number;
  /** 0 for the subject itself, more for the ceilings above it. */
  readonly level: number;
  readonly amount: string;
  readonly type: string;
  readonly subject_type: SubjectType;
  readonly subject_id: string;
  readonly limit: string | null;
  readonly used: string;
  readonly reserved: string;
  readonly rule: DecidingRule['rule'];
  readonly assignment_id: string | null;
  readonly template_id: string | null;
  readonly expires_at: string | null;
  readonly starts_at: string | null;
  readonly ends_at: string | null;
}

/** One for each item, in their order: the subject's own figures, with what the ceilings above leave of them. */
export function toFigures(
  raw: readonly RawFigures[],
): readonly (QuotaFigures & { readonly amount: bigint })[] {
  return raw
    .filter(({ level }) => level === 0)
    .sort((a, b) => a.item - b.item)
    .map((own) => {
      const chain = raw.filter(({ item }) => item === own.item).sort((a, b) => a.level - b.level);
      const tightest = chain.reduce((least, next) => (lessLeft(next, least) ? next : least), own);
      const limit = toBigint(own.limit);
      const taken = BigInt(own.used) + BigInt(own.reserved);
      return {
        type: own.type,
        subject: subjectOf(own),
        amount: BigInt(own.amount),
        limit,
        used: BigInt(own.used),
        reserved: BigInt(own.reserved),
        remaining: leftOf(tightest),
        overage: limit !== undefined && taken > limit ? taken - limit : 0n,
        periodStartsAt: toDate(own.starts_at),
        periodEndsAt: toDate(own.ends_at),
        expiresAt: toDate(own.expires_at),
        decidedBy: ruleOf(tightest),
      };
    });
}

/** What of these counters is too full for what is asked of them together. */
export function refusalsOf(raw: readonly RawFigures[]): readonly Refusal[] {
  const counters = new Map<string, RawFigures[]>();
  for (const one of raw) {
    const key = `${one.type} ${one.subject_type} ${one.subject_id}`;
    counters.set(key, [...(counters.get(key) ?? []), one]);
  }
  return [...counters.values()].flatMap((same): Refusal[] => {
    const [one] = same;
    const requested = same.reduce((sum, { amount }) => sum + BigInt(amount), 0n);
    const remaining = one && leftOf(one);
    if (!one || one.limit === null || remaining === undefined || requested <= 0n || requested <= remaining)
      return [];
    return [
      {
        type: one.type,
        limit: BigInt(one.limit),
        used: BigInt(one.used),
        reserved: BigInt(one.reserved),
        requested,
        remaining,
        resetAt: toDate(one.ends_at),
        decidedBy: ruleOf(one),
      },
    ];
  });
}

/** A level quota has no time of its own at which it would fit. */
const noResetSeconds = 3_600;

/** The one shape in which a quota refuses. */
export function quotaExceeded(refusals: readonly Refusal[], now: Date): Error {
  const [first] = refusals;
  const resets = refusals.map(({ resetAt }) => resetAt);
  const last = resets.every((at) => at !== undefined)
    ? Math.max(...resets.map((at) => at.getTime()))
    : undefined;
  const message = first
    ? `${first.type}: ${first.requested} asked for, ${first.remaining} left of ${first.limit}`
    : 'A quota leaves less than was asked for';
  return new QuotaExceeded(message, {
    details: { refusals: refusals.map(presentRefusal) },
    retryAfterSeconds:
      last === undefined ? noResetSeconds : Math.max(1, Math.ceil((last - now.getTime()) / 1_000)),
  });
}

/** Numbers where JSON holds them exactly, else decimal text. */
export function toJsonAmount(amount: bigint): number | string {
  const number = Number(amount);
  return Number.isSafeInteger(number) ? number : amount.toString();
}

export function presentRule({ rule, subject, quotaId, assignmentId, limit }: DecidingRule) {
  return {
    rule,
    subject_type: subject.type,
    subject_id: subject.id,
    quota_id: quotaId ?? null,
    assignment_id: assignmentId ?? null,
    limit: limit === undefined ? null : toJsonAmount(limit),
  };
}

export function presentRefusal(refusal: Refusal) {
  return {
    type: refusal.type,
    limit: toJsonAmount(refusal.limit),
    used: toJsonAmount(refusal.used),
    reserved: toJsonAmount(refusal.reserved),
    requested: toJsonAmount(refusal.requested),
    remaining: toJsonAmount(refusal.remaining),
    reset_at: refusal.resetAt?.toISOString() ?? null,
    quota_id: refusal.decidedBy.quotaId ?? null,
    decided_by: presentRule(refusal.decidedBy),
  };
}

function leftOf({ limit, used, reserved }: RawFigures): bigint | undefined {
  if (limit === null) return undefined;
  const left = BigInt(limit) - BigInt(used) - BigInt(reserved);
  return left > 0n ? left : 0n;
}

function lessLeft(a: RawFigures, b: RawFigures): boolean {
  const [left, other] = [leftOf(a), leftOf(b)];
  return left !== undefined && (other === undefined || left < other);
}

function ruleOf(raw: RawFigures): DecidingRule {
  return {
    rule: raw.rule,
    subject: subjectOf(raw),
    quotaId: raw.template_id ?? undefined,
    assignmentId: raw.assignment_id ?? undefined,
    limit: toBigint(raw.limit),
  };
}

function subjectOf({ subject_type, subject_id }: RawFigures): QuotaSubject {
  return { type: subject_type, id: subject_id };
}

function toBigint(text: string | null): bigint | undefined {
  return text === null ? undefined : BigInt(text);
}

function toDate(text: string | null): Date | undefined {
  return text === null ? undefined : new Date(text);
}
