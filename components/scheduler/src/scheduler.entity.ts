import type { RunLink } from '@ashlar/runs';
import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn } from 'typeorm';
import type {
  JournalEntry,
  MissedPolicy,
  OverlapPolicy,
  ScheduledSession,
  ScheduleOwnerType,
  ScheduleState,
  SessionState,
  Tick,
} from './schedules.types.js';

@Entity({ schema: 'scheduler', name: 'schedules' })
export class ScheduleRow {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'text', name: 'owner_type' })
  ownerType!: ScheduleOwnerType;

  @Column({ type: 'uuid', name: 'owner_id' })
  ownerId!: string;

  @Column({ type: 'uuid', name: 'domain_id' })
  domainId!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text', nullable: true })
  description!: string | null;

  @Column({ type: 'text', name: 'run_kind' })
  runKind!: string;

  @Column({ type: 'jsonb', name: 'run_spec' })
  runSpec!: object;

  @Column({ type: 'jsonb' })
  timing!: object;

  @Column({ type: 'timestamptz', precision: 3, name: 'ends_at', nullable: true })
  endsAt!: Date | null;

  @Column({ type: 'integer', name: 'jitter_seconds' })
  jitterSeconds!: number;

  @Column({ type: 'text' })
  missed!: MissedPolicy['policy'];

  @Column({ type: 'integer', name: 'missed_most' })
  missedMost!: number;

  @Column({ type: 'integer', name: 'missed_window_seconds' })
  missedWindowSeconds!: number;

  @Column({ type: 'text' })
  overlap!: OverlapPolicy;

  @Column({ type: 'integer', name: 'max_attempts' })
  maxAttempts!: number;

  @Column({ type: 'integer', name: 'retry_delay_seconds' })
  retryDelaySeconds!: number;

  @Column({ type: 'real', name: 'retry_factor' })
  retryFactor!: number;

  @Column({ type: 'integer', name: 'timeout_seconds', nullable: true })
  timeoutSeconds!: number | null;

  @Column({ type: 'integer', name: 'max_failures', nullable: true })
  maxFailures!: number | null;

  @Column({ type: 'jsonb' })
  notify!: object;

  @Column({ type: 'text' })
  state!: ScheduleState;

  @Column({ type: 'text', name: 'state_reason', nullable: true })
  stateReason!: string | null;

  @Column({ type: 'timestamptz', precision: 3, name: 'state_since', nullable: true })
  stateSince!: Date | null;

  @Column({ type: 'timestamptz', precision: 3, name: 'next_slot', nullable: true })
  nextSlot!: Date | null;

  @Column({ type: 'timestamptz', precision: 3, name: 'next_run_at', nullable: true })
  nextRunAt!: Date | null;

  @Column({ type: 'timestamptz', precision: 3, name: 'last_slot', nullable: true })
  lastSlot!: Date | null;

  @Column({ type: 'text' })
  tzdata!: string;

  @Column({ type: 'integer' })
  failures!: number;

  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'uuid', name: 'created_by', nullable: true })
  createdBy!: string | null;

  @Column({ type: 'timestamptz', precision: 3, name: 'created_at', insert: false, update: false })
  createdAt!: Date;

  @Column({ type: 'timestamptz', precision: 3, name: 'updated_at', insert: false })
  updatedAt!: Date;
}

@Entity({ schema: 'scheduler', name: 'sessions' })
export class SessionRow {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'schedule_id' })
  scheduleId!: string;

  @ManyToOne(() => ScheduleRow)
  @JoinColumn({ name: 'schedule_id' })
  schedule?: ScheduleRow;

  @Column({ type: 'timestamptz', precision: 3 })
  slot!: Date;

  @Column({ type: 'text' })
  origin!: ScheduledSession['origin'];

  @Column({ type: 'text' })
  state!: SessionState;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  @Column({ type: 'text', nullable: true })
  message!: string | null;

  @Column({ type: 'integer' })
  attempt!: number;

  @Column({ type: 'text', name: 'run_kind', nullable: true })
  runKind!: string | null;

  @Column({ type: 'text', name: 'external_id', nullable: true })
  externalId!: string | null;

  @Column({ type: 'text', nullable: true })
  raw!: string | null;

  @Column({ type: 'jsonb' })
  links!: readonly RunLink[];

  @Column({ type: 'jsonb' })
  journal!: readonly JournalEntry[];

  @Column({ type: 'timestamptz', precision: 3, name: 'cancel_asked_at', nullable: true })
  cancelAskedAt!: Date | null;

  @Column({ type: 'timestamptz', precision: 3, name: 'started_at', nullable: true })
  startedAt!: Date | null;

  @Column({ type: 'timestamptz', precision: 3, name: 'finished_at', nullable: true })
  finishedAt!: Date | null;

  @Column({ type: 'timestamptz', precision: 3, name: 'created_at' })
  createdAt!: Date;
}

@Entity({ schema: 'scheduler', name: 'ticks' })
export class TickRow {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'schedule_id' })
  scheduleId!: string;

  @Column({ type: 'timestamptz', precision: 3 })
  slot!: Date;

  @Column({ type: 'timestamptz', precision: 3, name: 'last_slot' })
  lastSlot!: Date;

  @Column({ type: 'integer' })
  slots!: number;

  @Column({ type: 'text' })
  outcome!: Tick['outcome'];

  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  @Column({ type: 'uuid', name: 'session_id', nullable: true })
  sessionId!: string | null;

  @Column({ type: 'timestamptz', precision: 3, name: 'created_at' })
  createdAt!: Date;
}

export const schedulerEntities = [ScheduleRow, SessionRow, TickRow] as const;
