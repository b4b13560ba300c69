import { Column, Entity, PrimaryColumn } from 'typeorm';
import { KeyPairRow } from './key-pairs.entity.js';

@Entity({ schema: 'authn', name: 'personal_tokens' })
export class PersonalTokenRow {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ type: 'uuid', name: 'owner_id' })
  ownerId!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'bytea', select: false })
  hash!: Buffer;

  @Column({ type: 'text', array: true })
  scopes!: readonly string[];

  @Column({ type: 'text', array: true })
  roles!: readonly string[];

  @Column({ type: 'timestamptz', precision: 3, name: 'expires_at' })
  expiresAt!: Date;

  @Column({ type: 'timestamptz', precision: 3, name: 'last_used_at', nullable: true })
  lastUsedAt!: Date | null;

  @Column({ type: 'integer', insert: false })
  version!: number;

  @Column({ type: 'timestamptz', precision: 3, name: 'created_at', insert: false, update: false })
  createdAt!: Date;
}

export const authnEntities = [PersonalTokenRow, KeyPairRow] as const;
