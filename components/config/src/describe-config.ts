import type { ConfigRow, ConfigSpec } from './config.types.js';
import { variablesOf } from './variables.js';

/** Every variable of a spec, in the order of declaration. */
export function describeConfig(spec: ConfigSpec): readonly ConfigRow[] {
  return Object.entries(spec).flatMap(([section, configClass]) =>
    variablesOf(configClass).map(({ name, type, shownFallback, required, secret, file, description }) => ({
      section,
      variable: name,
      type,
      default: shownFallback,
      required,
      secret,
      file,
      description,
    })),
  );
}

/** The rows as one Markdown table. */
export function renderConfigTable(rows: readonly ConfigRow[]): string {
  const lines = rows.map((row) =>
    tableLine([
      `\`${row.variable}\`${row.file ? ` or \`${row.variable}_FILE\`` : ''}`,
      row.type,
      row.default === undefined ? (row.required ? '**required**' : '') : `\`${row.default}\``,
      row.description,
    ]),
  );
  const head = [tableLine(['Variable', 'Type', 'Default', 'Description']), '| --- | --- | --- | --- |'];
  return `${[...head, ...lines].join('\n')}\n`;
}

function tableLine(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
}
