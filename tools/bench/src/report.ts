import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report, Summary } from './bench.types.js';

/** Numbers as people compare them: three digits that count, no more than two after the point. */
export function formatNumber(value: number): string {
  if (!Number.isFinite(value)) return '-';
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return value.toFixed(Number.isInteger(value) ? 0 : digits);
}

/** The medians and, in brackets, the ratios to the reference, as lines of one Markdown table. */
export function renderTable({ summaries, reference }: Pick<Report, 'summaries' | 'reference'>): string {
  const metrics = [...new Set(summaries.flatMap(({ medians }) => Object.keys(medians)))];
  const rows = [
    ['subject', ...metrics],
    ...summaries.map((summary) => [
      summary.subject === reference ? `${summary.subject} (reference)` : summary.subject,
      ...metrics.map((metric) => cell(summary, metric, summary.subject === reference)),
    ]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = rows.map(
    (row) =>
      `| ${row.map((text, column) => (column === 0 ? text.padEnd(widths[column] ?? 0) : text.padStart(widths[column] ?? 0))).join(' | ')} |`,
  );
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}

function cell({ medians, ratios }: Summary, metric: string, isReference: boolean): string {
  const value = medians[metric];
  if (value === undefined) return '-';
  const ratio = ratios[metric];
  return isReference || ratio === undefined
    ? formatNumber(value)
    : `${formatNumber(value)} (${formatNumber(ratio)}x)`;
}

export function renderMarkdown(report: Report): string {
  const { callers, seconds, warmUpSeconds } = report.load;
  const failures = report.samples.filter(({ failure }) => failure !== undefined);
  return [
    `# ${report.bench}`,
    '',
    report.summary,
    '',
    `Medians over ${report.rounds} interleaved rounds; in brackets the ratio to ${report.reference}. Functions: ${callers} callers, ${seconds} s a round at most, ${warmUpSeconds} s warm-up. ${report.finishedAt}.`,
    '',
    renderTable(report),
    '',
    ...Object.entries({ ...report.machine, ...report.facts }).map(([name, value]) => `- ${name}: ${value}`),
    ...(failures.length === 0 ? [] : ['', '## Failures', '']),
    ...failures.map(({ subject, round, failure }) => `- ${subject}, round ${round}: ${failure}`),
    '',
  ].join('\n');
}

/** Writes `<bench>.json` with every sample and `<bench>.md`; returns their paths. */
export function writeReport(report: Report, folder: string): string[] {
  mkdirSync(folder, { recursive: true });
  const files: [string, string][] = [
    [join(folder, `${report.bench}.json`), `${JSON.stringify(report, undefined, 2)}\n`],
    [join(folder, `${report.bench}.md`), renderMarkdown(report)],
  ];
  for (const [file, text] of files) writeFileSync(file, text);
  return files.map(([file]) => file);
}
