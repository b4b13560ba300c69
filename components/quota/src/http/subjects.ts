import { type Dto, UuidField } from '@ashlar/http';
import { platformSubject } from '../meter.service.js';
import type { QuotaSubject } from '../quota.types.js';

export class UserQuotasPath {
  @UuidField({ description: 'Id of the user.' })
  user_id!: string;
}

export class GroupQuotasPath {
  @UuidField({ description: 'Id of the group.' })
  group_id!: string;
}

export class ProjectQuotasPath {
  @UuidField({ description: 'Id of the project.' })
  project_id!: string;
}

export class DomainQuotasPath {
  @UuidField({ description: 'Id of the domain.' })
  domain_id!: string;
}

export class PlatformQuotasPath {}

export class UserQuotaPath extends UserQuotasPath {
  @UuidField({ description: 'Id of the quota.' })
  quota_id!: string;
}

export class GroupQuotaPath extends GroupQuotasPath {
  @UuidField({ description: 'Id of the quota.' })
  quota_id!: string;
}

export class ProjectQuotaPath extends ProjectQuotasPath {
  @UuidField({ description: 'Id of the quota.' })
  quota_id!: string;
}

export class DomainQuotaPath extends DomainQuotasPath {
  @UuidField({ description: 'Id of the quota.' })
  quota_id!: string;
}

export class PlatformQuotaPath {
  @UuidField({ description: 'Id of the quota.' })
  quota_id!: string;
}

interface OfOneQuota {
  readonly quota_id: string;
}

/** A kind of subject, and where its quotas are. */
export interface SubjectPlace<P extends object = object> {
  /** `/api/data/users/{user_id}` */
  readonly address: string;
  /** In operation ids. */
  readonly noun: string;
  readonly path: Dto<P>;
  readonly quotaPath: Dto<P & OfOneQuota>;
  readonly subjectOf: (path: P) => QuotaSubject;
  /** The address with its parameters filled in. */
  readonly addressOf: (path: P) => string;
}

function place<P extends object>(
  kind: QuotaSubject['type'],
  noun: string,
  path: Dto<P>,
  quotaPath: Dto<P & OfOneQuota>,
  idOf: (path: P) => string,
): SubjectPlace {
  const address = kind === 'platform' ? '/api/data/platform' : `/api/data/${kind}s/{${kind}_id}`;
  const one: SubjectPlace<P> = {
    address,
    noun,
    path,
    quotaPath,
    subjectOf: (given) => ({ type: kind, id: idOf(given) }),
    addressOf: (given) => address.replace(/\{\w+\}/, idOf(given)),
  };
  // Each place is used with the paths of its own classes alone.
  return one as unknown as SubjectPlace;
}

export const subjectPlaces: readonly SubjectPlace[] = [
  place('user', 'User', UserQuotasPath, UserQuotaPath, ({ user_id }) => user_id),
  place('group', 'Group', GroupQuotasPath, GroupQuotaPath, ({ group_id }) => group_id),
  place('project', 'Project', ProjectQuotasPath, ProjectQuotaPath, ({ project_id }) => project_id),
  place('domain', 'Domain', DomainQuotasPath, DomainQuotaPath, ({ domain_id }) => domain_id),
  place('platform', 'Platform', PlatformQuotasPath, PlatformQuotaPath, () => platformSubject.id),
];
