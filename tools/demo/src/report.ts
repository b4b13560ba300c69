import type { Part, StepReport, Telling } from './story.js';
import { checked, duration, number } from './words.js';
import type { World } from './world.js';

/** Tells the story while it happens. */
export function createTelling(print: (line: string) => void): Telling {
  return {
    begins: (part, title) => print(`\n${part}. ${title}`),
    done({ step, ms, checks, said, isLeftOut, failure }) {
      if (failure !== undefined) print(`  ✗ ${step} (${duration(ms)}): ${reasonOf(failure)}`);
      else if (isLeftOut) print(`  - ${step}: left out; ${said}`);
      else print(`  ✓ ${step}: ${said} (${duration(ms)}${checks > 0 ? `, ${checked(checks)}` : ''})`);
    },
  };
}

/** What was done, how long it took, and where to look. */
export function closingReport(
  parts: readonly Part<World>[],
  reports: readonly StepReport[],
  world: World,
): readonly string[] {
  const { traffic, dataUrl } = world;
  const failed = reports.filter(({ failure }) => failure !== undefined);
  const leftOut = reports.filter(({ isLeftOut }) => isLeftOut);
  const rows = parts.map(({ number: part, title, look }) => {
    const steps = reports.filter((report) => report.part === part);
    const ms = steps.reduce((sum, step) => sum + step.ms, 0);
    const checks = steps.reduce((sum, step) => sum + step.checks, 0);
    const state =
      steps.length === 0
        ? 'not played'
        : steps.some(({ failure }) => failure !== undefined)
          ? 'FAILED'
          : duration(ms);
    return [`${part}. ${title}`, state, checked(checks), ...look(world)] as const;
  });
  const width = Math.max(...rows.map(([title]) => title.length));
  const all = reports.reduce((sum, { checks }) => sum + checks, 0);
  const ms = reports.reduce((sum, step) => sum + step.ms, 0);
  return [
    '',
    `7. The report`,
    ...rows.flatMap(([title, state, checks, ...look]) => [
      `  ${title.padEnd(width)}  ${state.padStart(11)}  ${checks.padStart(15)}`,
      ...look.map((line) => `      ${line}`),
    ]),
    `  ${number(reports.length)} steps, ${checked(all)} and ${number(traffic.requests)} calls in ${duration(ms)}; ${number(traffic.waits)} times a limit said to wait`,
    `  Everything is at ${dataUrl}/api/data/docs`,
    failed.length > 0
      ? `FAILED: ${failed.map(({ step }) => step).join(', ')}`
      : leftOut.length > 0
        ? `All of it happened, except what was left out: ${leftOut.map(({ step }) => `"${step}"`).join(', ')}.`
        : 'All of it happened.',
  ];
}

export function reasonOf(failure: unknown): string {
  if (!(failure instanceof Error)) return String(failure);
  const cause = failure.cause === undefined ? '' : ` (${reasonOf(failure.cause)})`;
  return `${failure.message}${cause}`;
}
