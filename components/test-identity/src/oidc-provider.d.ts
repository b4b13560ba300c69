// The package ships no types. These are the members that this brick uses.
// The deep paths are on purpose: the package's index warns on every Node below 22, and does nothing else.

declare module 'oidc-provider/lib/provider.js' {
  import type { IncomingMessage, ServerResponse } from 'node:http';
  import type { JWK } from 'jose';

  export interface Client {
    readonly clientId: string;
    readonly clientAuthMethod: string;
    grantTypeAllowed(grantType: string): boolean;
  }

  export interface TokenModel {
    readonly kind: string;
    readonly clientId: string;
    readonly accountId?: string;
    readonly grantId?: string;
    readonly scope?: string;
    readonly gty?: string;
    resourceServer: object;
    save(): Promise<string>;
  }

  export interface RefreshTokenModel extends TokenModel {
    readonly authTime?: number;
    destroy(): Promise<void>;
  }

  export interface GrantModel {
    addOIDCScope(scope: string): void;
    addResourceScope(resource: string, scope: string): void;
    save(): Promise<string>;
  }

  export interface IdTokenModel {
    scope: string;
    issue(options: { use: 'idtoken' }): Promise<string>;
  }

  export interface Context {
    path: string;
    method: string;
    status: number;
    body: unknown;
    readonly ip: string;
    get(header: string): string;
    set(header: string, value: string): void;
    remove(header: string): void;
    readonly oidc?: {
      readonly route: string;
      readonly client?: Client;
      readonly params: Readonly<Record<string, string | undefined>>;
      readonly session?: { readonly accountId?: string; grantIdFor(clientId: string): string | undefined };
      readonly result?: { readonly consent?: { readonly grantId?: string } };
      readonly entities: {
        readonly AccessToken?: TokenModel;
        readonly RefreshToken?: RefreshTokenModel;
        readonly AuthorizationCode?: { readonly authTime?: number };
        readonly Account?: { readonly accountId: string };
      };
      entity(name: string, value: unknown): void;
    };
  }

  export interface StructuredToken {
    header?: Record<string, unknown>;
    payload: Record<string, unknown>;
  }

  export interface Interaction {
    readonly uid: string;
    readonly prompt: { readonly name: string };
    readonly params: Readonly<Record<string, unknown>>;
  }

  type Model<Instance> = new (...args: readonly object[]) => Instance;

  export class Provider {
    constructor(issuer: string, configuration: Record<string, unknown> & { jwks: { keys: readonly JWK[] } });
    readonly issuer: string;
    readonly AccessToken: Model<TokenModel>;
    readonly RefreshToken: Model<RefreshTokenModel>;
    readonly Grant: Model<GrantModel> & { find(id: string): Promise<GrantModel | undefined> };
    readonly IdToken: Model<IdTokenModel>;
    readonly ResourceServer: new (resource: string, info: object) => object;
    callback(): (request: IncomingMessage, response: ServerResponse) => Promise<void>;
    use(middleware: (ctx: Context, next: () => Promise<void>) => Promise<void>): this;
    on(event: 'grant.success', listener: (ctx: Context) => void): this;
    on(event: 'grant.revoked', listener: (ctx: Context, grantId: string) => void): this;
    on(event: 'server_error', listener: (ctx: Context, error: Error) => void): this;
    registerGrantType(
      name: string,
      handler: (ctx: Context) => Promise<void>,
      parameters: readonly string[],
    ): void;
    interactionDetails(request: IncomingMessage, response: ServerResponse): Promise<Interaction>;
    interactionFinished(
      request: IncomingMessage,
      response: ServerResponse,
      result: { readonly login: { readonly accountId: string } },
    ): Promise<void>;
  }
}

declare module 'oidc-provider/lib/helpers/errors.js' {
  export class OIDCProviderError extends Error {
    constructor(status: number, code: string);
    error_description?: string;
    status: number;
    statusCode: number;
  }
  export class InvalidRequest extends OIDCProviderError {
    constructor(description: string);
  }
}

declare module 'oidc-provider/lib/helpers/interaction_policy/index.js' {
  export function base(): object[] & { remove(name: string): void };
}
