import { defineError } from '@ashlar/errors';

export const AccessCycle = defineError({
  code: 'ACCESS_CYCLE',
  kind: 'conflict',
  title: 'This would make something lie within itself',
  remedy: 'Choose another parent, or another group as the member.',
  inside: true,
});

export const RelationsChanged = defineError({
  code: 'RELATIONS_CHANGED',
  kind: 'conflict',
  title: 'Who may do what here has changed meanwhile',
  remedy: 'Read the current state and decide again.',
  inside: true,
});
