import type { OperationContext } from '@ashlar/database';
import { ValidationFailed } from '@ashlar/errors';
import { created, granted, ok, route, type Route, signedIn } from '@ashlar/http';
import { platformSubject, type QuotaMeter } from '../meter.service.js';
import {
  QuotaExceeded,
  QuotaHoldEnded,
  QuotaHoldExpired,
  QuotaHoldNotFound,
  QuotaSubjectNotFound,
  QuotaTypeUnknown,
} from '../quota.errors.js';
import type { Hold, QuotaSubject, SubjectType } from '../quota.types.js';
import type { QuotaAccess } from './access.js';
import {
  AdjustQuotaRequest,
  CommitHoldRequest,
  ImportUsageRequest,
  ImportUsageResponse,
  QuotaAmountsRequest,
  QuotaChargeResponse,
  QuotaCheckResponse,
  QuotaHistoryQuery,
  QuotaHistoryResponse,
  QuotaHoldPath,
  QuotaHoldResponse,
  QuotaUsageResponse,
  ReserveQuotaRequest,
  type UsageEventDto,
} from './meter.dto.js';
import {
  presentChecked,
  presentCharged,
  presentFigures,
  presentHold,
  presentPoint,
  toAmounts,
} from './meter.presenter.js';
import { type SubjectPlace, subjectPlaces } from './subjects.js';

const tag = 'quotas';
const holds = '/api/data/quota-holds';
const monthMs = 30 * 86_400_000;

export interface MeterRoutesDeps {
  readonly meter: QuotaMeter;
  readonly access: QuotaAccess;
}

/** Usage, and what changes it. */
export function meterRoutes(deps: MeterRoutesDeps): readonly Route[] {
  return [
    ...subjectPlaces.flatMap((place) => ofSubject(place, deps)),
    ...holdRoutes(deps),
    importRoute(deps),
  ];
}

function ofSubject(
  { address, noun, path: Path, subjectOf }: SubjectPlace,
  { meter, access }: MeterRoutesDeps,
): readonly Route[] {
  const usage = `${address}/quota-usage`;
  const unknown = [QuotaSubjectNotFound, QuotaTypeUnknown];
  return [
    route({
      method: 'get',
      path: usage,
      operationId: `get${noun}QuotaUsage`,
      summary: 'Limits, and what is used of them',
      description: 'For each type, with the rule that decides what may still be added.',
      tag,
      permission: signedIn(),
      pathParameters: Path,
      success: { status: 200, description: 'One entry for each type.', body: QuotaUsageResponse },
      errors: [QuotaSubjectNotFound],
      handle: async ({ ctx, path }) => {
        const subject = subjectOf(path);
        await access.assertMayRead(ctx, subject);
        const items = await meter.usage(ctx, subject);
        return ok({ subject_type: subject.type, subject_id: subject.id, items: items.map(presentFigures) });
      },
    }),
    route({
      method: 'get',
      path: `${usage}/history`,
      operationId: `get${noun}QuotaHistory`,
      summary: 'What was used, hour by hour',
      tag,
      permission: signedIn(),
      pathParameters: Path,
      query: QuotaHistoryQuery,
      success: { status: 200, description: 'Points of a plot.', body: QuotaHistoryResponse },
      errors: unknown,
      handle: async ({ ctx, path, query }) => {
        const subject = subjectOf(path);
        await access.assertMayRead(ctx, subject);
        const to = query.to === undefined ? new Date() : new Date(query.to);
        const from = query.from === undefined ? new Date(to.getTime() - monthMs) : new Date(query.from);
        const points = await meter.history(ctx, subject, query.type, { from, to });
        return ok({ type: query.type, points: points.map(presentPoint) });
      },
    }),
    route({
      method: 'post',
      path: `${usage}/check`,
      operationId: `check${noun}Quota`,
      summary: 'Whether amounts would fit',
      description: 'Nothing is charged.',
      tag,
      permission: signedIn(),
      pathParameters: Path,
      body: QuotaAmountsRequest,
      idempotency: 'ignored',
      success: {
        status: 200,
        description: 'Whether they would, and what is in the way.',
        body: QuotaCheckResponse,
      },
      errors: unknown,
      handle: async ({ ctx, path, body }) => {
        const subject = subjectOf(path);
        await access.assertMayRead(ctx, subject);
        return ok(presentChecked(await meter.check(ctx, subject, toAmounts(body.items))));
      },
    }),
    route({
      method: 'post',
      path: `${usage}/consume`,
      operationId: `consume${noun}Quota`,
      summary: 'Counts amounts, if all of them fit',
      description: 'Refused amounts change nothing. For services.',
      tag,
      permission: signedIn(),
      pathParameters: Path,
      body: QuotaAmountsRequest,
      success: { status: 200, description: 'Counted.', body: QuotaChargeResponse },
      errors: [...unknown, QuotaExceeded],
      handle: async ({ ctx, path, body }) => {
        access.assertMayCharge(ctx);
        const request = { subject: subjectOf(path), items: toAmounts(body.items) };
        return ok(presentCharged(await meter.charge(ctx, request)));
      },
    }),
    route({
      method: 'post',
      path: `${usage}/adjust`,
      operationId: `adjust${noun}Quota`,
      summary: 'Sets right what is used',
      description: 'Whatever the limit; never below zero. The reason stays in the ledger.',
      tag,
      permission: granted('platform.update'),
      pathParameters: Path,
      body: AdjustQuotaRequest,
      success: { status: 200, description: 'Set right.', body: QuotaChargeResponse },
      errors: unknown,
      handle: async ({ ctx, path, body }) => {
        const { type, reason, amount, used } = body;
        if ((amount === undefined) === (used === undefined)) throw oneOf('amount', 'used');
        const change = amount === undefined ? { to: BigInt(used ?? 0) } : BigInt(amount);
        const adjusted = await meter.adjust(ctx, { subject: subjectOf(path), type, reason, amount: change });
        return ok(presentCharged(adjusted));
      },
    }),
    route({
      method: 'post',
      path: `${address}/quota-holds`,
      operationId: `reserve${noun}Quota`,
      summary: 'Holds amounts for later, if all of them fit',
      description: 'Commit or release the hold; it runs out by itself. For services.',
      tag,
      permission: signedIn(),
      pathParameters: Path,
      body: ReserveQuotaRequest,
      success: { status: 201, description: 'Held.', body: QuotaHoldResponse },
      errors: [...unknown, QuotaExceeded],
      handle: async ({ ctx, path, body }) => {
        access.assertMayCharge(ctx);
        const request = { subject: subjectOf(path), items: toAmounts(body.items), ttlSeconds: body.ttl };
        const hold = await meter.reserve(ctx, request);
        return created(presentHold(hold), `${holds}/${hold.id}`);
      },
    }),
  ];
}

