export interface Webhook {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  /** Undefined: all types. */
  readonly types: readonly string[] | undefined;
  /** Undefined: all domains, and the platform's own events. */
  readonly domainId: string | undefined;
  readonly enabled: boolean;
  /** Why it was disabled by itself. */
  readonly disabledReason: string | undefined;
  readonly disabledAt: Date | undefined;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export interface NewWebhook {
  readonly name: string;
  readonly url: string;
  readonly types?: readonly string[] | undefined;
  readonly domainId?: string | undefined;
  readonly enabled: boolean;
}

/** What changes; absent keeps, null clears. */
export interface WebhookChange {
  readonly name?: string | undefined;
  readonly url?: string | undefined;
  readonly types?: readonly string[] | null | undefined;
  readonly domainId?: string | null | undefined;
  readonly enabled?: boolean | undefined;
}

export type DeliveryState = 'pending' | 'delivered' | 'failed';

/** One event for one webhook, and how its last attempt went. */
export interface Delivery {
  readonly id: string;
  /** What the receiver sees as `webhook-id`. */
  readonly eventId: string;
  readonly eventType: string;
  readonly subject: string;
  readonly state: DeliveryState;
  readonly replayed: boolean;
  readonly attempts: number;
  /** Not before; only while pending. */
  readonly nextAt: Date;
  readonly lastAttemptAt: Date | undefined;
  /** Of the last attempt; undefined when there was no answer. */
  readonly responseStatus: number | undefined;
  readonly durationMs: number | undefined;
  /** Why the last attempt failed. */
  readonly failure: string | undefined;
  readonly createdAt: Date;
}

export interface DeliveryFilter {
  readonly state?: DeliveryState | undefined;
}

/** What to send again: one delivery, or every kept event that matches, from a time on. */
export type ReplayFrom = { readonly deliveryId: string } | { readonly since: Date };

/** A delivery that this process holds until its lease ends. */
export interface ClaimedDelivery {
  readonly id: string;
  readonly webhookId: string;
  readonly fence: number;
  readonly attempts: number;
  readonly eventId: string;
  readonly event: object;
  readonly url: string;
  readonly secretVersion: number;
  /** The secret before was valid a moment ago, so it signs too. */
  readonly overlapping: boolean;
  /** Seconds since 1970, by the database's clock. */
  readonly now: number;
}

/** How an attempt ended. */
export interface Attempt {
  readonly status: number | undefined;
  readonly durationMs: number;
  /** Undefined when it arrived. */
  readonly failure: string | undefined;
  /** Milliseconds until the next attempt; undefined when there is none. */
  readonly retryInMs: number | undefined;
}
