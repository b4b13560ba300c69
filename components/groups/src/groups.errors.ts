import { defineError } from '@ashlar/errors';

export const DomainNotFound = defineError({
  code: 'DOMAIN_NOT_FOUND',
  kind: 'not-found',
  title: 'There is no such domain, or it is not visible to you',
  remedy: 'Check the id and the caller.',
});

export const DomainSlugTaken = defineError({
  code: 'DOMAIN_SLUG_TAKEN',
  kind: 'conflict',
  title: 'There is a domain with this slug already',
  remedy: 'Choose another slug.',
});

/** Thrown while the caller is made out: it can come of every operation, as a credential that is refused. */
export const HomeDomainRefused = defineError({
  code: 'HOME_DOMAIN_REFUSED',
  kind: 'unauthenticated',
  title: 'The domain that your identity provider names for you does not exist, or is suspended',
  remedy: 'Ask an administrator of the platform to make or resume it.',
});

export const DomainSuspended = defineError({
  code: 'DOMAIN_SUSPENDED',
  kind: 'forbidden',
  title: 'The domain is suspended: nothing in it can be changed',
  remedy: 'Ask an administrator of the platform to resume it.',
});

export const GroupNotFound = defineError({
  code: 'GROUP_NOT_FOUND',
  kind: 'not-found',
  title: 'There is no such group, or it is not visible to you',
  remedy: 'Check the id and the caller.',
});

export const SlugTaken = defineError({
  code: 'SLUG_TAKEN',
  kind: 'conflict',
  title: 'The place has something of this slug already',
  remedy: 'Choose another slug; groups, projects and user names in one place share theirs.',
});

export const SlugMoved = defineError({
  code: 'SLUG_MOVED',
  kind: 'conflict',
  title: 'This path is one of the past',
  remedy: 'Use the path in details.path.',
});

export const ParentRefused = defineError({
  code: 'PARENT_REFUSED',
  kind: 'unprocessable',
  title: 'It cannot lie there',
  remedy: 'Name a place in the same domain, not inside the group itself, at most twenty levels deep.',
});

export const MemberNotFound = defineError({
  code: 'MEMBER_NOT_FOUND',
  kind: 'not-found',
  title: 'There is no such member',
  remedy: 'Only those who were given a role here are members; those who inherit one are not.',
});

export const MemberRefused = defineError({
  code: 'MEMBER_REFUSED',
  kind: 'unprocessable',
  title: 'This cannot be a member here',
  remedy: 'Name a user or a group of the same domain, and a role that exists here.',
});

export const MemberExists = defineError({
  code: 'MEMBER_EXISTS',
  kind: 'precondition-failed',
  title: 'It is a member already',
  remedy: 'Change the role instead.',
});

export const MembershipCycle = defineError({
  code: 'MEMBERSHIP_CYCLE',
  kind: 'unprocessable',
  title: 'A group cannot be a member of itself, also not by way of others',
  remedy: 'Make the people members, not the group.',
});

export const LastOwner = defineError({
  code: 'LAST_OWNER',
  kind: 'conflict',
  title: 'A group would be left without an owner',
  remedy: 'Make somebody else an owner first.',
});

export const CreatorRefused = defineError({
  code: 'CREATOR_REFUSED',
  kind: 'unprocessable',
  title: 'These people cannot be named',
  remedy: 'Name users that exist, and only where `who` is `named`.',
});

export const DomainPermanent = defineError({
  code: 'DOMAIN_PERMANENT',
  kind: 'conflict',
  title: 'The domain `default` is always there',
  remedy: 'Delete what is in it instead.',
});

export const DeletionUnconfirmed = defineError({
  code: 'DELETION_UNCONFIRMED',
  kind: 'conflict',
  title: 'More goes with it than the caller has confirmed',
  remedy: 'Read the deletion preview and send its fingerprint as confirm.',
});
