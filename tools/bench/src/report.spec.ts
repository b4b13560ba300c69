import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from './bench.types.js';
import { readCommandLine } from './command-line.js';
import { formatNumber, renderMarkdown, renderTable, writeReport } from './report.js';
import { defaultLoad } from './run-bench.js';

const report: Report = {
  bench: 'probe',
  summary: 'A probe.',
  finishedAt: '2026-01-02T03:04:05.000Z',
  reference: 'peer',
  rounds: 2,
  load: defaultLoad,
  machine: { cpu: 'Some CPU', cores: '2' },
  facts: { 'postgresql fsync': 'on' },
  samples: [{ subject: 'ours', round: 1, metrics: { rate: 3 }, failure: 'out of luck' }],
  summaries: [
    { subject: 'peer', medians: { rate: 1000, p95_ms: 2.346 }, ratios: { rate: 1, p95_ms: 1 } },
    { subject: 'ours', medians: { rate: 1500.4, extra: 7 }, ratios: { rate: 1.5004 } },
  ],
};

it('the table has medians, and ratios for all but the reference', () => {
  expect(renderTable(report)).toBe(
    [
      '| subject          |         rate | p95_ms | extra |',
      '| ---------------- | -----------: | -----: | ----: |',
      '| peer (reference) |         1000 |   2.35 |     - |',
      '| ours             | 1500 (1.50x) |      - |     7 |',
    ].join('\n'),
  );
});

it('numbers are short', () => {
  expect([0, 3, 0.123, 12.34, 123.4, NaN, 1e6].map(formatNumber)).toEqual([
    '0',
    '3',
    '0.12',
    '12.3',
    '123',
    '-',
    '1000000',
  ]);
});

it('Markdown says what was measured, where, and what failed', () => {
  const text = renderMarkdown(report);
  expect(text).toContain(
    'Medians over 2 interleaved rounds; in brackets the ratio to peer. Functions: 64 callers',
  );
  expect(text).toContain('- cpu: Some CPU\n- cores: 2\n- postgresql fsync: on\n');
  expect(text).toContain('## Failures\n\n- ours, round 1: out of luck\n');
});

it('both files are written and the JSON is the whole report', () => {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'ashlar-report-'));
  try {
    const files = writeReport(report, join(folder, 'new'));
    expect(files).toEqual([join(folder, 'new', 'probe.json'), join(folder, 'new', 'probe.md')]);
    expect(JSON.parse(readFileSync(files[0] ?? '', 'utf8'))).toEqual(JSON.parse(JSON.stringify(report)));
    expect(readFileSync(files[1] ?? '', 'utf8')).toBe(renderMarkdown(report));
  } finally {
    rmSync(folder, { recursive: true });
  }
});

describe('the command line', () => {
  it('has a name, rounds, a folder and what the bench itself takes', () => {
    expect(
      readCommandLine(['start', '--rounds', '3', '--checkout', '/some where', '--out', 'docs/benchmarks']),
    ).toEqual({
      name: 'start',
      rounds: 3,
      out: 'docs/benchmarks',
      options: { checkout: '/some where' },
    });
    expect(readCommandLine([])).toEqual({ name: undefined, rounds: undefined, out: undefined, options: {} });
  });

  it.each([
    [['a', 'b'], 'One bench at a time: "a" or "b"'],
    [['a', '--rounds'], '--rounds needs a value'],
    [['a', '--rounds', '--out'], '--rounds needs a value'],
    [['a', '--rounds', '0'], '--rounds is 1 to 999'],
    [['a', '--rounds', '1e3'], '--rounds is 1 to 999'],
  ])('refuses %j', (args, message) => {
    expect(() => readCommandLine(args)).toThrow(message);
  });
});
