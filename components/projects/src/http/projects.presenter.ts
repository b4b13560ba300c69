import type { PlaceRef, Project, ProjectRef } from '../projects.types.js';
import type {
  ProjectRefPath,
  ProjectRefQuery,
  ProjectResponse,
  ProjectSummaryResponse,
} from './projects.dto.js';

export function presentProjectSummary(project: Project): ProjectSummaryResponse {
  return {
    id: project.id,
    domain_id: project.domainId,
    namespace_id: project.namespaceId,
    namespace_type: project.namespaceType,
    slug: project.slug,
    path: project.path,
    name: project.name,
    description: project.description ?? null,
    visibility: project.visibility,
    keywords: [...project.keywords],
    repositories: [...project.repositories],
    version: project.version,
    created_at: project.createdAt.toISOString(),
    updated_at: project.updatedAt.toISOString(),
  };
}

export function presentProject(project: Project): ProjectResponse {
  return { ...presentProjectSummary(project), documentation: project.documentation ?? null };
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Callers name a project by its id or its path. */
export function toRef({ project_id: named }: ProjectRefPath, query: ProjectRefQuery): ProjectRef {
  const id = named.toLowerCase();
  return uuid.test(id) ? { id } : { path: named, domainId: query.domain_id };
}

/** Callers name a place by its path or its id. */
export function toPlace(namespace: string): PlaceRef {
  return uuid.test(namespace) ? { namespaceId: namespace } : { path: namespace };
}
