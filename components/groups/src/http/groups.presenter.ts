import type { DeletionPreview, Domain, Group, Resolved } from '../groups.types.js';
import type { DomainResponse } from './domains.dto.js';
import type { DeletionPreviewResponse, GroupResponse, NamespaceResponse } from './groups.dto.js';

export function presentDomain(domain: Domain): DomainResponse {
  return {
    id: domain.id,
    slug: domain.slug,
    name: domain.name,
    description: domain.description ?? null,
    default_visibility: domain.defaultVisibility,
    suspended_at: domain.suspendedAt?.toISOString() ?? null,
    version: domain.version,
    created_at: domain.createdAt.toISOString(),
    updated_at: domain.updatedAt.toISOString(),
  };
}

export function presentGroup(group: Group): GroupResponse {
  return {
    id: group.id,
    domain_id: group.domainId,
    parent_group_id: group.parentGroupId ?? null,
    slug: group.slug,
    path: group.path,
    name: group.name,
    description: group.description ?? null,
    visibility: group.visibility,
    version: group.version,
    created_at: group.createdAt.toISOString(),
    updated_at: group.updatedAt.toISOString(),
  };
}

export function presentDeletion({ contents, fingerprint }: DeletionPreview): DeletionPreviewResponse {
  return { contents: contents.map(({ kind, count }) => ({ kind, count })), fingerprint };
}

export function presentNamespace({ id, type, domainId, path }: Resolved): NamespaceResponse {
  return { id, type, domain_id: domainId, path };
}
