type Values = Readonly<Record<string, string>>;
type Json = Readonly<Record<string, unknown>>;

/** Where what runs is put: the groups and projects of a role world, and how it is asked for things. */
export interface RunPlaces {
  readonly post: (caller: string, address: string, json?: object) => Promise<Json>;
  readonly domainId: string;
  readonly ownerId: string;
  /** The group team with its project, and the public ones. */
  readonly team: { readonly group: string; readonly project: string };
  readonly open: { readonly group: string; readonly project: string };
}

const timing = { cron: '0 3 * * *', zone: 'Europe/Berlin' };
export const newSchedule = { run_kind: 'noop', run_spec: {}, timing };
export const newEvent = (external_id: string): object => ({ kind: 'push', source: 'forge', external_id });

/** Pipelines, schedules and their sessions, a config bundle; storages of a group and a project; a webhook of a domain. */
export async function furnishRuns(places: RunPlaces): Promise<ReadonlyMap<string, Values>> {
  const { post, domainId, ownerId, team, open } = places;
  const pipeline = async (project_id: string, name: string): Promise<Values> => {
    const made = (await post('admin', '/pipelines', {
      ...{ project_id, name, event: newEvent(name) },
      steps: [{ kind: 'test', name: 'tests', targets: [{ name: 'a' }] }],
    })) as { id: string; event: { id: string }; steps: [{ targets: [{ id: string }] }] };
    return { pipeline_id: made.id, event_id: made.event.id, target_id: made.steps[0].targets[0].id };
  };
  const schedule = async (caller: string, owner_type: string, owner_id: string): Promise<Values> => {
    const json = { ...newSchedule, owner_type, owner_id, name: `Of a ${owner_type}` };
    const schedule_id = String((await post(caller, '/schedules', json))['id']);
    const session = await post(caller, `/schedules/${schedule_id}/run`);
    const owner = { schedule_owner_type: owner_type, schedule_owner_id: owner_id };
    return { ...owner, schedule_id, scheduled_session_id: String(session['id']) };
  };
  const storage = async (owner_type: string, owner_id: string): Promise<Values> => {
    const resource = { type: 's3', endpoint: 'https://s3.example.org', bucket: owner_type };
    const made = await post('admin', '/storages', { name: 'Results', owner_type, owner_id, resource });
    const storage_id = String(made['id']);
    const check = await post('admin', `/storages/${storage_id}/test`, {});
    const owner = { storage_owner_type: owner_type, storage_owner_id: owner_id };
    return { ...owner, storage_id, check_id: String(check['id']) };
  };
  const ended = await pipeline(team.project, 'Ended');
  await post('admin', `/pipelines/${ended['pipeline_id']}/cancel`);
  const hook = { name: 'Of the lab', url: 'https://example.org/hook', domain_id: domainId };
  const bundle = await post('owner', `/projects/${team.project}/config-bundles`, {});
  return new Map<string, Values>([
    [
      '',
      {
        ...(await pipeline(team.project, 'Default')),
        ...(await schedule('admin', 'group', team.group)),
        sha256: String(bundle['sha256']),
      },
    ],
    [
      'open',
      { ...(await pipeline(open.project, 'Open')), ...(await schedule('admin', 'group', open.group)) },
    ],
    ['ended', ended],
    ['own', await schedule('owner', 'user', ownerId)],
    [
      'project',
      { ...(await schedule('admin', 'project', team.project)), ...(await storage('project', team.project)) },
    ],
    ['team', await storage('group', team.group)],
    [
      'lab',
      { webhook_id: String((await post('admin', '/webhooks', hook))['id']), webhook_domain_id: domainId },
    ],
  ]);
}
