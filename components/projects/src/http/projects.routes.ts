import type { Authorizer } from '@ashlar/authz';
import { NotFound } from '@ashlar/errors';
import {
  DeletionUnconfirmed,
  DomainSuspended,
  ParentRefused,
  SlugMoved,
  SlugTaken,
  type Invitations,
} from '@ashlar/groups';
import {
  DeletionPreviewResponse,
  invitingRoutes,
  memberRoutes,
  permissionsRoute,
  presentDeletion,
  PutMemberRequest,
  UpdateMemberRequest,
} from '@ashlar/groups/http';
import {
  created,
  granted,
  listed,
  moved,
  noContent,
  ok,
  orAnonymous,
  route,
  type Route,
  signedIn,
} from '@ashlar/http';
import { ProjectNotFound, RepositoryRefused } from '../projects.errors.js';
import type { Projects } from '../projects.service.js';
import {
  CopyListQuery,
  CopyProjectRequest,
  CreateProjectRequest,
  ProjectDeletionQuery,
  ProjectInvitationPath,
  ProjectListQuery,
  ProjectMemberPath,
  ProjectPath,
  ProjectRefPath,
  ProjectRefQuery,
  ProjectResponse,
  ProjectSummaryResponse,
  UpdateProjectRequest,
} from './projects.dto.js';
import { presentProject, presentProjectSummary, toPlace, toRef } from './projects.presenter.js';

const base = '/api/data/projects';
const one = `${base}/{project_id}`;
const tag = 'projects';
const noun = 'Project';
const idOf = ({ project_id }: ProjectPath): string => project_id;
const object = { idOf, missing: ProjectNotFound };
/** Named by id or path: the use case finds it and asks. */
const named = {
  idOf: ({ project_id }: ProjectRefPath): string => project_id,
  missing: ProjectNotFound,
  askedByUseCase: true,
};
const filterOf = (query: ProjectListQuery) => ({
  domainId: query.domain_id,
  namespaceId: query.namespace_id,
  directMember: query.direct_member,
  keywords: query.keywords,
  text: query.text,
});
const placeErrors = [NotFound, SlugTaken, SlugMoved, DomainSuspended];

export interface ProjectRoutesDeps {
  readonly projects: Projects;
  readonly authorizer: Pick<Authorizer, 'authorize' | 'check'>;
}

