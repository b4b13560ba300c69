import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CreationSwitch } from './platform.types.js';

/** There is one row. */
@Entity({ schema: 'groups', name: 'authorization_config' })
export class AuthorizationConfigRow {
  @PrimaryColumn({ type: 'boolean', name: 'only_one' })
  onlyOne!: boolean;

  @Column({ type: 'text', name: 'group_creators' })
  groupCreators!: CreationSwitch['who'];

  @Column({ type: 'text', name: 'project_creators' })
  projectCreators!: CreationSwitch['who'];

  @Column({ type: 'integer' })
  version!: number;

  @Column({ type: 'timestamptz', precision: 3, name: 'updated_at' })
  updatedAt!: Date;
}

@Entity({ schema: 'groups', name: 'named_creators' })
export class NamedCreatorRow {
  @PrimaryColumn({ type: 'text' })
  creates!: 'groups' | 'projects';

  @PrimaryColumn({ type: 'uuid', name: 'user_id' })
  userId!: string;
}
