import { ObjectListField, StringField, StringListField, UuidField } from '@ashlar/http';

const dnsLabel = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
const dnsName = /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/;

export class OwnerReferenceDto {
  @StringField({
    description: 'Group and version, such as batch/v1.',
    maxLength: 253,
    pattern: /^([a-z0-9]([a-z0-9.-]{0,200}[a-z0-9])?\/)?v[0-9][a-z0-9]{0,30}$/,
    example: 'v1',
  })
  api_version!: string;

  @StringField({ description: 'Kind.', maxLength: 63, pattern: /^[A-Z][A-Za-z0-9]*$/, example: 'Pod' })
  kind!: string;

  @StringField({ description: 'Name.', maxLength: 253, pattern: dnsName, example: 'session-1' })
  name!: string;

  @StringField({
    description: 'Uid, as the cluster has it now.',
    maxLength: 128,
    pattern: /^[A-Za-z0-9-]+$/,
    example: '5f0c3a6e-0d3b-4a70-9c07-5d9f2b8f3a11',
  })
  uid!: string;
}

export class KeyMappingDto {
  @UuidField({
    description: 'A secret of the grant.',
    example: '0190a000-0000-7000-8000-000000000001',
  })
  secret_id!: string;

  @StringListField({
    description: 'Under which keys it lies.',
    maxItems: 10,
    minItems: 1,
    maxLength: 253,
    example: ['password'],
  })
  keys!: string[];
}

export class KubernetesRequest {
  @StringField({
    description: 'The grant, from the data API. It counts once.',
    maxLength: 65_536,
    example: 'ashlar_grant_x.0123456789abcdef.x',
  })
  grant!: string;

  @StringField({
    description: 'One in which the caller may have Kubernetes Secrets.',
    maxLength: 63,
    pattern: dnsLabel,
    example: 'science',
  })
  namespace!: string;

  @StringField({
    description: 'Of the Kubernetes Secret.',
    maxLength: 253,
    pattern: dnsName,
    example: 'session-1',
  })
  name!: string;

  @ObjectListField(() => OwnerReferenceDto, {
    description: 'Objects of the namespace; the Kubernetes Secret goes with them.',
    maxItems: 10,
    optional: true,
  })
  owner_references?: OwnerReferenceDto[];

  @ObjectListField(() => KeyMappingDto, {
    description: 'For each secret of the grant its keys. Without it: the filenames.',
    maxItems: 100,
    optional: true,
  })
  key_mapping?: KeyMappingDto[];
}

export class KubernetesResponse {
  @StringField({ description: 'Namespace.', maxLength: 63 })
  namespace!: string;

  @StringField({ description: 'Name.', maxLength: 253 })
  name!: string;

  @StringField({ description: 'Uid.', maxLength: 128 })
  uid!: string;

  @StringListField({ description: 'Keys that it has.', maxItems: 1_000, maxLength: 253 })
  keys!: string[];
}
