import type { PersonalTokens } from '@ashlar/authn';
import type { Page, PageRequest } from '@ashlar/database';
import type { BootstrapScripts, Dotfiles, Settings } from '@ashlar/group-config';
import type { Groups } from '@ashlar/groups';
import type { Projects } from '@ashlar/projects';
import type { HoldingsOfUsers } from '@ashlar/users';

export interface HoldingsDeps {
  readonly tokens: Pick<PersonalTokens, 'list'>;
  readonly groups: Pick<Groups, 'list'>;
  readonly projects: Pick<Projects, 'list'>;
  readonly dotfiles: Pick<Dotfiles, 'list' | 'get'>;
  readonly settings: Pick<Settings, 'list' | 'get'>;
  readonly bootstrapScripts: Pick<BootstrapScripts, 'find'>;
}

/** What the bricks hold about a person, for the export: in what they are, and what is theirs alone. */
export function holdingsOf({
  tokens,
  groups,
  projects,
  dotfiles,
  settings,
  bootstrapScripts,
}: HoldingsDeps): readonly HoldingsOfUsers[] {
  return [
    {
      name: 'access_tokens',
      async *holdings(ctx) {
        for await (const { id, name, scopes, expiresAt, lastUsedAt, createdAt } of all('created_at', (page) =>
          tokens.list(ctx, page),
        )) {
          yield { id, name, scopes, expires_at: expiresAt, last_used_at: lastUsedAt, created_at: createdAt };
        }
      },
    },
    {
      name: 'groups',
      async *holdings(ctx) {
        for await (const { id, path, name } of all('created_at', (page) =>
          groups.list(ctx, { directMember: true }, page),
        )) {
          yield { id, path, name };
        }
      },
    },
    {
      name: 'projects',
      async *holdings(ctx) {
        for await (const { id, path, name } of all('created_at', (page) =>
          projects.list(ctx, { directMember: true }, page),
        )) {
          yield { id, path, name };
        }
      },
    },
    {
      name: 'dotfiles',
      async *holdings(ctx, userId) {
        const owner = { type: 'user', id: userId } as const;
        for await (const { id } of all('path', (page) => dotfiles.list(ctx, owner, page))) {
          const { path, mode, content, createdAt } = await dotfiles.get(ctx, owner, id);
          yield { id, path, mode, content_base64: content.toString('base64'), created_at: createdAt };
        }
      },
    },
    {
      name: 'settings',
      async *holdings(ctx, userId) {
        const owner = { type: 'user', id: userId } as const;
        for await (const { name } of all('name', (page) => settings.list(ctx, owner, page))) {
          const { id, value, schema, locked, createdAt } = await settings.get(ctx, owner, name);
          yield { id, name, value, schema, locked, created_at: createdAt };
        }
      },
    },
    {
      name: 'bootstrap_scripts',
      async *holdings(ctx, userId) {
        const script = await bootstrapScripts.find(ctx, { type: 'user', id: userId });
        if (script) yield { content_base64: script.content.toString('base64'), created_at: script.createdAt };
      },
    },
  ];
}

/** Every item of a list, page by page. */
async function* all<T>(by: string, list: (page: PageRequest) => Promise<Page<T>>): AsyncIterable<T> {
  let start: PageRequest['start'] = { page: 0 };
  for (;;) {
    const page: Page<T> = await list({ size: 100, sort: { by, descending: false }, start, count: false });
    yield* page.items;
    if (page.next === undefined) return;
    start = { cursor: page.next };
  }
}
