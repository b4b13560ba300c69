import type { ExpectedVersion, OperationContext } from '@ashlar/database';

/** Who may make something at all; where they may is another question. Administrators of the platform always may. */
export interface CreationSwitch {
  readonly who: 'everyone' | 'admins' | 'named';
  /** Users, when people are named; else empty. */
  readonly userIds: readonly string[];
}

export interface AuthorizationConfig {
  readonly groupCreators: CreationSwitch;
  readonly projectCreators: CreationSwitch;
  readonly version: number;
  readonly updatedAt: Date;
}

/** What is decided once for all domains. */
export interface Platform {
  getAuthorizationConfig(ctx: OperationContext): Promise<AuthorizationConfig>;
  /**
   * Both switches, in one step with the permissions that follow from them.
   * @throws {PreconditionFailed | CreatorRefused}
   */
  replaceAuthorizationConfig(
    ctx: OperationContext,
    expected: ExpectedVersion,
    switches: Pick<AuthorizationConfig, 'groupCreators' | 'projectCreators'>,
  ): Promise<AuthorizationConfig>;
}
