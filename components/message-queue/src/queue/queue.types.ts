import type { Backlog } from '../admin/backlog.repository.js';
import type { HandedEntry } from '../relay/outbox.repository.js';

/** What travels with a job through the queue. */
export interface Envelope {
  readonly id: string;
  readonly fence: number;
  readonly payload: object;
  readonly version: number;
  readonly requestId: string;
  readonly traceparent: string | null;
  /** When it could first run, in milliseconds since 1970. */
  readonly dueAt: number;
  /** From 1. */
  readonly attempt: number;
  readonly attempts: number;
  readonly backoffMs: number;
}

/** One attempt that the queue asks for. */
export interface Delivery {
  readonly name: string;
  readonly envelope: Envelope;
  /** Called when the handler is done and only the record of it is waited for, which holds nothing up. */
  readonly onHandled?: () => void;
}

export interface ConsumerDeps {
  /** Runs an attempt and keeps what came of it. An error that it gives back is shown by the queue, and no more. */
  readonly deliver: (delivery: Delivery) => Promise<Error | undefined>;
  /** The queue may have given these deliveries to another worker. */
  readonly onLocksLost: (deliveryIds: readonly string[]) => void;
  /** This job has cost so many workers their life that the queue gives it to no more. */
  readonly onDeadly: (delivery: Delivery) => Promise<void>;
}

export interface Consumer {
  start(): Promise<void>;
  /** Claims nothing more; resolves when all attempts have ended. */
  close(): Promise<void>;
}

/** The queue behind relay and worker. Which broker it is, nobody outside needs to know. */
export interface Queue {
  /** What carries the jobs: the `outbox` itself, BullMQ on `postgres` or `redis`, or `memory` in tests. */
  readonly carrier: 'outbox' | 'postgres' | 'redis' | 'memory';
  backlog(): Promise<Backlog>;
  /** After relay and worker have stopped. */
  close(): Promise<void>;
}

/** What this brick itself does with a queue. */
export type OpenQueue = DirectQueue | CarriedQueue;

/** There is none: workers claim jobs in the outbox themselves, and the relay lets ripen what waits. */
export interface DirectQueue {
  readonly kind: 'direct';
}

/** One that carries deliveries from relays to workers. */
export interface CarriedQueue {
  readonly kind: 'carried';
  /** Adds deliveries; those that it has already are left as they are. */
  add(entries: readonly HandedEntry[]): Promise<void>;
  /** The same for what was added before: a delivery whose end could not be written down is delivered anew. */
  addAgain(entries: readonly HandedEntry[]): Promise<void>;
  /** How many deliveries no worker has taken yet. */
  waiting(): Promise<number>;
  consume(deps: ConsumerDeps): Consumer;
}

/** The same delivery has the same id, so a broker can drop what it is given twice. */
export function deliveryId({ id, fence }: { readonly id: string; readonly fence: number }): string {
  return `${id}_${fence}`;
}

const opened = new WeakMap<Queue, OpenQueue>();

export function registerQueue(queue: Queue, open: OpenQueue): Queue {
  opened.set(queue, open);
  return queue;
}

export function openQueue(queue: Queue): OpenQueue {
  const open = opened.get(queue);
  if (!open) throw new TypeError('Not a queue made by createQueue()');
  return open;
}

/** @throws {TypeError} for a queue that carries nothing. */
export function openCarried(queue: Queue): CarriedQueue {
  const open = openQueue(queue);
  if (open.kind === 'direct') throw new TypeError('This queue carries no deliveries');
  return open;
}

export function envelopeOf(entry: HandedEntry, options: { attempts: number; backoffMs: number }): Envelope {
  return {
    id: entry.id,
    fence: entry.fence,
    payload: entry.payload,
    version: entry.payload_version,
    requestId: entry.request_id,
    traceparent: entry.traceparent,
    dueAt: entry.ready_at,
    attempt: entry.attempts + 1,
    ...options,
  };
}
