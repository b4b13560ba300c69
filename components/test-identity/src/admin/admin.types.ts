/** A call that has passed the guard. */
export interface AdminRequest {
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: unknown;
  /** Who calls. */
  readonly by: { readonly clientId: string; readonly userId: string; readonly ipAddress: string };
  /** Address of `/admin/realms/<realm>`. */
  readonly baseUrl: string;
}

export interface AdminReply {
  readonly status: number;
  readonly body?: unknown;
  readonly location?: string;
}

export interface AdminRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/admin/realms/<realm>/`, with `:name` for a part that varies. */
  readonly path: string;
  /** Role on the client `realm-management`. */
  readonly role: 'view-users' | 'manage-users' | 'view-events';
  handle(request: AdminRequest): AdminReply;
}

export const noContent: AdminReply = { status: 204 };
