import {
  EnumField,
  ObjectListField,
  pageQuery,
  StringField,
  TimeField,
  BooleanField,
  UuidField,
} from '@ashlar/http';

const name = /^[a-z][a-z0-9_]{1,62}[a-z0-9]$/;
const subjects = ['user', 'service', 'anonymous'];
const actors = ['user', 'service', 'system'];

export class ChangeListQuery extends pageQuery({ sortable: ['created_at'], descending: true }) {
  @StringField({
    description: 'Type of the object; with `object_id`.',
    maxLength: 64,
    pattern: name,
    optional: true,
  })
  object_type?: string;

  @UuidField({ description: 'To what access changed; with `object_type`.', optional: true })
  object_id?: string;

  @StringField({
    description: 'Type of the subject, `user` unless said.',
    maxLength: 64,
    pattern: name,
    optional: true,
  })
  subject_type?: string;

  @StringField({
    description: 'Whose access changed; the client id of a service, `*` for everybody of the type.',
    maxLength: 255,
    optional: true,
  })
  subject_id?: string;

  @EnumField({ description: 'Kind of the actor, `user` unless said.', values: actors, optional: true })
  actor_kind?: 'user' | 'service' | 'system';

  @StringField({ description: 'Who changed it.', maxLength: 255, optional: true })
  actor_id?: string;

  @TimeField({ description: 'From then on.', optional: true })
  since?: string;

  @TimeField({ description: 'Before then.', optional: true })
  until?: string;
}

export class ChangeResponse {
  @StringField({ description: 'Number of the change; grows.', maxLength: 20 })
  id!: string;

  @EnumField({ description: 'What happened to the relation.', values: ['added', 'removed'] })
  change!: 'added' | 'removed';

  @StringField({ description: 'Type of the object.', maxLength: 64 })
  object_type!: string;

  @StringField({ description: 'Id of the object.', maxLength: 36 })
  object_id!: string;

  @StringField({ description: 'The relation, such as `owner`.', maxLength: 64 })
  relation!: string;

  @StringField({ description: 'Type of the subject.', maxLength: 64 })
  subject_type!: string;

  @StringField({ description: 'Id of the subject; `*` is everybody of its type.', maxLength: 36 })
  subject_id!: string;

  @StringField({
    description: 'Set for all who stand in this relation to the subject, such as the `member`s of a group.',
    maxLength: 64,
    nullable: true,
  })
  subject_relation!: string | null;

  @StringField({ description: 'Kind of who changed it.', maxLength: 16 })
  actor_kind!: string;

  @StringField({ description: 'Who changed it.', maxLength: 255 })
  actor_id!: string;

  @StringField({ description: 'The request that changed it.', maxLength: 255 })
  request_id!: string;

  @TimeField({ description: 'When.' })
  created_at!: string;
}

export class ExplainQuery {
  @StringField({ description: 'Type of the object.', maxLength: 64, pattern: name, example: 'platform' })
  object_type!: string;

  @UuidField({ description: 'Id of the object; absent for the platform.', optional: true })
  object_id?: string;

  @StringField({
    description: 'What is wanted, such as `read`.',
    maxLength: 64,
    pattern: name,
    example: 'read',
  })
  permission!: string;

  @EnumField({
    description: 'Kind of who is asked about, `user` unless said.',
    values: subjects,
    optional: true,
  })
  subject_type?: 'user' | 'service' | 'anonymous';

  @StringField({ description: 'Who is asked about; the caller when absent.', maxLength: 255, optional: true })
  subject_id?: string;
}

export class PathStepResponse {
  @StringField({ description: 'What was looked for at the object.', maxLength: 64 })
  permission!: string;

  @StringField({ description: 'Type of the object.', maxLength: 64 })
  object_type!: string;

  @StringField({ description: 'Id of the object.', maxLength: 36 })
  object_id!: string;

  @StringField({ description: 'The relation that leads on.', maxLength: 64 })
  relation!: string;

  @StringField({ description: 'Type of the subject.', maxLength: 64 })
  subject_type!: string;

  @StringField({ description: 'Id of the subject; `*` is everybody of its type.', maxLength: 36 })
  subject_id!: string;

  @StringField({
    description: 'Set for all who stand in this relation to the subject.',
    maxLength: 64,
    nullable: true,
  })
  subject_relation!: string | null;
}

export class ExplanationResponse {
  @BooleanField({ description: 'Whether it is allowed.' })
  allowed!: boolean;

  @EnumField({
    description: 'Why: a platform role is enough, by the `path`, or none is known.',
    values: ['system', 'role', 'path', 'none'],
  })
  by!: 'system' | 'role' | 'path' | 'none';

  @ObjectListField(() => PathStepResponse, {
    description: 'From the object to who is asked about; empty unless `by` is `path`.',
    maxItems: 100,
  })
  path!: readonly PathStepResponse[];
}
