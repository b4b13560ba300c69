import type { DataApiClient } from '@ashlar/api-client';
import type { KubernetesApi } from '@ashlar/test-kubernetes';
import type { Traffic } from './api.js';
import type { Generated } from './data/generate.js';
import type { OrgPlan } from './data/organisation.types.js';
import type { Realm } from './people.js';
import type { Worker } from './worker.js';

/** A running Ashlar, and all that the story needs beside it. */
export interface World {
  readonly dataUrl: string;
  readonly secretsUrl: string;
  readonly realm: Realm;
  /** An administrator of the platform. */
  readonly admin: DataApiClient;
  readonly adminToken: () => Promise<string>;
  /** As somebody of the realm who signs in. */
  as(username: string): DataApiClient;
  /** With any token. */
  withToken(token: string): DataApiClient;
  readonly services: { readonly [name in ServiceName]: () => Promise<string> };
  /** Tasks of the worker, once each; undefined where the system has a resident one that does them. */
  readonly worker: Worker | undefined;
  /** Where Kubernetes Secrets go; undefined where the system has a cluster of its own, or none. */
  readonly cluster: KubernetesApi | undefined;
  /** Where services may have Secrets made; undefined where nobody said so. */
  readonly kubernetesNamespace: string | undefined;
  /** Others may be at work in it. */
  readonly isShared: boolean;
  readonly s3: S3Options | undefined;
  readonly launcher: Launcher;
  readonly source: Generated;
  readonly plan: readonly OrgPlan[];
  /** Slug of the domain. */
  readonly domainSlug: string;
  /** Calls under way at once. */
  readonly lanes: number;
  /** Whether every pair of person and project is asked about, or every one above viewer and a sample of the others. */
  readonly everyPair: boolean;
  /** What tells this run from others in the same system. */
  readonly runName: string;
  readonly traffic: Traffic;
  /** What earlier parts found out. */
  readonly found: Found;
  /** Something on the way, for people. */
  say(text: string): void;
  /** Called when all is over. */
  readonly closing: (() => Promise<void>)[];
}

export type ServiceName = 'notebooks' | 'reporting';

export interface S3Options extends S3Keys {
  readonly endpoint: string;
  readonly region: string;
  readonly bucket: string;
  /** What a rotation brings; without them it brings the same again. */
  readonly newer?: S3Keys;
}

export interface S3Keys {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** What pipelines run on. */
export type Launcher =
  | { readonly kind: 'http'; readonly key: string; readonly host: string }
  | { readonly kind: 'dagster'; readonly job: string; readonly failingJob: string };

/** Ids by what the source calls things. */
export interface Found {
  domainId: string;
  readonly people: Map<string, string>;
  readonly orgs: Map<string, string>;
  readonly teams: Map<string, string>;
  readonly repositories: Map<string, string>;
  /** The group of the story's own, with its project. */
  workshop?: { readonly id: string; readonly slug: string; readonly projectId: string };
  newcomerId?: string;
  storageId?: string;
  pipelineId?: string;
}

/** For where to look: what was not reached has no id. */
export const at = (id: string | undefined): string => id || '{id}';
