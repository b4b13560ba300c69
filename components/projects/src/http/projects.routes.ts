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
  DeletionQuery,
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
  ProjectInvitationPath,
  ProjectListQuery,
  ProjectMemberPath,
  ProjectPath,
  ProjectResponse,
  ProjectSummaryResponse,
  UpdateProjectRequest,
} from './projects.dto.js';
import { presentProject, presentProjectSummary, toPlace } from './projects.presenter.js';

const base = '/api/data/projects';
const one = `${base}/{project_id}`;
const tag = 'projects';
const noun = 'Project';
const idOf = ({ project_id }: ProjectPath): string => project_id;
const object = { idOf, missing: ProjectNotFound };
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
      tag,
      permission: orAnonymous(granted('project.read', { ...object, askedByUseCase: true })),
      pathParameters: ProjectPath,
      success: { status: 200, description: 'The project.', body: ProjectResponse },
      handle: async ({ ctx, path }) => {
        const project = await projects.get(ctx, idOf(path));
        return ok(presentProject(project), project.version);
      },
    }),
    route({
      method: 'patch',
      path: one,
      operationId: 'updateProject',
      summary: 'Changes, renames and moves a project, in one step',
      description:
        'A JSON merge patch: what is absent stays, null clears. A new slug, visibility or place needs `manage`, a new place `create_project` there too.',
      tag,
      permission: granted('project.update', object),
      pathParameters: ProjectPath,
      body: UpdateProjectRequest,
      success: { status: 200, description: 'The project as it is now.', body: ProjectResponse },
      errors: [...placeErrors, ParentRefused, RepositoryRefused],
      handle: async ({ ctx, path, expected, body: { namespace, ...body } }) => {
        const place = namespace === undefined ? undefined : toPlace(namespace);
        const project = await projects.update(ctx, idOf(path), expected, { ...body, place });
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
      description: 'When something is in it, only with the fingerprint of the preview as `confirm`.',
      tag,
      permission: granted('project.delete', object),
      pathParameters: ProjectPath,
      query: DeletionQuery,
      success: { status: 204, description: 'Removed.' },
      errors: [DeletionUnconfirmed, DomainSuspended],
      handle: async ({ ctx, path, query, expected }) => {
        await projects.delete(ctx, idOf(path), expected, query.confirm);
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
