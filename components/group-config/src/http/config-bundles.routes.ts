import type { Authorizer } from '@ashlar/authz';
import {
  type BundleUse,
  type ConfigBundle,
  ConfigBundleNotFound,
  type ConfigBundles,
  ConfigBundlesUnsigned,
  ConfigBundleTooLarge,
} from '@ashlar/config-bundles';
import { NotFound } from '@ashlar/errors';
import {
  granted,
  IntegerField,
  ObjectListField,
  ok,
  type Reply,
  route,
  type Route,
  signedIn,
  StringField,
  StringListField,
  UuidField,
} from '@ashlar/http';
import type { DotfileAccess } from '../dotfile-access.js';
import type { RunBundles } from '../run-bundles.js';
import { MountClashResponse } from './dotfiles.dto.js';
import { EffectiveConfigPath } from './effective-config.dto.js';

const longestContent = 6_000_000;

export class MakeConfigBundleRequest {
  @UuidField({
    description: 'For whose run. Default: the caller, where that is a user.',
    optional: true,
  })
  user_id?: string;
}

export class ConfigBundlePath {
  @StringField({
    description: 'SHA-256 of the bundle, in hex.',
    maxLength: 64,
    pattern: /^[0-9a-f]{64}$/,
    example: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  })
  sha256!: string;
}

export class ConfigBundleResponse {
  @StringField({ description: 'Of the tar, in hex: its address.', maxLength: 64 })
  sha256!: string;

  @UuidField({ description: 'The project that it was made for.' })
  project_id!: string;

  @UuidField({ description: 'The user that it was made for.', nullable: true })
  user_id!: string | null;

  @IntegerField({ description: 'Bytes of the tar.', min: 0, max: 2_147_483_647 })
  size!: number;

  @StringListField({
    description: 'Secrets that it names as {{secret:NAME}}, by file name. They are filled in on delivery.',
    maxItems: 100,
    maxLength: 99,
  })
  secrets!: string[];

  @StringField({ description: 'Ed25519 over address, project and user; base64.', maxLength: 88 })
  signature!: string;

  @StringField({ description: 'Whose signature; from the public key.', maxLength: 16 })
  signer_id!: string;
}

export class MadeConfigBundleResponse extends ConfigBundleResponse {
  @ObjectListField(() => MountClashResponse, {
    description: 'Where files and mounts meet.',
    maxItems: 100_000,
  })
  mount_clashes!: MountClashResponse[];
}

export class ConfigBundleContentResponse extends ConfigBundleResponse {
  @StringField({ description: 'The tar.', maxLength: longestContent })
  content_base64!: string;
}

export interface ConfigBundleRoutesDeps {
  readonly runBundles: RunBundles;
  readonly configBundles: Pick<ConfigBundles, 'get'>;
  readonly access: Pick<DotfileAccess, 'assertMayActFor'>;
  readonly authorizer: Pick<Authorizer, 'checkMany'>;
}

const object = { idOf: ({ project_id }: EffectiveConfigPath) => project_id, missing: NotFound };
const tag = 'config-bundles';
const base = '/api/data/config-bundles';

export function configBundleRoutes(deps: ConfigBundleRoutesDeps): readonly Route[] {
  const { runBundles, configBundles, access, authorizer } = deps;
  return [
    route({
      method: 'post',
      path: '/api/data/projects/{project_id}/config-bundles',
      operationId: 'makeConfigBundle',
      summary: 'All that holds for a run, as one signed tar that is fetched by its address',
      description: 'Kept for a while after its last use. Secrets are named in it, and are not there.',
      ...{ tag, permission: granted('project.view', object), pathParameters: EffectiveConfigPath },
      body: MakeConfigBundleRequest,
      success: { status: 201, description: 'Kept.', body: MadeConfigBundleResponse },
      errors: [ConfigBundlesUnsigned, ConfigBundleTooLarge],
      links: [{ operationId: 'getConfigBundle', parameter: 'sha256', field: 'sha256' }],
      async handle({ ctx, path, body, actor }) {
        if (body.user_id !== undefined) await access.assertMayActFor(ctx, body.user_id);
        const userId = body.user_id ?? (actor.kind === 'user' ? actor.id : undefined);
        const { bundle, config } = await runBundles.make(ctx, { projectId: path.project_id, userId });
        const mount_clashes = config.mountClashes.map((clash) => ({ ...clash }));
        const location = `${base}/${bundle.sha256}`;
        return {
          ...{ status: 201, body: { ...present(bundle), mount_clashes }, location },
        } satisfies Reply<MadeConfigBundleResponse>;
      },
    }),
    route({
      method: 'get',
      path: `${base}/{sha256}`,
      operationId: 'getConfigBundle',
      summary: 'A config bundle, as it was made for somebody for whom the caller may act',
      ...{ tag, permission: signedIn(), pathParameters: ConfigBundlePath },
      success: { status: 200, description: 'The bundle.', body: ConfigBundleContentResponse },
      errors: [ConfigBundleNotFound],
      async handle({ ctx, path, actor }) {
        const mayActFor = async (userId: string): Promise<boolean> => {
          try {
            await access.assertMayActFor(ctx, userId);
            return true;
          } catch (error) {
            if (error instanceof NotFound) return false;
            throw error;
          }
        };
        const bundle = await configBundles.get(ctx, path.sha256, async (uses) => {
          const projects = [...new Set(uses.map(({ projectId }) => projectId))];
          const visible = await authorizer.checkMany(ctx, 'project.view', projects);
          const others = new Map<string, BundleUse>();
          for (const use of uses.filter(({ projectId }) => visible.has(projectId))) {
            if (use.userId === undefined || (actor.kind === 'user' && use.userId === actor.id)) return use;
            others.set(use.userId, others.get(use.userId) ?? use);
          }
          for (const [userId, use] of others) if (await mayActFor(userId)) return use;
          return undefined;
        });
        return ok({ ...present(bundle), content_base64: bundle.content.toString('base64') });
      },
    }),
  ];
}

function present(bundle: ConfigBundle): ConfigBundleResponse {
  return {
    sha256: bundle.sha256,
    project_id: bundle.projectId,
    user_id: bundle.userId ?? null,
    size: bundle.content.length,
    secrets: [...bundle.secrets],
    signature: bundle.signature.toString('base64'),
    signer_id: bundle.signerId,
  };
}
