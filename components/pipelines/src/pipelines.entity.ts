import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { PipelineStatus, RetriggerScope, TargetLink } from './pipelines.types.js';

// Properties are called as their columns: rows also come as JSON, out of the statement that reads a whole pipeline.

/** What lies in a project, in the order in which it was made. */
export abstract class OrderedRow {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'bigint', insert: false, update: false })
  seq!: string | number;

  @Column({ type: 'uuid' })
  project_id!: string;

  @Column({ type: 'uuid' })
  domain_id!: string;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'text', nullable: true })
  commit_sha!: string | null;

  @Column({ type: 'timestamptz', precision: 3, insert: false, update: false })
  created_at!: Date | string;
}

/** What runs, and may run again. */
export abstract class AttemptRow extends OrderedRow {
  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'integer' })
  attempt!: number;

  @Column({ type: 'uuid', nullable: true })
  retry_of!: string | null;

  @Column({ type: 'text', insert: false, update: false })
  status!: PipelineStatus;

  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'timestamptz', precision: 3, insert: false })
  updated_at!: Date | string;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  started_at!: Date | string | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  finished_at!: Date | string | null;
}

@Entity({ schema: 'pipelines', name: 'events' })
export class TriggerEventRow extends OrderedRow {
  @Column({ type: 'text' })
  source!: string;

  @Column({ type: 'text' })
  external_id!: string;

  @Column({ type: 'text', nullable: true })
  ref!: string | null;

  @Column({ type: 'text', nullable: true })
  url!: string | null;

  @Column({ type: 'jsonb' })
  payload!: Record<string, unknown>;
}

@Entity({ schema: 'pipelines', name: 'pipelines' })
export class PipelineRow extends AttemptRow {
  @Column({ type: 'uuid' })
  event_id!: string;

  @Column({ type: 'text', nullable: true })
  retry_scope!: RetriggerScope | null;

  @Column({ type: 'text', nullable: true })
  ref!: string | null;

  @Column({ type: 'integer', array: true, insert: false, update: false })
  counts!: number[];

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  cancelled_at!: Date | string | null;

  @Column({ type: 'uuid', nullable: true })
  superseded_by!: string | null;
}

@Entity({ schema: 'pipelines', name: 'targets' })
export class TargetRow extends AttemptRow {
  @Column({ type: 'uuid' })
  group_id!: string;

  @Column({ type: 'text', nullable: true })
  raw_status!: string | null;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  @Column({ type: 'text', nullable: true })
  message!: string | null;

  @Column({ type: 'text', nullable: true })
  system!: string | null;

  @Column({ type: 'text', nullable: true })
  external_id!: string | null;

  @Column({ type: 'bigint', nullable: true })
  sequence!: string | number | null;

  @Column({ type: 'text', nullable: true })
  run_kind!: string | null;

  @Column({ type: 'jsonb', nullable: true })
  run_spec!: Record<string, unknown> | null;

  @Column({ type: 'jsonb' })
  links!: TargetLink[];

  @Column({ type: 'boolean' })
  reused!: boolean;

  @Column({ type: 'integer' })
  timeout_seconds!: number;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  cancel_requested_at!: Date | string | null;

  @Column({ type: 'integer' })
  ignored!: number;
}

export const pipelineEntities = [TriggerEventRow, PipelineRow, TargetRow] as const;
