import type { QuotaSubject, SubjectType } from './quota.types.js';

/** What can be limited. */
export interface QuotaType {
  /** UPPER_SNAKE. */
  readonly name: string;
  readonly description: string;
  readonly unit: 'bytes' | 'times' | 'items' | 'seconds';
  /** Whether its quotas may begin anew with each period. */
  readonly periodic: boolean;
  /** What holds for users, groups and projects that no rule is about. */
  readonly withoutRule: 'allow' | 'deny';
  /** Per cent of a limit at which an event is published, once for each time that use reaches it. */
  readonly thresholds: readonly number[];
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export type NewQuotaType = Pick<
  QuotaType,
  'name' | 'description' | 'unit' | 'periodic' | 'withoutRule' | 'thresholds'
>;

export type QuotaTypeChange = Partial<Pick<QuotaType, 'description' | 'withoutRule' | 'thresholds'>>;

/** Steps from the anchor on the clock of a zone. A month step from the 31st ends on the last day of shorter months. */
export type Period =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'day' | 'week' | 'month';
      /** Absent: midnight, on Mondays, on the first. */
      readonly anchor?: Date | undefined;
      /** IANA name. */
      readonly zone: string;
    }
  | {
      readonly kind: 'custom';
      readonly unit: 'hour' | 'day' | 'week' | 'month' | 'year';
      readonly count: number;
      readonly anchor?: Date | undefined;
      readonly zone: string;
    };

export type Expire =
  | { readonly kind: 'never' }
  | { readonly kind: 'at'; readonly at: Date }
  | { readonly kind: 'after-assignment'; readonly seconds: number };

/** How much of one type; who has it is an assignment. */
export interface QuotaTemplate {
  readonly id: string;
  /** Unique, whatever its case. */
  readonly name: string;
  readonly description: string | undefined;
  readonly type: string;
  /** Undefined: unlimited. 0: nothing. */
  readonly limit: bigint | undefined;
  readonly period: Period;
  readonly expire: Expire;
  /** A disabled one decides nothing. */
  readonly enabled: boolean;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface NewQuotaTemplate {
  readonly name: string;
  readonly description?: string | undefined;
  readonly type: string;
  readonly limit: bigint | undefined;
  readonly period: Period;
  readonly expire: Expire;
  readonly enabled: boolean;
}

/** What changes; absent keeps. A value belongs to a type, so a new type needs a new value. */
export interface QuotaTemplateChange {
  readonly name?: string | undefined;
  readonly description?: string | null | undefined;
  readonly value?: Pick<NewQuotaTemplate, 'type' | 'limit' | 'period'> | undefined;
  readonly expire?: Expire | undefined;
  readonly enabled?: boolean | undefined;
}

export interface QuotaTemplateFilter {
  readonly ids?: readonly string[] | undefined;
  /** Part of the name or the description, whatever its case. */
  readonly keyword?: string | undefined;
  readonly type?: string | undefined;
  readonly enabled?: boolean | undefined;
  readonly createdFrom?: Date | undefined;
  readonly createdTo?: Date | undefined;
}

/** A quota that a subject has. Its clock is its own: it began when it was assigned. */
export interface QuotaAssignment {
  readonly id: string;
  readonly subject: QuotaSubject;
  readonly quota: QuotaTemplate;
  readonly assignedAt: Date;
  readonly expiresAt: Date | undefined;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface QuotaDefault {
  readonly subjectType: SubjectType;
  readonly type: string;
  readonly quotaId: string;
  readonly version: number;
}

/** Somebody asks for more. */
export interface QuotaRequest {
  readonly id: string;
  readonly subject: QuotaSubject;
  readonly type: string;
  /** The limit that is wished for. */
  readonly amount: bigint;
  readonly reason: string;
  readonly state: 'pending' | 'approved' | 'denied';
  /** The quota that was assigned for it. */
  readonly quotaId: string | undefined;
  readonly comment: string | undefined;
  readonly requestedBy: string;
  readonly decidedBy: string | undefined;
  readonly decidedAt: Date | undefined;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export const policyKinds = ['user', 'project', 'keypair'] as const;

/** Those of key pairs are for users too. */
export type PolicyKind = (typeof policyKinds)[number];

/** One of the quotas that a policy is made of. */
export interface PolicyQuota {
  readonly type: string;
  /** Undefined: unlimited. */
  readonly limit: bigint | undefined;
  readonly quotaId: string;
}

/** A named set of quotas, at most one of each type. */
export interface QuotaPolicy {
  readonly id: string;
  readonly kind: PolicyKind;
  /** Unique in its kind, whatever its case. */
  readonly name: string;
  readonly description: string | undefined;
  /** By type. */
  readonly quotas: readonly PolicyQuota[];
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface NewQuotaPolicy {
  readonly kind: PolicyKind;
  readonly name: string;
  readonly description?: string | undefined;
  readonly limits: readonly Pick<PolicyQuota, 'type' | 'limit'>[];
}