export function projectRoutes({ projects, authorizer }: ProjectRoutesDeps): readonly Route[] {
  return [
    route({
      method: 'get',
      path: base,
      operationId: 'listProjects',
      summary: 'Projects that the caller may see',
      description: 'Without their documentation.',
      tag,
      permission: orAnonymous(signedIn()),
      query: ProjectListQuery,
      success: { status: 200, description: 'One page.', body: { listOf: ProjectSummaryResponse } },
      handle: async ({ ctx, query }) =>
        listed(await projects.list(ctx, filterOf(query), query.toRequest()), query, presentProjectSummary),
    }),
    route({
      method: 'post',
      path: base,
      operationId: 'createProject',
      summary: 'Adds a project in a group or for a user',
      description:
        'Needs `create_project` of the place. A path of the past is refused, and says the one of today.',
      tag,
      permission: signedIn(),
      body: CreateProjectRequest,
      success: { status: 201, description: 'Added.', body: ProjectResponse },
      errors: [...placeErrors, RepositoryRefused],
      handle: async ({ ctx, body: { namespace, ...body } }) => {
        const project = await projects.create(ctx, { ...body, place: toPlace(namespace) });
        return created(presentProject(project), `${base}/${project.id}`, project.version);
      },
    }),
    route({
      method: 'get',
      path: one,
      operationId: 'getProject',
      summary: 'One project',
      description: 'A path of the past leads on to the one of today.',
      tag,
      permission: orAnonymous(granted('project.read', named)),
      pathParameters: ProjectRefPath,
      query: ProjectRefQuery,
      success: { status: 200, description: 'The project.', body: ProjectResponse },
      redirects: true,
      handle: async ({ ctx, path, query }) => {
        const ref = toRef(path, query);
        if ('id' in ref) {
          const project = await projects.get(ctx, ref.id);
          return ok(presentProject(project), project.version);
        }
        const project = await projects.locate(ctx, ref, { permission: 'project.read', writes: false });
        return project.path === ref.path.toLowerCase()
          ? ok(presentProject(project), project.version)
          : moved(addressOf(project, query));
      },
    }),
    route({
      method: 'patch',
      path: one,
      operationId: 'updateProject',
      summary: 'Changes, renames and moves a project, in one step',
      description:
        'A JSON merge patch: what is absent stays, null clears. A new slug, visibility or place needs `manage`, a new place `create_project` there too. A path of the past is refused, and says the one of today.',
      tag,
      permission: granted('project.update', named),
      pathParameters: ProjectRefPath,
      query: ProjectRefQuery,
      body: UpdateProjectRequest,
      success: { status: 200, description: 'The project as it is now.', body: ProjectResponse },
      errors: [...placeErrors, ParentRefused, RepositoryRefused],
      handle: async ({ ctx, path, query, expected, body: { namespace, ...body } }) => {
        const question = { permission: 'project.update', writes: true };
        const { id } = await projects.locate(ctx, toRef(path, query), question);
        const place = namespace === undefined ? undefined : toPlace(namespace);
        const project = await projects.update(ctx, id, expected, { ...body, place });
        return ok(presentProject(project), project.version);
      },
    }),
    route({
      method: 'get',
      path: `${one}/deletion-preview`,
      operationId: 'previewProjectDeletion',
      summary: 'What would go with the project',
      tag,
      permission: granted('project.delete', object),
      pathParameters: ProjectPath,
      success: { status: 200, description: 'Counts.', body: DeletionPreviewResponse },
      handle: async ({ ctx, path }) => ok(presentDeletion(await projects.previewDeletion(ctx, idOf(path)))),
    }),
    route({
      method: 'delete',
      path: one,
      operationId: 'deleteProject',
      summary: 'Removes a project with all that is in it',
      description:
        'When something is in it, only with the fingerprint of the preview as `confirm`. A path of the past is refused, and says the one of today.',
      tag,
      permission: granted('project.delete', named),
      pathParameters: ProjectRefPath,
      query: ProjectDeletionQuery,
      success: { status: 204, description: 'Removed.' },
      errors: [DeletionUnconfirmed, DomainSuspended, SlugMoved],
      handle: async ({ ctx, path, query, expected }) => {
        const question = { permission: 'project.delete', writes: true };
        const { id } = await projects.locate(ctx, toRef(path, query), question);
        await projects.delete(ctx, id, expected, query.confirm);
        return noContent();
      },
    }),
    route({
      method: 'get',
      path: `${one}/copies`,
      operationId: 'listProjectCopies',
      summary: 'Copies of the project that the caller may see',
      tag,
      permission: orAnonymous(granted('project.read', object)),
      pathParameters: ProjectPath,
      query: CopyListQuery,
      success: { status: 200, description: 'One page.', body: { listOf: ProjectSummaryResponse } },
      handle: async ({ ctx, path, query }) => {
        const copies = await projects.list(ctx, { copiedFrom: idOf(path) }, query.toRequest());
        return listed(copies, query, presentProjectSummary);
      },
    }),
    route({
      method: 'post',
      path: `${one}/copies`,
      operationId: 'copyProject',
      summary: 'Makes a project with what this one holds',
      description:
        'All or nothing. Members are not copied, and what only members see comes along for them alone. Needs `create_project` of the place.',
      tag,
      permission: granted('project.read', object),
      pathParameters: ProjectPath,
      body: CopyProjectRequest,
      success: { status: 201, description: 'Copied.', body: ProjectResponse },
      errors: [...placeErrors, ParentRefused],
      handle: async ({ ctx, path, body: { namespace, ...body } }) => {
        const copy = await projects.copy(ctx, idOf(path), { ...body, place: toPlace(namespace) });
        return created(presentProject(copy), `${base}/${copy.id}`, copy.version);
      },
    }),
    permissionsRoute({
      ...{ authorizer, one, noun, tag, object, type: 'project', path: ProjectPath },
      permissions: [
        ...['read', 'read_members', 'update', 'delete', 'manage', 'manage_members'],
        ...['create_storage', 'create_schedule', 'create_pipeline', 'create_secret'],
      ],
    }),
    ...memberRoutes({
      ...{
        one,
        noun,
        tag,
        object,
        members: projects.members,
        path: ProjectPath,
        memberPath: ProjectMemberPath,
      },
      ...{ putRequest: PutMemberRequest, updateRequest: UpdateMemberRequest },
      permissions: { read: 'project.read_members', write: 'project.manage_members' },
      leaving: authorizer,
    }),
  ];
}

/** In the domain that was asked for, also when that is the default one. */
function addressOf({ path }: { readonly path: string }, { domain_id: domainId }: ProjectRefQuery): string {
  const query = domainId === undefined ? '' : `?domain_id=${domainId}`;
  return `${base}/${encodeURIComponent(path)}${query}`;
}

export interface ProjectInvitationRoutesDeps {
  readonly invitations: Invitations;
}

/** Inviting to projects; answering is in `invitationRoutes`, which belongs beside them. */
export function projectInvitationRoutes({ invitations }: ProjectInvitationRoutesDeps): readonly Route[] {
  return invitingRoutes({
    ...{ invitations, one, noun, object, permission: 'project.manage_members' },
    ...{ path: ProjectPath, invitationPath: ProjectInvitationPath },
  });
}
