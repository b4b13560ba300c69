// Made by `npm run openapi` from the service's routes.
export interface paths {
  '/api/data/spec.json': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** This document */
    get: operations['getSpecification'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/storages': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Storages that the caller may see */
    get: operations['listStorages'];
    put?: never;
    /** Adds a storage of the platform */
    post: operations['createStorage'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/api/data/storages/{storage_id}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** One storage */
    get: operations['getStorage'];
    put?: never;
    post?: never;
    /**
     * Removes a storage
     * @description Only the description is removed; the objects in the store stay.
     */
    delete: operations['deleteStorage'];
    options?: never;
    head?: never;
    /**
     * Changes a storage
     * @description A JSON merge patch: what is absent stays, null clears.
     */
    patch: operations['updateStorage'];
    trace?: never;
  };
  '/api/data/user': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The caller
     * @description Whoever the token belongs to, as the identity provider describes them. Services are not users.
     */
    get: operations['getUser'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/healthz': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Whether the process is alive */
    get: operations['getHealth'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/readyz': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Whether the service takes traffic
     * @description What it depends on answers, the database fits this version, and it is not stopping.
     */
    get: operations['getReadiness'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/version': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What is running */
    get: operations['getVersion'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    AnyObject: {
      [key: string]: unknown;
    };
    CheckResult: {
      /** @description What was asked. */
      name: string;
      /** @description Whether it answered as it should. */
      ok: boolean;
    };
    CreateStorageRequest: {
      /**
       * @description What it is for.
       * @example Results of all runs
       */
      description?: string;
      /**
       * @description Whether it takes new use.
       * @default true
       */
      enabled?: boolean;
      /**
       * @description Shown to people; unique per owner.
       * @example Results
       */
      name: string;
      /** @description Where the objects are. */
      resource: components['schemas']['S3ResourceDto'];
    };
    Health: {
      /**
       * @description The event loop turns.
       * @enum {string}
       */
      status: 'ok';
    };
    /** @description RFC 9457 problem details and the EOM error envelope in one body. */
    Problem: {
      /** @description What happened in this case. */
      detail: string;
      /** @description Facts about the case. For VALIDATION_FAILED: errors[] of pointer, field, rule, message. */
      details: {
        [key: string]: unknown;
      };
      /** @description Stable code from the catalogue. */
      error_code: string;
      /** @description Same as detail. */
      error_msg: string;
      /** @description The HTTP status. */
      http_status: number;
      /** @description Names this occurrence. */
      instance: string;
      /** @description Names this request in the logs. */
      request_id: string;
      /** @description The HTTP status. */
      status: number;
      /** @description Fixed for the type. */
      title: string;
      /** @description Identifies the kind of problem: `/problems/<code in kebab-case>`. */
      type: string;
      /** @description The authenticated caller. */
      x_user: string | null;
    };
    Readiness: {
      /** @description Every check. */
      checks: components['schemas']['CheckResult'][];
      /**
       * @description The service takes traffic.
       * @enum {string}
       */
      status: 'ready';
    };
    S3ResourceChange: {
      /** @description Name of the bucket. */
      bucket?: string;
      /**
       * Format: uri
       * @description Base URL of the service.
       * @example https://s3.example.org
       */
      endpoint?: string;
      /** @description Bucket in the path instead of the host name. */
      path_style?: boolean;
      /** @description Everything lies below it; null clears it. */
      prefix?: string | null;
      /** @description Region; null clears it. */
      region?: string | null;
      /**
       * @description Kind of store; it cannot change.
       * @enum {string}
       */
      type?: 's3';
    };
    S3ResourceDto: {
      /**
       * @description Name of the bucket.
       * @example results
       */
      bucket: string;
      /**
       * Format: uri
       * @description Base URL of the service, without bucket and path.
       * @example https://s3.example.org
       */
      endpoint: string;
      /**
       * @description Bucket in the path instead of the host name.
       * @default true
       */
      path_style?: boolean;
      /**
       * @description Everything lies below it.
       * @example runs/2026
       */
      prefix?: string;
      /**
       * @description Region, where the service has several.
       * @example eu-central-1
       */
      region?: string;
      /**
       * @description Kind of store.
       * @example s3
       * @enum {string}
       */
      type: 's3';
    };
    StorageResponse: {
      /**
       * Format: date-time
       * @description When it was made.
       */
      created_at: string;
      /** @description What it is for. */
      description: string | null;
      /** @description Whether it takes new use. */
      enabled: boolean;
      /**
       * Format: uuid
       * @description Id.
       */
      id: string;
      /** @description Shown to people. */
      name: string;
      /** @description Where the objects are. */
      resource: components['schemas']['S3ResourceDto'];
      /**
       * Format: date-time
       * @description When it was last changed.
       */
      updated_at: string;
      /** @description Grows with each change; the ETag. */
      version: number;
    };
    UpdateStorageRequest: {
      /** @description What it is for; null clears it. */
      description?: string | null;
      /**
       * @description Whether it takes new use.
       * @example false
       */
      enabled?: boolean;
      /**
       * @description Shown to people; unique per owner.
       * @example Results
       */
      name?: string;
      /** @description What changes of where the objects are. */
      resource?: components['schemas']['S3ResourceChange'];
    };
    UserResponse: {
      /**
       * Format: date-time
       * @description When the user first called.
       */
      created_at: string;
      /** @description E-mail address. */
      email: string | null;
      /** @description Full name. */
      full_name: string | null;
      /**
       * Format: uuid
       * @description Id here; the identity provider has another.
       */
      id: string;
      /**
       * Format: date-time
       * @description When the mirror last changed.
       */
      updated_at: string;
      /** @description Name to sign in with. */
      username: string;
      /** @description Grows with each change; the ETag. */
      version: number;
    };
    Version: {
      /** @description The deployable. */
      name: string;
      /** @description The Node.js version that runs it. */
      node: string;
      /** @description Its version. */
      version: string;
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: {
    /** @description The version, for If-Match and If-None-Match. */
    ETag: string;
    /** @description true: the answer of the first request with this Idempotency-Key. */
    'Idempotent-Replayed': string;
    /** @description first, next, prev where known, last when counted (RFC 8288). */
    Link: string;
    /** @description Where the new object, or the state of the work, is. */
    Location: string;
    /** @description How many are left: r, for t seconds. */
    RateLimit: string;
    /** @description How many requests a caller may make: q in w seconds. */
    'RateLimit-Policy': string;
    /** @description Seconds after which another try makes sense. */
    'Retry-After': string;
    /** @description What credential is missing or wrong. */
    'WWW-Authenticate': string;
    /** @description Names this request in the logs. */
    'X-Request-Id': string;
    /** @description With count=true: exact up to 10,000. */
    'X-Total-Count': string;
    /** @description With count=true: false when there are more than 10,000. */
    'X-Total-Exact': string;
  };
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  getSpecification: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description OpenAPI 3.1. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AnyObject'];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  listStorages: {
    parameters: {
      query?: {
        /** @description Count the items: `X-Total-Count`, exact to 10,000. */
        count?: boolean;
        /** @description Opaque, from the `next` link of the page before. Not together with `page`. */
        cursor?: string;
        /** @description Only enabled, or only disabled ones. */
        enabled?: boolean;
        /** @description Only these. */
        ids?: string[];
        /** @description Part of the name or the description. */
        keyword?: string;
        /** @description Number of the page, from 0. Pages end at row 10,000; follow `Link` beyond. */
        page?: number;
        /** @description Items per page. */
        size?: number;
        /** @description Order; a leading minus reverses it. */
        sort?: 'name' | '-name' | 'created_at' | '-created_at' | 'updated_at' | '-updated_at';
      };
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description One page. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          Link: components['headers']['Link'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          'X-Total-Count': components['headers']['X-Total-Count'];
          'X-Total-Exact': components['headers']['X-Total-Exact'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StorageResponse'][];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. `PAGE_TOO_DEEP`: Numbered pages end at row 10,000. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  createStorage: {
    parameters: {
      query?: never;
      header?: {
        /** @description Makes a repetition harmless for 24 hours. */
        'Idempotency-Key'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['CreateStorageRequest'];
      };
    };
    responses: {
      /** @description Added. */
      201: {
        headers: {
          ETag: components['headers']['ETag'];
          'Idempotent-Replayed': components['headers']['Idempotent-Replayed'];
          Location: components['headers']['Location'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StorageResponse'];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_IN_PROGRESS`: A request with this Idempotency-Key is still running. `STORAGE_NAME_TAKEN`: The owner has a storage of this name already. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. */
      413: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not in a format that this operation reads. */
      415: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `IDEMPOTENCY_KEY_REUSED`: This Idempotency-Key was used for another request. */
      422: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getStorage: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path: {
        /** @description Id of the storage. */
        storage_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The storage. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StorageResponse'];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `STORAGE_NOT_FOUND`: There is no such storage, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  deleteStorage: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag of the version that is changed. */
        'If-Match': string;
      };
      path: {
        /** @description Id of the storage. */
        storage_id: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Removed. */
      204: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `STORAGE_NOT_FOUND`: There is no such storage, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_FAILED`: It has changed since you read it. */
      412: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_REQUIRED`: A change must say which version it changes. */
      428: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  updateStorage: {
    parameters: {
      query?: never;
      header: {
        /** @description The ETag of the version that is changed. */
        'If-Match': string;
      };
      path: {
        /** @description Id of the storage. */
        storage_id: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['UpdateStorageRequest'];
        'application/merge-patch+json': components['schemas']['UpdateStorageRequest'];
      };
    };
    responses: {
      /** @description The storage as it is now. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['StorageResponse'];
        };
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `FORBIDDEN`: You may not do this. */
      403: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `STORAGE_NOT_FOUND`: There is no such storage, or it is not visible to you. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `STORAGE_NAME_TAKEN`: The owner has a storage of this name already. */
      409: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_FAILED`: It has changed since you read it. */
      412: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PAYLOAD_TOO_LARGE`: The request body is too large. */
      413: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNSUPPORTED_MEDIA_TYPE`: The body is not in a format that this operation reads. */
      415: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `PRECONDITION_REQUIRED`: A change must say which version it changes. */
      428: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getUser: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The caller. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['UserResponse'];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAUTHENTICATED`: This needs a valid credential. */
      401: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'WWW-Authenticate': components['headers']['WWW-Authenticate'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `USER_NOT_FOUND`: There is no such user. */
      404: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `RATE_LIMITED`: Too many requests. */
      429: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          RateLimit: components['headers']['RateLimit'];
          'RateLimit-Policy': components['headers']['RateLimit-Policy'];
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getHealth: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It is. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Health'];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getReadiness: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It does. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Readiness'];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
  getVersion: {
    parameters: {
      query?: never;
      header?: {
        /** @description The ETag already held: 304 when it is current. */
        'If-None-Match'?: string;
      };
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Name and version. */
      200: {
        headers: {
          ETag: components['headers']['ETag'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Version'];
        };
      };
      /** @description What the caller holds is current. */
      304: {
        headers: {
          ETag: components['headers']['ETag'];
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description `VALIDATION_FAILED`: The request does not have the right form. */
      400: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `INTERNAL`: Something went wrong on our side. */
      500: {
        headers: {
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
      /** @description `UNAVAILABLE`: Something that this needs does not answer. */
      503: {
        headers: {
          'Retry-After': components['headers']['Retry-After'];
          'X-Request-Id': components['headers']['X-Request-Id'];
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Problem'];
          'application/problem+json': components['schemas']['Problem'];
        };
      };
    };
  };
}