function holdRoutes({ meter, access }: MeterRoutesDeps): readonly Route[] {
  const one = `${holds}/{hold_id}`;
  /** A hold is its maker's; for others it is not there. */
  const mine = async (ctx: OperationContext, id: string): Promise<Hold> => {
    const hold = await meter.getHold(ctx, id);
    const { actor } = ctx;
    if (hold.createdBy === `${actor.kind}:${actor.id}` || (await access.isPlatformAdmin(ctx))) return hold;
    throw new QuotaHoldNotFound();
  };
  return [
    route({
      method: 'get',
      path: one,
      operationId: 'getQuotaHold',
      summary: 'One hold',
      tag,
      permission: signedIn(),
      pathParameters: QuotaHoldPath,
      success: { status: 200, description: 'The hold.', body: QuotaHoldResponse },
      errors: [QuotaHoldNotFound],
      handle: async ({ ctx, path }) => ok(presentHold(await mine(ctx, path.hold_id))),
    }),
    route({
      method: 'post',
      path: `${one}/commit`,
      operationId: 'commitQuotaHold',
      summary: 'Turns what is held into use',
      description:
        'Less than was held gives the rest back, more has to fit. Counts in the period that it is.',
      tag,
      permission: signedIn(),
      pathParameters: QuotaHoldPath,
      body: CommitHoldRequest,
      success: { status: 200, description: 'Counted.', body: QuotaChargeResponse },
      errors: [QuotaHoldNotFound, QuotaHoldExpired, QuotaHoldEnded, QuotaExceeded],
      handle: async ({ ctx, path, body }) => {
        const hold = await mine(ctx, path.hold_id);
        return ok(presentCharged(await meter.commit(ctx, hold.id, actualsOf(hold, body))));
      },
    }),
    route({
      method: 'post',
      path: `${one}/release`,
      operationId: 'releaseQuotaHold',
      summary: 'Gives back what is held',
      tag,
      permission: signedIn(),
      pathParameters: QuotaHoldPath,
      success: { status: 200, description: 'The hold as it is now.', body: QuotaHoldResponse },
      errors: [QuotaHoldNotFound, QuotaHoldEnded],
      handle: async ({ ctx, path }) => {
        const { id } = await mine(ctx, path.hold_id);
        return ok(presentHold(await meter.releaseHold(ctx, id)));
      },
    }),
  ];
}

function importRoute({ meter, access }: MeterRoutesDeps): Route {
  return route({
    method: 'post',
    path: '/api/data/quota-usage-events',
    operationId: 'importQuotaUsage',
    summary: 'Counts usage that was measured elsewhere',
    description: 'CloudEvents, each once, whatever the limit: it has been used already. For services.',
    tag,
    permission: signedIn(),
    body: ImportUsageRequest,
    success: { status: 200, description: 'How many were new.', body: ImportUsageResponse },
    errors: [QuotaSubjectNotFound, QuotaTypeUnknown],
    handle: async ({ ctx, body }) => {
      access.assertMayCharge(ctx);
      return ok(await meter.importEvents(ctx, body.events.map(toUse)));
    },
  });
}

function toUse({ id, source, subject, time, data }: UsageEventDto) {
  return {
    id,
    source,
    subject: toSubject(subject),
    type: data.type,
    amount: BigInt(data.amount),
    ...(time !== undefined && { at: new Date(time) }),
  };
}

function toSubject(text: string): QuotaSubject {
  const [type, id] = text.split('/');
  return id === undefined ? platformSubject : { type: type as SubjectType, id };
}

/** The amounts of a commit, in the order of the hold. */
function actualsOf({ items }: Hold, { items: given }: CommitHoldRequest): readonly bigint[] | undefined {
  if (given === undefined) return undefined;
  const sameTypes = given.length === items.length && given.every(({ type }, at) => type === items[at]?.type);
  if (!sameTypes) throw fault('items', 'items must have the types of the hold, in its order');
  return given.map(({ amount }) => BigInt(amount));
}

function oneOf(...names: readonly string[]): Error {
  return fault(names[0] ?? '', `one of ${names.join(' and ')} is needed, and only one`);
}

function fault(field: string, message: string): Error {
  return new ValidationFailed(message, {
    details: { errors: [{ pointer: `#/body/${field}`, field, rule: 'shape', message }] },
  });
}
