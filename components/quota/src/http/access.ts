import type { Authorizer } from '@ashlar/authz';
import type { OperationContext } from '@ashlar/database';
import { DomainError, Forbidden } from '@ashlar/errors';
import type { QuotaAssignments } from '../assignments.service.js';
import { QuotaSubjectNotFound } from '../quota.errors.js';
import type { QuotaSubject } from '../quota.types.js';

/** Who may do what with the quotas of whom, beyond what a route can say of itself. */
export interface QuotaAccess {
  /** The user, members of the group or project, administrators of the domain or platform, and services. */
  assertMayRead(ctx: OperationContext, subject: QuotaSubject): Promise<void>;
  /** Those for whom use is counted: services, and administrators of the platform. */
  assertMayCharge(ctx: OperationContext): void;
  mayRead(ctx: OperationContext, subject: QuotaSubject): Promise<boolean>;
  /** For those who may read everything: what there is not has nothing. */
  assertExists(ctx: OperationContext, subject: QuotaSubject): Promise<void>;
  isPlatformAdmin(ctx: OperationContext): Promise<boolean>;
}

export interface QuotaAccessDeps {
  readonly authorizer: Pick<Authorizer, 'authorize' | 'check'>;
  readonly assignments: Pick<QuotaAssignments, 'domainOf'>;
}

export function createQuotaAccess({ authorizer, assignments }: QuotaAccessDeps): QuotaAccess {
  const isPlatformAdmin = (ctx: OperationContext): Promise<boolean> =>
    authorizer.check(ctx, 'platform.update');

  async function assertMayRead(ctx: OperationContext, subject: QuotaSubject): Promise<void> {
    const { actor } = ctx;
    if (actor.roles.includes('service') || (await isPlatformAdmin(ctx))) return;
    switch (subject.type) {
      case 'platform':
        throw new Forbidden('Only administrators see what the whole platform uses');
      case 'user': {
        if (actor.kind === 'user' && actor.id === subject.id) return;
        const domain = await assignments.domainOf(ctx, subject);
        if (domain !== undefined && (await authorizer.check(ctx, 'domain.update', domain))) return;
        throw new QuotaSubjectNotFound();
      }
      case 'domain':
        return authorize(ctx, 'domain.update', subject.id);
      case 'group':
        return authorize(ctx, 'group.read_members', subject.id);
      case 'project':
        return authorize(ctx, 'project.read_members', subject.id);
    }
  }

  async function authorize(ctx: OperationContext, permission: string, objectId: string): Promise<void> {
    try {
      await authorizer.authorize(ctx, { permission, objectId });
    } catch (error) {
      if (error instanceof DomainError && error.definition.kind === 'not-found')
        throw new QuotaSubjectNotFound();
      throw error;
    }
  }

  return {
    assertMayRead,
    assertMayCharge({ actor }) {
      if (actor.kind === 'system' || actor.roles.some((role) => role === 'service' || role === 'admin'))
        return;
      throw new Forbidden('Only services count what others use');
    },
    mayRead: (ctx, subject) =>
      assertMayRead(ctx, subject).then(
        () => true,
        (error: unknown) => {
          if (error instanceof DomainError && ['not-found', 'forbidden'].includes(error.definition.kind))
            return false;
          throw error;
        },
      ),
    async assertExists(ctx, subject) {
      if ((await assignments.domainOf(ctx, subject)) === undefined) throw new QuotaSubjectNotFound();
    },
    isPlatformAdmin,
  };
}
