import { defineError } from '@ashlar/errors';

export const InvitationNotFound = defineError({
  code: 'INVITATION_NOT_FOUND',
  kind: 'not-found',
  title: 'There is no such invitation',
  remedy: 'Use the link exactly as it was given.',
});

export const InvitationUsed = defineError({
  code: 'INVITATION_USED',
  kind: 'conflict',
  title: 'The invitation has been accepted already',
  remedy: 'Each link is good for one person, once. Ask for another.',
});

export const InvitationDeclined = defineError({
  code: 'INVITATION_DECLINED',
  kind: 'conflict',
  title: 'The invitation has been declined',
  remedy: 'Ask for another.',
});

export const InvitationRevoked = defineError({
  code: 'INVITATION_REVOKED',
  kind: 'conflict',
  title: 'The invitation has been taken back',
  remedy: 'Ask for another.',
});

export const InvitationExpired = defineError({
  code: 'INVITATION_EXPIRED',
  kind: 'conflict',
  title: 'The invitation has expired',
  remedy: 'Ask for another.',
});

export const InvitationNotYours = defineError({
  code: 'INVITATION_NOT_YOURS',
  kind: 'forbidden',
  title: 'The invitation is for another e-mail address',
  remedy: 'Log in as who it was sent to.',
});

export const InviterMayNot = defineError({
  code: 'INVITER_MAY_NOT',
  kind: 'conflict',
  title: 'Whoever invited you may no longer do so',
  remedy: 'Ask an owner for another invitation.',
});
