export const subjectTypes = ['platform', 'domain', 'group', 'project', 'user'] as const;

export type SubjectType = (typeof subjectTypes)[number];

/** Whose use is counted. The platform's id is the nil UUID (`platformSubject`). */
export interface QuotaSubject {
  readonly type: SubjectType;
  readonly id: string;
}

/** An amount of one type, in the unit of the type; never negative unless said. */
export interface Amount {
  /** Such as `MAX_SIZE`. */
  readonly type: string;
  readonly amount: bigint;
}

/** Which rule decides, and about whom: a ceiling above may leave less than the subject's own. */
export interface DecidingRule {
  /** `none`: nothing is said about the subject; what that means is in the type. */
  readonly rule: 'assignment' | 'default' | 'none';
  readonly subject: QuotaSubject;
  readonly quotaId: string | undefined;
  readonly assignmentId: string | undefined;
  /** Undefined: unlimited. */
  readonly limit: bigint | undefined;
}

/** Where a subject stands with one type. All but `remaining` and `decidedBy` are its own. */
export interface QuotaFigures {
  readonly type: string;
  readonly subject: QuotaSubject;
  /** Undefined: unlimited. */
  readonly limit: bigint | undefined;
  /** Since the period began, or in all. */
  readonly used: bigint;
  /** By holds that are neither committed nor released nor run out. */
  readonly reserved: bigint;
  /** What may still be added: the least of the subject's own and of the ceilings above it. Undefined: no end. */
  readonly remaining: bigint | undefined;
  /** How much more is used and reserved than the limit allows, as after a reduction. */
  readonly overage: bigint;
  readonly periodStartsAt: Date | undefined;
  readonly periodEndsAt: Date | undefined;
  /** When the rule about the subject ends. */
  readonly expiresAt: Date | undefined;
  /** The rule that gives `remaining`. */
  readonly decidedBy: DecidingRule;
}

/** What was charged, with the figures as they were when the statement that charged it was done. */
export interface Charged {
  readonly operationId: string;
  readonly at: Date;
  /** One for each amount asked for, in that order. */
  readonly items: readonly (QuotaFigures & { readonly amount: bigint })[];
}

/** Amounts held for somebody until `expiresAt`; after that they are free again, whoever notices. */
export interface Hold {
  readonly id: string;
  readonly subject: QuotaSubject;
  readonly state: 'held' | 'committed' | 'released' | 'expired';
  readonly items: readonly (Amount & { readonly actual: bigint | undefined })[];
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly endedAt: Date | undefined;
}

/** Why an amount does not fit: the figures of the counter that refuses. */
export interface Refusal {
  readonly type: string;
  readonly limit: bigint;
  readonly used: bigint;
  readonly reserved: bigint;
  readonly requested: bigint;
  readonly remaining: bigint;
  /** When the period of the counter ends, if it has one. */
  readonly resetAt: Date | undefined;
  readonly decidedBy: DecidingRule;
}

/** Whether amounts would fit now. Nothing is charged. */
export interface Checked {
  readonly allowed: boolean;
  readonly items: readonly (QuotaFigures & { readonly amount: bigint })[];
  readonly refusals: readonly Refusal[];
}

/** Use that has happened and is not asked about. */
export interface MeteredUse {
  readonly subject: QuotaSubject;
  readonly type: string;
  readonly amount: bigint;
  /** When it happened. Absent: now. */
  readonly at?: Date | undefined;
}

/** A counter that did not say what is proven, and was set right. Kept for ever. */
export interface QuotaRepair {
  readonly id: string;
  readonly subject: QuotaSubject;
  readonly quotaType: string;
  /** What proved it wrong: the ledger and the holds, or who keeps the things that are counted. */
  readonly cause: 'ledger' | 'source';
  readonly used: { readonly before: bigint; readonly after: bigint };
  readonly reserved: { readonly before: bigint; readonly after: bigint };
  readonly at: Date;
}
