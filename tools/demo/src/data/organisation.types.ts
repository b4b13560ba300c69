/** A team, as the source has it. */
export interface SourceTeam {
  readonly name: string;
  readonly description?: string;
  readonly maintainers: readonly string[];
  readonly members: readonly string[];
  /** Permission by repository. */
  readonly repos: Readonly<Record<string, string>>;
  readonly teams: readonly SourceTeam[];
}

export interface SourceOrg {
  readonly name: string;
  readonly admins: readonly string[];
  readonly members: readonly string[];
  readonly teams: readonly SourceTeam[];
}

/** `organisation.json`. */
export interface SourceOrganisation {
  readonly source: string;
  readonly orgs: readonly SourceOrg[];
}

/** A periodic job of `periodics.json`: one of the three ways to say when. */
export interface SourceJob {
  readonly name: string;
  readonly group: string;
  readonly cron?: string;
  /** Such as `4h30m`. */
  readonly interval?: string;
  readonly minimum_interval?: string;
  readonly timeout?: string;
}

export interface SourceJobs {
  readonly source: string;
  readonly jobs: readonly SourceJob[];
}

export type Role = 'viewer' | 'editor' | 'owner';

/** What the source becomes. */
export interface OrgPlan {
  readonly name: string;
  readonly slug: string;
  readonly owners: readonly string[];
  readonly viewers: readonly string[];
  readonly teams: readonly TeamPlan[];
  readonly repositories: readonly RepositoryPlan[];
}

export interface TeamPlan {
  /** Unique over all organisations. */
  readonly key: string;
  readonly name: string;
  readonly slug: string;
  readonly description: string | undefined;
  readonly owners: readonly string[];
  readonly viewers: readonly string[];
  /** Keys of the teams that are members of this one. */
  readonly children: readonly string[];
}

export interface RepositoryPlan {
  readonly key: string;
  readonly name: string;
  readonly slug: string;
  /** Roles by keys of teams. */
  readonly teams: ReadonlyMap<string, Role>;
}
