import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { OwnerType } from './dotfiles.types.js';

@Entity({ schema: 'group_config', name: 'bootstrap_script_revisions' })
export class BootstrapScriptRevisionRow {
  @PrimaryColumn({ type: 'text', name: 'owner_type' })
  ownerType!: OwnerType;

  /** The owner's, who has one script at most: a revision has none of its own. */
  @PrimaryColumn({ type: 'uuid', name: 'owner_id' })
  id!: string;

  @PrimaryColumn({ type: 'integer' })
  version!: number;

  @Column({ type: 'text' })
  change!: 'created' | 'changed' | 'deleted';

  @Column({ type: 'bytea', name: 'sha256_before', nullable: true })
  sha256Before!: Buffer | null;

  @Column({ type: 'bytea', nullable: true })
  sha256!: Buffer | null;

  @Column({ type: 'integer', nullable: true })
  size!: number | null;

  @Column({ type: 'text', name: 'actor_kind' })
  actorKind!: string;

  @Column({ type: 'text', name: 'actor_id', nullable: true })
  actorId!: string | null;

  @Column({ type: 'timestamptz', precision: 3, name: 'created_at' })
  createdAt!: Date;
}
