import type {
  KubernetesApiOptions,
  KubernetesKind,
  KubernetesObject,
  TokenHolder,
} from './kubernetes.types.js';
import { type Answer, refusal } from './status.js';
import type { Store } from './store.js';
import { faultsOfName, validateSecret } from './validate.js';

export interface Call {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly holder: TokenHolder | undefined;
  readonly body: unknown;
  /** Content-Type. */
  readonly type: string;
}

const apiServer = 'https://kubernetes.default.svc';
const kindsAlways: readonly KubernetesKind[] = [
  { apiVersion: 'v1', kind: 'Secret', plural: 'secrets' },
  { apiVersion: 'v1', kind: 'ConfigMap', plural: 'configmaps' },
  { apiVersion: 'v1', kind: 'Pod', plural: 'pods' },
  { apiVersion: 'batch/v1', kind: 'Job', plural: 'jobs' },
];

/** What a request does to the objects, and its answer. */
export function createHandler(options: KubernetesApiOptions, store: Store): (call: Call) => Answer {
  const { tokens, namespaces = ['default'], validate = validateSecret } = options;
  const kinds = [...kindsAlways, ...(options.kinds ?? [])];

  interface About {
    readonly kind: KubernetesKind;
    readonly namespace: string;
    readonly name: string;
    readonly body: unknown;
    readonly type: string;
    readonly query: URLSearchParams;
  }

  function resources(apiVersion: string): Answer {
    const known = kinds.filter((kind) => kind.apiVersion === apiVersion);
    if (known.length === 0) return refusal(404, 'the server could not find the requested resource');
    const list = known.map(({ kind, plural }) => ({
      ...{ name: plural, singularName: '', namespaced: true, kind },
      verbs: ['create', 'delete', 'get', 'list', 'patch', 'update'],
    }));
    return {
      status: 200,
      body: { kind: 'APIResourceList', apiVersion: 'v1', groupVersion: apiVersion, resources: list },
    };
  }

  function review(body: unknown): Answer {
    const { spec = {} } = (body ?? {}) as {
      readonly spec?: { readonly token?: string; readonly audiences?: readonly string[] };
    };
    const known = tokens[spec.token ?? ''];
    const asked = spec.audiences ?? [apiServer];
    const audiences = known ? audiencesOf(known).filter((audience) => asked.includes(audience)) : [];
    const status =
      known && audiences.length > 0
        ? { authenticated: true, audiences, user: { username: known.username } }
        : { authenticated: false, error: 'the token is not valid' };
    return {
      status: 201,
      body: { kind: 'TokenReview', apiVersion: 'authentication.k8s.io/v1', metadata: {}, spec, status },
    };
  }

  /** As it would be kept, or why not. */
  function checked({ kind, namespace, name, body }: About): Checked {
    const object = body as KubernetesObject | undefined;
    if (object?.apiVersion !== kind.apiVersion || object.kind !== kind.kind)
      return { refused: refusal(400, `the object provided is unrecognized (must be of type ${kind.kind})`) };
    const { metadata } = object as { readonly metadata?: KubernetesObject['metadata'] };
    if (metadata?.namespace !== undefined && metadata.namespace !== namespace)
      return {
        refused: refusal(400, 'the namespace of the provided object does not match the one of the request'),
      };
    if (name !== '' && metadata?.name !== name)
      return { refused: refusal(400, 'the name of the object does not match the name on the URL') };
    const faults = [...faultsOfName(metadata?.name), ...validate(kind, { ...object })];
    if (faults.length === 0) return { object };
    return {
      refused: refusal(422, `${kind.kind} "${metadata?.name ?? ''}" is invalid: ${faults.join(', ')}`),
    };
  }

  function missing({ kind, name }: About): Answer {
    return refusal(404, `${kind.plural} "${name}" not found`);
  }

  function stale({ kind, name }: About): Answer {
    return refusal(
      409,
      `Operation cannot be fulfilled on ${kind.plural} "${name}": the object has been modified`,
    );
  }

  const verbs: Readonly<Record<Verb, (about: About) => Answer>> = {
    get(about) {
      const found = store.find(about.kind.kind, about.namespace, about.name);
      return found ? { status: 200, body: found } : missing(about);
    },
    list({ kind, namespace, query }) {
      const wanted = (query.get('labelSelector') ?? '').split(',').filter((term) => term !== '');
      const items = store.all(kind.kind, namespace).filter(({ metadata }) =>
        wanted.every((term) => {
          const [label = '', value] = term.split(/==?/);
          const has = metadata.labels?.[label];
          return value === undefined ? has !== undefined : has === value;
        }),
      );
      return {
        status: 200,
        body: { kind: `${kind.kind}List`, apiVersion: kind.apiVersion, metadata: {}, items },
      };
    },
    create(about) {
      const { object, refused } = checked(about);
      if (!object) return refused;
      const { name } = object.metadata;
      if (store.find(about.kind.kind, about.namespace, name))
        return refusal(409, `${about.kind.plural} "${name}" already exists`, 'AlreadyExists');
      return { status: 201, body: store.keep(about.namespace, object) };
    },
    update(about) {
      const { object, refused } = checked(about);
      if (!object) return refused;
      const before = store.find(about.kind.kind, about.namespace, about.name);
      if (!before) return missing(about);
      const { resourceVersion, uid } = object.metadata;
      if (resourceVersion !== undefined && resourceVersion !== before.metadata.resourceVersion)
        return stale(about);
      if (uid !== undefined && uid !== before.metadata.uid) return stale(about);
      if (before['immutable'] === true)
        return refusal(422, 'data: field is immutable when `immutable` is set');
      return { status: 200, body: store.keep(about.namespace, object) };
    },
    patch(about) {
      if (!about.type.startsWith('application/merge-patch+json'))
        return refusal(
          415,
          'the body of the request was in an unknown format: this server takes merge patches',
        );
      const before = store.find(about.kind.kind, about.namespace, about.name);
      if (!before) return missing(about);
      return verbs.update({ ...about, body: merged(before, about.body) });
    },
    delete(about) {
      const found = store.find(about.kind.kind, about.namespace, about.name);
      if (!found) return missing(about);
      const { preconditions = {} } = (about.body ?? {}) as {
        readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string };
      };
      const { uid = found.metadata.uid, resourceVersion = found.metadata.resourceVersion } = preconditions;
      if (uid !== found.metadata.uid || resourceVersion !== found.metadata.resourceVersion)
        return stale(about);
      store.remove(found);
      return { status: 200, body: { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success' } };
    },
  };

  return ({ method, path, holder, body, type }) => {
    const url = new URL(path, 'http://kubernetes');
    if (!holder || !audiencesOf(holder).includes(apiServer)) return refusal(401, 'Unauthorized');
    if (url.pathname === '/apis/authentication.k8s.io/v1/tokenreviews' && method === 'POST')
      return review(body);
    const discovered = /^\/(?:api|apis\/[^/]+)\/([^/]+)$/.exec(url.pathname);
    if (discovered && method === 'GET') return resources(url.pathname.replace(/^\/apis?\//, ''));
    const [, group = '', namespace = '', plural = '', name] =
      /^\/(?:api|apis)\/((?:[^/]+\/)?[^/]+)\/namespaces\/([^/]+)\/([^/]+)(?:\/([^/]+))?$/.exec(
        url.pathname,
      ) ?? [];
    const kind = kinds.find((one) => one.apiVersion === group && one.plural === plural);
    if (!kind) return refusal(404, 'the server could not find the requested resource');
    const verb = verbOf(method, name);
    if (verb === undefined)
      return refusal(405, 'the server does not allow this method on the requested resource');
    if (holder.may && !holder.may(verb, plural, namespace)) {
      return refusal(
        403,
        `${plural} is forbidden: User "${holder.username}" cannot ${verb} resource "${plural}"`,
      );
    }
    if (!namespaces.includes(namespace)) return refusal(404, `namespaces "${namespace}" not found`);
    const about = {
      kind,
      namespace,
      name: decodeURIComponent(name ?? ''),
      body,
      type,
      query: url.searchParams,
    };
    return verbs[verb](about);
  };
}

type Checked =
  | { readonly object: KubernetesObject; readonly refused?: never }
  | { readonly object?: never; readonly refused: Answer };
type Verb = 'get' | 'list' | 'create' | 'update' | 'patch' | 'delete';

function verbOf(method: string, name: string | undefined): Verb | undefined {
  if (name === undefined) return method === 'GET' ? 'list' : method === 'POST' ? 'create' : undefined;
  const ofOne: Readonly<Record<string, Verb>> = {
    GET: 'get',
    PUT: 'update',
    PATCH: 'patch',
    DELETE: 'delete',
  };
  return ofOne[method];
}

function audiencesOf({ audiences = [apiServer] }: TokenHolder): readonly string[] {
  return audiences;
}

/** RFC 7396. */
function merged(before: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const isObject = typeof before === 'object' && before !== null && !Array.isArray(before);
  const result: Record<string, unknown> = isObject ? { ...before } : {};
  for (const [field, value] of Object.entries(patch)) {
    if (value === null) Reflect.deleteProperty(result, field);
    else result[field] = merged(result[field], value);
  }
  return result;
}
