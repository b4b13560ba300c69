import { readFile } from 'node:fs/promises';

/** One call to it. What cannot be read, or takes too long, is an Error. */
export type SendToCluster = (
  url: string,
  request: {
    readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly timeoutMs: number;
  },
) => Promise<{ readonly status: number; readonly json: unknown }>;

/** How the API of the cluster is reached. */
export interface ClusterAccess {
  /** Without a path: `https://kubernetes.default.svc`. */
  readonly apiUrl: string;
  /** Our own token; read anew at each use, because the cluster replaces it. */
  readonly tokenFile: string;
  readonly timeoutMs: number;
  readonly send: SendToCluster;
}

export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
}

/** A Kubernetes Secret as we make them. */
export interface ClusterSecret {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly owners: readonly OwnerReference[];
  /** Bytes in base64, by key. */
  readonly data: Readonly<Record<string, string>>;
}

/** What is known of one that is there; never its data. */
export interface FoundSecret {
  readonly uid: string;
  readonly resourceVersion: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** The few things that are done in a cluster. Whatever it does not answer with is an Error. */
export interface Cluster {
  /** Undefined when there is no such object. */
  uidOf(namespace: string, owner: Omit<OwnerReference, 'uid'>): Promise<string | undefined>;
  find(namespace: string, name: string): Promise<FoundSecret | undefined>;
  /** Makes it or, given what is there, replaces that. Answers the uid; undefined when somebody was faster. */
  write(
    namespace: string,
    secret: ClusterSecret,
    replaced: FoundSecret | undefined,
  ): Promise<string | undefined>;
  /** Nothing when it is gone, or another object has its name. */
  remove(namespace: string, name: string, uid: string): Promise<void>;
}

interface Resource {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export function createCluster({ apiUrl, tokenFile, timeoutMs, send }: ClusterAccess): Cluster {
  const base = apiUrl.replace(/\/$/, '');

  const ask = async (
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    body?: object,
  ): Promise<Answer> => {
    const token = (await readFile(tokenFile, 'utf8')).trim();
    const { status, json } = await send(`${base}${path}`, {
      ...{ method, timeoutMs },
      headers: { authorization: `Bearer ${token}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status, body: json };
  };
  const unexpected = (what: string, { status }: Answer): Error =>
    // Not its body: a message may repeat what it was given.
    new Error(`The cluster answered ${what} with ${status}`);
  const pathOf = (namespace: string, name?: string): string =>
    `/api/v1/namespaces/${encodeURIComponent(namespace)}/secrets${name === undefined ? '' : `/${encodeURIComponent(name)}`}`;

  return {
    async uidOf(namespace, { apiVersion, kind, name }) {
      const group = `${apiVersion.includes('/') ? '/apis' : '/api'}/${apiVersion.split('/').map(encodeURIComponent).join('/')}`;
      const known = await ask('GET', group);
      if (known.status === 404) return undefined;
      if (known.status !== 200) throw unexpected('which resources it has', known);
      const { resources = [] } = known.body as { readonly resources?: readonly Resource[] };
      const plural = resources.find(
        (one) => one.kind === kind && one.namespaced && !one.name.includes('/'),
      )?.name;
      if (plural === undefined) return undefined;
      const path = `${group}/namespaces/${encodeURIComponent(namespace)}/${plural}/${encodeURIComponent(name)}`;
      const found = await ask('GET', path);
      if (found.status === 404) return undefined;
      if (found.status !== 200) throw unexpected('whether an owner is there', found);
      return uidIn(found);
    },
    async find(namespace, name) {
      const found = await ask('GET', pathOf(namespace, name));
      if (found.status === 404) return undefined;
      if (found.status !== 200) throw unexpected('whether a Secret is there', found);
      const { metadata = {} } = found.body as {
        readonly metadata?: {
          readonly resourceVersion?: string;
          readonly labels?: Readonly<Record<string, string>>;
          readonly annotations?: Readonly<Record<string, string>>;
        };
      };
      const { resourceVersion = '', labels = {}, annotations = {} } = metadata;
      return { uid: uidIn(found), resourceVersion, labels, annotations };
    },
    async write(namespace, { name, labels, annotations, owners, data }, replaced) {
      const body = {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: {
          ...{ name, namespace, labels, annotations },
          ...(owners.length > 0 && { ownerReferences: owners }),
          ...(replaced && { uid: replaced.uid, resourceVersion: replaced.resourceVersion }),
        },
        type: 'Opaque',
        data,
      };
      const answer = replaced
        ? await ask('PUT', pathOf(namespace, name), body)
        : await ask('POST', pathOf(namespace), body);
      if (answer.status === 409 || (replaced && answer.status === 404)) return undefined;
      if (answer.status !== 200 && answer.status !== 201) throw unexpected('a Secret', answer);
      return uidIn(answer);
    },
    async remove(namespace, name, uid) {
      const options = { apiVersion: 'v1', kind: 'DeleteOptions', preconditions: { uid } };
      const answer = await ask('DELETE', pathOf(namespace, name), options);
      if (![200, 202, 404, 409].includes(answer.status)) throw unexpected('the removal of a Secret', answer);
    },
  };
}

function uidIn({ body }: Answer): string {
  const { uid } = (body as { readonly metadata?: { readonly uid?: unknown } } | null)?.metadata ?? {};
  if (typeof uid !== 'string' || uid === '') throw new Error('The cluster answered an object without uid');
  return uid;
}
