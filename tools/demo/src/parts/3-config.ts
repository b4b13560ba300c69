import { must } from '../api.js';
import type { Check, Part } from '../story.js';
import { at, type World } from '../world.js';
import { newcomer, workshop } from './workshop.js';

export const config: Part<World> = {
  number: 3,
  title: 'Dotfiles, and what a new member finds',
  look: ({ found: { workshop: group } }) => [
    `GET /api/data/groups/${at(group?.id)}/dotfiles`,
    `GET /api/data/projects/${at(group?.projectId)}/effective-config`,
  ],
  steps: [
    { name: 'dotfiles of the group and of the project', run: addDotfiles },
    { name: 'what a new member finds', run: showEffective },
  ],
};

const conda = '.condarc';
const files = {
  group: [
    { path: conda, content: 'channels: [conda-forge]\n' },
    { path: '.gitconfig', content: '[pull]\n  rebase = true\n' },
  ],
  project: [{ path: conda, content: 'channels: [astro, conda-forge]\n' }],
  user: [{ path: '.inputrc', content: 'set editing-mode vi\n' }],
};

async function addDotfiles(world: World): Promise<string> {
  const { as } = world;
  const { id, client, member, projectId } = await workshop(world);
  for (const body of files.group)
    await must(
      client.POST('/api/data/groups/{group_id}/dotfiles', { params: { path: { group_id: id } }, body }),
    );
  // One who may write in the project by way of the team.
  for (const body of files.project) {
    const params = { path: { project_id: projectId } };
    await must(as(member).POST('/api/data/projects/{project_id}/dotfiles', { params, body }));
  }
  return `${files.group.length} of the group by its owner, ${files.project.length} of the project by a member`;
}

async function showEffective(world: World, check: Check): Promise<string> {
  const { say } = world;
  const { id: groupId, projectId } = await workshop(world);
  const { id, client } = await newcomer(world);
  for (const body of files.user)
    await must(
      client.POST('/api/data/users/{user_id}/dotfiles', { params: { path: { user_id: id } }, body }),
    );
  const effective = await must(
    client.GET('/api/data/projects/{project_id}/effective-config', {
      params: { path: { project_id: projectId } },
    }),
  );
  check.same(
    effective.files
      .map(({ path, from, shadows }) => [path, from.type, shadows.map((one) => one.from.type)])
      .sort(),
    [
      [conda, 'project', ['group']],
      ['.gitconfig', 'group', []],
      ['.inputrc', 'user', []],
    ].sort(),
    'files and where they are from',
  );
  check.sets(
    effective.files.map(({ from }) => from.id),
    [groupId, projectId, id],
    'owners of the files',
  );
  for (const { path, from, shadows } of effective.files)
    say(
      `${path}  from the ${from.type}${shadows.map((one) => `, in the place of the ${one.from.type}'s`).join('')}`,
    );
  return `${effective.files.length} files out of ${effective.layers.length} layers, from the domain to the user; the narrowest wins`;
}
