import ajv2020 from '@redocly/ajv/dist/2020.js';
import type { Answer } from '../http-client.js';
import { problemFaults } from '../problem.js';
import type { Operation, ServiceDescription } from './document.js';

/** Says what is wrong with an answer, by the document alone. */
export type AnswerChecker = (operation: Operation, answer: Answer) => readonly string[];

const formats = {
  uuid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/,
  uri: (text: string) => URL.canParse(text),
};

export function createAnswerChecker(service: ServiceDescription): AnswerChecker {
  const ajv = new ajv2020.default({ strict: false, allErrors: true, formats });
  ajv.addSchema(service.raw, 'service');

  return (operation, answer) => {
    const declared = operation.responses[String(answer.status)];
    const about = `${answer.status} ${answer.text.slice(0, 300)}`;
    if (!declared) return [`answers what its document does not know: ${about}`];
    const problems = answer.status >= 400 ? problemFaults(answer) : [];
    return [...problems, ...bodyFaults(operation, answer), ...headerFaults(operation, answer)].map(
      (fault) => `${fault}: ${about}`,
    );
  };

  function bodyFaults(
    { method, template, responses }: Operation,
    { status, headers, text, json }: Answer,
  ): string[] {
    const content = responses[String(status)]?.content;
    if (!content || method === 'HEAD')
      return text === '' ? [] : ['has a body that its document does not know'];
    const type = headers.get('content-type')?.split(';')[0] ?? '';
    if (!content[type]) return [`has a body of type ${type}, which its document does not know`];
    const steps = [
      'paths',
      template,
      method.toLowerCase(),
      'responses',
      String(status),
      'content',
      type,
      'schema',
    ];
    const validate = ajv.getSchema(`service#/${steps.map(escape).join('/')}`);
    if (!validate) return ['has no schema for this answer'];
    if (validate(json)) return [];
    return (validate.errors ?? []).map(({ instancePath, message }) => `body${instancePath} ${message}`);
  }
}

function headerFaults({ probe }: Operation, { status, headers }: Answer): string[] {
  const missing = (name: string): string[] => (headers.has(name) ? [] : [`has no ${name}`]);
  return [
    ...(probe ? [] : [...missing('ratelimit'), ...missing('ratelimit-policy')]),
    ...(status === 201 || status === 202 ? missing('location') : []),
    ...(status === 429 || status === 503 ? missing('retry-after') : []),
    ...(status === 401 ? missing('www-authenticate') : []),
  ];
}

function escape(step: string): string {
  return encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'));
}
