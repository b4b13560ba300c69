export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean;
  readonly blockOwnerDeletion?: boolean;
}

/** An object as the API has it. What is not metadata belongs to its kind. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly uid?: string;
    readonly resourceVersion?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly ownerReferences?: readonly OwnerReference[];
    readonly [field: string]: unknown;
  };
  readonly [field: string]: unknown;
}

/** A namespaced kind that the server knows: `{ apiVersion: 'batch/v1', kind: 'Job', plural: 'jobs' }`. */
export interface KubernetesKind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
}

/** Whose token it is. */
export interface TokenHolder {
  /** `system:serviceaccount:science:notebooks` */
  readonly username: string;
  /** What the token is for; default the API server itself. A TokenReview answers those that were asked for. */
  readonly audiences?: readonly string[];
  /** What the holder may do; without it everything. `verb` as in RBAC: get, list, create, update, patch, delete. */
  readonly may?: (verb: string, plural: string, namespace: string) => boolean;
}

/** What is wrong with an object, in words; none when it may be kept. */
export type Validate = (
  kind: Pick<KubernetesKind, 'apiVersion' | 'kind'>,
  body: Readonly<Record<string, unknown>>,
) => readonly string[];

export interface KubernetesApiOptions {
  /** Who may call, by token. */
  readonly tokens: Readonly<Record<string, TokenHolder>>;
  /** Those that are there. Default `default`. */
  readonly namespaces?: readonly string[];
  /** Besides v1 Secret, ConfigMap and Pod, and batch/v1 Job. */
  readonly kinds?: readonly KubernetesKind[];
  /** Key and certificate in PEM: it answers over TLS, and nothing else. */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Default `validateSecret`. */
  readonly validate?: Validate;
}

export interface SeenRequest {
  readonly method: string;
  /** With the query. */
  readonly path: string;
  readonly username: string | undefined;
  /** Parsed; undefined without a body. */
  readonly body: unknown;
  /** As it was answered; 0 when the connection was cut. */
  readonly status: number;
}

export interface KubernetesApi {
  /** `http://127.0.0.1:port`, or `https://`. */
  readonly url: string;
  /** Oldest first. */
  readonly requests: readonly SeenRequest[];
  /** Objects of a kind, in the order in which they were made. */
  objects(kind: string, namespace?: string): readonly KubernetesObject[];
  /** Makes or replaces an object as somebody else would, unchecked; a uid may be given. Answers it as kept. */
  put(object: KubernetesObject): KubernetesObject;
  /** Deletes an object as somebody else would, and what it owns. */
  remove(kind: string, namespace: string, name: string): void;
  /** What goes wrong with the next requests that fit. */
  fault(fault: Fault): void;
  stop(): Promise<void>;
}

/** What goes wrong. Requests that it does not fit are served. */
export interface Fault {
  /** Default any. */
  readonly method?: string;
  /** Default any. */
  readonly path?: RegExp;
  /** Default 1. */
  readonly times?: number;
  /**
   * `answer`: nothing happens and `status` (503) is answered. `cut`: nothing happens and the connection ends.
   * `lose`: it happens, and the connection ends before the answer. `before`: calls `run`, and then serves the request.
   */
  readonly how: 'answer' | 'cut' | 'lose' | 'before';
  readonly status?: number;
  readonly run?: () => void | Promise<void>;
}
