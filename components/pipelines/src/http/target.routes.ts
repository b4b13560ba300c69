import { systemContext } from '@ashlar/database';
import { Forbidden } from '@ashlar/errors';
import { granted, listed, ok, open, route, type Route, signedIn } from '@ashlar/http';
import type { Hooks } from '../hooks.js';
import {
  PipelineExternalIdTaken,
  PipelineHookRefused,
  PipelineNotFound,
  PipelineTargetNotFound,
} from '../pipelines.errors.js';
import type { PipelineTargets } from '../targets.service.js';
import { presentReport, presentResult, presentTarget, toReport } from './pipeline.presenter.js';
import {
  HookPath,
  HookRequest,
  HookSecretResponse,
  OneStatusRequest,
  ReportResultResponse,
  ReportResultsResponse,
  ReportsRequest,
  TargetListQuery,
  TargetPath,
  TargetResponse,
  WholeTargetResponse,
} from './target.dto.js';

const base = '/api/data/pipeline-targets';
const one = `${base}/{target_id}`;
const tag = 'pipelines';

export function pipelineTargetRoutes({ targets }: { readonly targets: PipelineTargets }): readonly Route[] {
  return [
    route({
      method: 'get',
      path: base,
      operationId: 'listPipelineTargets',
      summary: 'Targets that the caller may see',
      description: 'The newest first: of a commit and name the first one is the latest.',
      tag,
      permission: signedIn(),
      query: TargetListQuery,
      success: { status: 200, description: 'One page.', body: { listOf: TargetResponse } },
      handle: async ({ ctx, query }) => {
        const { project_id, pipeline_id, external_id, commit_sha, system, status, kind, name } = query;
        const filter = {
          ...{
            projectId: project_id,
            pipelineId: pipeline_id,
            externalId: external_id,
            commitSha: commit_sha,
          },
          ...{ system, status, kind, name },
        };
        return listed(await targets.list(ctx, filter, query.toRequest()), query, presentTarget);
      },
    }),
    route({
      method: 'post',
      path: `${base}/status`,
      operationId: 'reportPipelineTargets',
      summary: 'Reports the status of several targets',
      tag,
      permission: signedIn(),
      body: ReportsRequest,
      success: { status: 200, description: 'What came of each.', body: ReportResultsResponse },
      errors: [PipelineTargetNotFound, Forbidden, PipelineExternalIdTaken],
      handle: async ({ ctx, body }) => {
        const reports = body.reports.map((report) => ({
          target: { id: report.target_id },
          report: toReport(report),
        }));
        return ok({ results: (await targets.report(ctx, reports)).map(presentResult) });
      },
    }),
    route({
      method: 'get',
      path: one,
      operationId: 'getPipelineTarget',
      summary: 'One target, with what was reported of it',
      tag,
      permission: signedIn(),
      pathParameters: TargetPath,
      success: { status: 200, description: 'The target.', body: WholeTargetResponse },
      errors: [PipelineTargetNotFound],
      handle: async ({ ctx, path }) => {
        const target = await targets.get(ctx, path.target_id);
        const reports = await targets.reports(ctx, path.target_id);
        return ok({ ...presentTarget(target), reports: reports.map(presentReport) });
      },
    }),
    route({
      method: 'post',
      path: `${one}/status`,
      operationId: 'reportPipelineTarget',
      summary: 'Reports the status of a target',
      description: 'What is late, told twice or out of order is recorded, and changes nothing.',
      tag,
      permission: signedIn(),
      pathParameters: TargetPath,
      body: OneStatusRequest,
      success: { status: 200, description: 'What came of it.', body: ReportResultResponse },
      errors: [PipelineTargetNotFound, Forbidden, PipelineExternalIdTaken],
      handle: async ({ ctx, path, body }) => {
        const reports = [{ target: { id: path.target_id }, report: toReport(body) }];
        const [result] = await targets.report(ctx, reports);
        if (!result) throw new PipelineTargetNotFound();
        return ok(presentResult(result));
      },
    }),
  ];
}

export interface PipelineHookRoutesDeps {
  readonly targets: PipelineTargets;
  readonly hooks: Hooks;
}

/** Reports that are signed instead of sent with a token. */
export function pipelineHookRoutes({ targets, hooks }: PipelineHookRoutesDeps): readonly Route[] {
  const path = '/api/data/pipeline-hooks/{project_id}';
  const object = { idOf: ({ project_id }: HookPath) => project_id, missing: PipelineNotFound };
  return [
    route({
      method: 'post',
      path,
      operationId: 'takePipelineHook',
      summary: 'Takes signed reports of targets of a project',
      description:
        'Signed as Standard Webhooks says: `webhook-id`, `webhook-timestamp`, `webhook-signature`. What is repeated changes nothing.',
      tag: 'pipeline-hooks',
      permission: open('The signature stands in for a token.'),
      pathParameters: HookPath,
      body: HookRequest,
      keepsBytes: true,
      idempotency: 'ignored',
      success: { status: 200, description: 'What came of each.', body: ReportResultsResponse },
      errors: [PipelineHookRefused, PipelineExternalIdTaken],
      handle: async ({ ctx, path: { project_id: projectId }, body, bytes, header }) => {
        hooks.verify(projectId, bytes, {
          id: header('webhook-id'),
          timestamp: header('webhook-timestamp'),
          signature: header('webhook-signature'),
        });
        const { requestId, signal } = ctx;
        // Within the project whose secret signed it, and nowhere else.
        const reports = body.reports.map(({ system, external_id: externalId, name, ...report }) => ({
          target: { projectId, system, externalId, name },
          report: toReport(report),
        }));
        const asHook = systemContext('pipeline hook', { requestId, signal });
        const results = await targets.report(asHook, reports, `hook/${header('webhook-id') ?? ''}`);
        return ok({ results: results.map(presentResult) });
      },
    }),
    route({
      method: 'post',
      path: `${path}/secret`,
      operationId: 'showPipelineHookSecret',
      summary: 'The secret with which systems sign their reports',
      tag: 'pipeline-hooks',
      permission: granted('project.manage', object),
      pathParameters: HookPath,
      secret: true,
      idempotency: 'ignored',
      success: { status: 200, description: 'The secret.', body: HookSecretResponse },
      handle: ({ path: { project_id } }) => Promise.resolve(ok({ secret: hooks.secretOf(project_id) })),
    }),
  ];
}
