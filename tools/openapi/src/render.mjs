import openapiTS, { astToString } from 'openapi-typescript';
import { format } from 'prettier';

/** @typedef {import('./deployables.mjs').Deployable} Deployable */
/** @typedef {{ readonly code: string, readonly status: number, readonly title: string, readonly remedy: string }} CatalogueLine */
/** @typedef {{ describeConfig: (spec: object) => readonly { readonly variable: string }[], renderConfigTable: (rows: readonly object[]) => string }} ConfigTools */

const printed = { printWidth: 110, singleQuote: true };

/**
 * Every generated file, by its path in the checkout.
 * @param {readonly Deployable[]} deployables
 * @param {ConfigTools} configTools
 * @returns {Promise<Map<string, string>>}
 */
export async function renderAll(deployables, configTools) {
  const files = new Map();
  for (const { file, document, eventDocument } of deployables) {
    if (eventDocument) files.set('docs/asyncapi/events.json', `${JSON.stringify(eventDocument, null, 2)}\n`);
    files.set(`docs/openapi/${file}.json`, `${JSON.stringify(document, null, 2)}\n`);
    if (hasOperationsOfItsOwn(document)) {
      files.set(`components/api-client/src/generated/${file}.ts`, await renderClient(document));
    }
  }
  files.set('docs/errors.md', await renderErrors(deployables));
  files.set('docs/configuration.md', await renderConfiguration(deployables, configTools));
  return files;
}

/** A client for what every service has alone would be of no use. @param {Record<string, any>} document */
function hasOperationsOfItsOwn({ paths }) {
  return Object.values(paths).some((item) => Object.values(item).some((operation) => !operation['x-probe']));
}

/** @param {Record<string, any>} document */
async function renderClient(document) {
  // It writes into what it is given.
  const types = await openapiTS(
    /** @type {import('openapi-typescript').OpenAPI3} */ (JSON.parse(JSON.stringify(document))),
    { alphabetize: true, defaultNonNullable: false },
  );
  const text = `// Made by \`npm run openapi\` from the service's routes.\n${astToString(types)}`;
  return format(text, { parser: 'typescript', ...printed });
}

/** @param {readonly Deployable[]} deployables */
async function renderErrors(deployables) {
  /** @type {Map<string, CatalogueLine & { services: string[] }>} */
  const lines = new Map();
  for (const { file, document } of deployables) {
    const { 'x-error-catalogue': catalogue } = /** @type {{ 'x-error-catalogue': CatalogueLine[] }} */ (
      document
    );
    for (const line of catalogue) {
      const { services } = lines.get(line.code) ?? { services: [] };
      lines.set(line.code, { ...line, services: [...services, file] });
    }
  }
  const rows = [...lines.values()]
    .sort((a, b) => (a.code < b.code ? -1 : 1))
    .map(({ code, status, title, remedy, services }) =>
      row([
        anchor(code),
        String(status),
        title,
        remedy,
        services.length === deployables.length ? 'all' : services.join(', '),
      ]),
    );
  const text = `# Errors

Made by \`npm run openapi\` from the catalogue of the code. Every error has one body (RFC 9457 and the EOM envelope at
once); \`error_code\` is stable, \`type\` is \`/problems/<code in kebab-case>\`, and \`request_id\` finds it in the logs.

${row(['Code', 'Status', 'What it means', 'What to do', 'Services'])}
| --- | --- | --- | --- | --- |
${rows.join('\n')}
`;
  return format(text, { parser: 'markdown', ...printed });
}

/** @param {readonly Deployable[]} deployables @param {ConfigTools} tools */
async function renderConfiguration(deployables, { describeConfig, renderConfigTable }) {
  const described = deployables.map(({ name, config }) => ({ name, rows: describeConfig(config) }));
  const [first, ...others] = described;
  const inAll = (first?.rows ?? []).filter(({ variable }) =>
    others.every(({ rows }) => rows.some((other) => other.variable === variable)),
  );
  const shared = new Set(inAll.map(({ variable }) => variable));
  const own = described.map(({ name, rows }) => {
    const left = rows.filter(({ variable }) => !shared.has(variable));
    return `## ${name}\n\n${left.length === 0 ? 'Nothing more.\n' : renderConfigTable(left)}`;
  });
  const text = `# Configuration

Made by \`npm run openapi\` from the classes that read it. Everything comes from environment variables. A process names
every fault at once and ends with code 78 before it starts anything. Durations are numbers with a unit: \`250ms\`, \`30s\`,
\`5m\`, \`1h\`, \`1d\`.

## Every process

${renderConfigTable(inAll)}
${own.join('\n')}`;
  return format(text, { parser: 'markdown', ...printed });
}

/** @param {string} code */
function anchor(code) {
  return `<a id="${code.toLowerCase().replaceAll('_', '-')}"></a>\`${code}\``;
}

/** @param {readonly string[]} cells */
function row(cells) {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
