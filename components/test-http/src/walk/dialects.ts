import { type Check, checks, expectAnswer, expectFault, linksOf } from './checks.js';
import { hasParameter, isList } from './document.js';

/** What of the conventions another contract has in its own way. */
const otherwise = new Set([
  'refuses to change what it was not told the version of',
  'creates once where a PUT creates',
  'has pages',
]);

/** `/eom/admin`: If-Match is honoured and optional; pages of eight with `sortby` and `asc`, always counted. */
const eom: readonly Check[] = [
  ...checks.filter(({ name }) => !otherwise.has(name)),
  {
    name: 'changes without a version, and refuses a stale one',
    applies: (operation) =>
      ['PUT', 'DELETE'].includes(operation.method) && hasParameter(operation, 'header', 'If-Match'),
    async run(operation, world) {
      const request = await world.prepare(operation);
      const stale = await world.send(request, { headers: { 'If-Match': '"2147483647"' } });
      expectAnswer(stale, 412, 'PRECONDITION_FAILED');
      const answer = await world.send(request, { headers: {} });
      if (answer.status >= 300) expectAnswer(answer, 200);
    },
  },
  {
    name: 'has pages of eight, always counted',
    applies: isList,
    async run(operation, world) {
      const request = await world.prepare(operation);
      const create = world.service.find('POST', operation.template);
      for (let made = 0; create?.body && made < 2; made += 1) {
        await world.send({ ...(await world.prepare(create)), address: request.address });
      }
      const ask = (query: Record<string, string>) =>
        world.send(request, { query: { ...request.query, ...query } });
      expectFault(await ask({ size: '101' }), '#/query/size');
      expectFault(await ask({ sortby: 'walk_unknown' }), '#/query/sortby');
      expectFault(await ask({ asc: 'walk_unknown' }), '#/query/asc');
      expectAnswer(await ask({ page: '100', size: '100' }), 400, 'PAGE_TOO_DEEP');
      const first = await ask({});
      const total = Number(first.headers.get('x-total-count') ?? 'NaN');
      if (!Number.isInteger(total)) throw new Error('it has no X-Total-Count');
      if (!Array.isArray(first.json) || first.json.length !== Math.min(8, total))
        throw new Error(`of ${total} it shows another number than eight at most`);
      if (create?.body && total < 2) throw new Error(`it counts ${total} of what was just made twice`);
      if (total < 2) return;
      const [up, down] = [await ask({ size: '1' }), await ask({ size: '1', asc: 'false' })];
      if (up.text === down.text) throw new Error('asc=false begins as asc=true does');
      const next = linksOf(up)['next'] ?? 'no next link';
      const second = await world.send(request, { address: next, query: {} });
      expectAnswer(second, 200);
      if (second.text === up.text) throw new Error('the next page is the same page');
    },
  },
];

/** What holds of an operation whatever is there: the walk cannot know the names in its requests. */
const nameless = new Set([
  'wants a token',
  'refuses an expired token, even where none is wanted',
  'refuses unknown fields, at any depth',
  'refuses NUL in every text of its body',
  'refuses a body of 2 MB, or of more than it says',
  'documents what its kind of operation has',
  'reads JSON and nothing else',
  'refuses unknown query names, and NUL in those it knows',
]);

/** The paths of Backend.AI: files by their path in the request, always 200, no pages. Its own spec does the rest. */
const backendAi: readonly Check[] = checks.filter(({ name }) => nameless.has(name));

const dialects: ReadonlyMap<string | undefined, readonly Check[]> = new Map([
  [undefined, checks],
  ['eom', eom],
  ['backend-ai', backendAi],
]);

/** What an operation is held to: the conventions, or the table of the contract that it speaks. */
export function checksOf(dialect: string | undefined): readonly Check[] | undefined {
  return dialects.get(dialect);
}
