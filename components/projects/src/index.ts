export { forgetProjectInvitations } from './forget-invitations.repository.js';
export { projectEntities } from './projects.entity.js';
export { ProjectNotFound, RepositoryRefused } from './projects.errors.js';
export { createProjects, type Projects, type ProjectsDeps, projectsSchema } from './projects.service.js';
export type {
  NewProject,
  PartOfProjects,
  PlaceRef,
  Project,
  ProjectChange,
  ProjectCopy,
  ProjectFilter,
  ProjectName,
  ProjectQuestion,
  ProjectRef,
} from './projects.types.js';
export { projectEvents } from './projects.events.js';
export { tellOfProjects } from './tell-of-projects.js';
export { heldInProjects } from './held.repository.js';
