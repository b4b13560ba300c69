import type { OperationContext, TransactionContext } from '@ashlar/database';
import type { Visibility } from '@ashlar/groups';

/** What people work in. */
export interface Project {
  readonly id: string;
  readonly domainId: string;
  /** The group or the user's namespace that it lies in. */
  readonly namespaceId: string;
  readonly namespaceType: 'group' | 'user-namespace';
  readonly slug: string;
  /** The slugs from the domain down, with `/` between. */
  readonly path: string;
  readonly name: string;
  readonly description: string | undefined;
  /** Markdown. Undefined in lists, which do not load it. */
  readonly documentation: string | undefined;
  readonly visibility: Visibility;
  readonly keywords: readonly string[];
  /** URLs of source repositories. */
  readonly repositories: readonly string[];
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** A place for a project: by its id, or by its path today in the domain `default` or another. */
export type PlaceRef =
  { readonly namespaceId: string } | { readonly path: string; readonly domainId?: string | undefined };

/**
 * A project as callers of other systems name it: by its id, or by its path within a domain (the default one unless
 * said), by names of the past too.
 */
export type ProjectRef =
  { readonly id: string } | { readonly path: string; readonly domainId?: string | undefined };

/** A project as people name it, who may leave out where it lies. */
export interface ProjectName {
  /** An id, which is unique everywhere; a path within the domain; or a name or slug alone. */
  readonly name: string;
  /** Slug or id. Default: the home of the caller, for others the domain `default`. */
  readonly domain?: string | undefined;
}

/** What a caller wants to do with a project that is named by a reference. */
export interface ProjectQuestion {
  /** Such as `project.update`. */
  readonly permission: string;
  /** A write: a path of the past is refused, and the answer says the one of today. */
  readonly writes: boolean;
}

export interface NewProject {
  readonly place: PlaceRef;
  readonly name: string;
  /** Default: made from the name. */
  readonly slug?: string | undefined;
  readonly description?: string | undefined;
  readonly documentation?: string | undefined;
  /** Default: the domain's. */
  readonly visibility?: Visibility | undefined;
  readonly keywords?: readonly string[] | undefined;
  readonly repositories?: readonly string[] | undefined;
}

/** What changes, all in one step; absent keeps, null clears. */
export interface ProjectChange {
  readonly place?: PlaceRef | undefined;
  readonly slug?: string | undefined;
  readonly name?: string | undefined;
  readonly description?: string | null | undefined;
  readonly documentation?: string | null | undefined;
  readonly visibility?: Visibility | undefined;
  readonly keywords?: readonly string[] | undefined;
  readonly repositories?: readonly string[] | undefined;
}

export interface ProjectCopy {
  readonly place: PlaceRef;
  /** Default: as the original. */
  readonly name?: string | undefined;
  readonly slug?: string | undefined;
  /** Default: private. */
  readonly visibility?: Visibility | undefined;
}

export interface ProjectFilter {
  readonly domainId?: string | undefined;
  readonly namespaceId?: string | undefined;
  /** Only those that the caller was given a role in, directly. */
  readonly directMember?: boolean | undefined;
  /** All of them. */
  readonly keywords?: readonly string[] | undefined;
  /** Part of the slug, the name or the description, whatever its case. */
  readonly text?: string | undefined;
  readonly copiedFrom?: string | undefined;
}

/** What another brick keeps in projects. */
export interface PartOfProjects {
  /** Plural, as callers read it: `pipelines`. */
  readonly kind: string;
  idsIn(ctx: OperationContext, projectIds: readonly string[]): Promise<readonly string[]>;
  /** Removes them in the transaction, with all that depends on them. */
  remove(tx: TransactionContext, ids: readonly string[]): Promise<void>;
  /** Copies what belongs to a copy, in the transaction. Absent: nothing does. */
  copy?(tx: TransactionContext, fromProjectId: string, toProjectId: string): Promise<void>;
}
