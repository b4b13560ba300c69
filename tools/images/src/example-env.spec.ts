import { renderExampleEnv } from './example-env.mjs';

it('required variables are open, the others show their default, secrets may come from a file', () => {
  const text = renderExampleEnv('probe', [
    {
      variable: 'A_LEVEL',
      type: 'string',
      default: 'info',
      required: false,
      file: false,
      description: 'How much.',
    },
    {
      variable: 'A_URL',
      type: 'secret',
      default: undefined,
      required: true,
      file: true,
      description: 'Where.',
    },
    {
      variable: 'A_NAME',
      type: 'string',
      default: undefined,
      required: false,
      file: false,
      description: 'Who.',
    },
  ]);
  expect(text.split('\n').slice(2)).toEqual([
    '',
    '# Where. (secret) Or A_URL_FILE: a file that holds it.',
    'A_URL=',
    '',
    '# How much. (string)',
    '# A_LEVEL=info',
    '',
    '# Who. (string)',
    '# A_NAME=',
    '',
  ]);
});
