// What oidc-provider remembers: logins, codes, refresh tokens. In memory, shared by the provider objects that follow
// one another when keys change.

type Payload = Record<string, unknown> & {
  grantId?: string;
  uid?: string;
  userCode?: string;
  consumed?: number;
};

interface Entry {
  readonly payload: Payload;
  readonly expiresAt: number;
}

/** Makes the adapter of each model, as oidc-provider asks for it. */
export type SessionStore = (model: string) => object;

export function createSessionStore(): SessionStore {
  const models = new Map<string, Map<string, Entry>>();

  return (model) => {
    const entries = models.get(model) ?? new Map<string, Entry>();
    models.set(model, entries);

    function find(id: string): Payload | undefined {
      const entry = entries.get(id);
      if (entry && entry.expiresAt > Date.now()) return entry.payload;
      entries.delete(id);
      return undefined;
    }

    function findBy(field: 'uid' | 'userCode', value: string): Payload | undefined {
      for (const [id, { payload }] of entries) if (payload[field] === value) return find(id);
      return undefined;
    }

    return {
      upsert: async (id: string, payload: Payload, expiresIn?: number) => {
        const expiresAt = expiresIn ? Date.now() + expiresIn * 1000 : Infinity;
        entries.set(id, { payload, expiresAt });
      },
      find: async (id: string) => find(id),
      findByUid: async (uid: string) => findBy('uid', uid),
      findByUserCode: async (userCode: string) => findBy('userCode', userCode),
      consume: async (id: string) => {
        const payload = find(id);
        if (payload) payload.consumed = Math.floor(Date.now() / 1000);
      },
      destroy: async (id: string) => void entries.delete(id),
      revokeByGrantId: async (grantId: string) => {
        for (const [id, { payload }] of entries) if (payload.grantId === grantId) entries.delete(id);
      },
    };
  };
}
