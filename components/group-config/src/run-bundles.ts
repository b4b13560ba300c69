import type { BundleEntry, BundleUse, ConfigBundle, ConfigBundles } from '@ashlar/config-bundles';
import type { OperationContext } from '@ashlar/database';
import type { ConfigOfRun, EffectiveConfigs } from './effective-config.service.js';
import { isJsonObject } from './setting-merge.js';

export interface RunBundlesDeps {
  readonly effectiveConfigs: EffectiveConfigs;
  readonly bundles: Pick<ConfigBundles, 'make'>;
}

export interface RunBundles {
  /**
   * All that holds for a run, as one bundle to be fetched by its address: `home/`, `settings/<name>.json` and
   * `bootstrap/NN-<kind of owner>.sh`, to be run in the order of their names.
   * @throws {NotFound}, and as `make` of config bundles
   */
  make(
    ctx: OperationContext,
    use: BundleUse,
  ): Promise<{ readonly bundle: ConfigBundle; readonly config: ConfigOfRun }>;
}

export function createRunBundles({ effectiveConfigs, bundles }: RunBundlesDeps): RunBundles {
  return {
    async make(ctx, { projectId, userId }) {
      const config = await effectiveConfigs.of(ctx, { projectId, userId, contents: true });
      return { bundle: await bundles.make(ctx, { projectId, userId }, entriesOf(config)), config };
    },
  };
}

/** Says nothing of who it is for, so that many share one bundle. */
export function entriesOf({ files, settings, scripts }: ConfigOfRun): readonly BundleEntry[] {
  const nothing = Buffer.alloc(0);
  return [
    ...files.map(({ file: { path, mode, content = nothing } }) => ({ path: `home/${path}`, mode, content })),
    ...settings.map(({ name, value }) => ({
      ...{ path: `settings/${name}.json`, mode: 0o644, content: Buffer.from(canonicalJson(value)) },
    })),
    ...scripts.map(({ owner, content = nothing }, index) => ({
      ...{ path: `bootstrap/${String(index).padStart(2, '0')}-${owner.type}.sh`, mode: 0o755, content },
    })),
  ];
}

/** The same document, in whatever order its members came, is the same text. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    isJsonObject(member)
      ? Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
