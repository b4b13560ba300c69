import { must, refusal } from '../api.js';
import type { Check, Part } from '../story.js';
import type { World } from '../world.js';
import { workshop } from './workshop.js';

export const storage: Part<World> = {
  number: 2,
  title: 'Quotas, and a storage',
  look: ['GET /api/data/groups/{id}/quota-usage', 'GET /api/data/storages/{id}'],
  steps: [{ name: 'quota templates, defined and assigned', run: assignQuotas }],
};

async function assignQuotas(world: World, check: Check): Promise<string> {
  const { admin, runName } = world;
  const { id, client } = await workshop(world);
  const templates = [
    { type: 'MAX_STORAGES', value: { max: 1 } },
    { type: 'MAX_ORDER_TIMES', value: { max_order_times: 1_000, period: { kind: 'week' as const } } },
    { type: 'MAX_SIZE', value: { max_size: '1099511627776' } },
  ];
  for (const { type, value } of templates) {
    const name = `${type.toLowerCase().replaceAll('_', '-')} of a workshop ${runName}`;
    const quota = await must(admin.POST('/api/data/quotas', { body: { name, type, value } }));
    const params = { path: { group_id: id } };
    await must(admin.POST('/api/data/groups/{group_id}/quotas', { params, body: { quota_id: quota.id } }));
  }
  const { items } = await must(
    client.GET('/api/data/groups/{group_id}/quota-usage', { params: { path: { group_id: id } } }),
  );
  for (const { type } of templates) {
    const item = items.find((one) => one.type === type);
    check.same(
      [item?.decided_by.rule, item?.decided_by.subject_id],
      ['assignment', id],
      `what decides about ${type}`,
    );
  }
  const [, weekly] = templates;
  const own = await refusal(
    client.POST('/api/data/quotas', {
      body: { name: `my own ${runName}`, type: 'MAX_STORAGES', value: { max: 9 } },
    }),
  );
  check.same(own?.status, 403, 'an owner of a group defines no quotas');
  return `${templates.length} templates decide for the workshop, such as ${weekly?.type} by the week`;
}
