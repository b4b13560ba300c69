import { defineError } from '@ashlar/errors';

export const UnknownRunKind = defineError({
  code: 'RUN_KIND_UNKNOWN',
  kind: 'unprocessable',
  title: 'There is no such kind of run here',
  remedy: 'Choose one of the kinds named in `details.kinds`.',
});

export const InvalidRunSpec = defineError({
  code: 'RUN_SPEC_INVALID',
  kind: 'unprocessable',
  title: 'This kind of run cannot be described like this',
  remedy: 'Correct the fields named in `details.errors`.',
});

export const RunSystemUnavailable = defineError({
  code: 'RUN_SYSTEM_UNAVAILABLE',
  kind: 'unavailable',
  title: 'The system that runs this does not answer as it should',
  remedy: 'Try again; a run is never launched twice under one key.',
  inside: true,
});
