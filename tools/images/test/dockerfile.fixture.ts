export interface Instruction {
  readonly name: string;
  readonly value: string;
}

export interface Stage {
  /** With build arguments put in. */
  readonly base: string;
  readonly instructions: readonly Instruction[];
}

/** The stages of a Dockerfile. */
export function readStages(text: string): readonly Stage[] {
  const instructions = text
    .replace(/\\\n/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line): Instruction => {
      const [, name = '', value = ''] = /^(\S+)\s+(.*)$/.exec(line) ?? [];
      return { name: name.toUpperCase(), value: value.replace(/\s+/g, ' ') };
    });
  const first = instructions.findIndex(({ name }) => name === 'FROM');
  const defaults = new Map(
    instructions.slice(0, first).map(({ value }) => value.split('=', 2) as [string, string]),
  );
  const stages: { base: string; instructions: Instruction[] }[] = [];
  for (const instruction of instructions.slice(first)) {
    if (instruction.name === 'FROM') {
      const base = instruction.value.replace(/\$\{(\w+)\}/g, (_, name: string) => defaults.get(name) ?? '');
      stages.push({ base: base.split(' ')[0] ?? '', instructions: [] });
    } else stages.at(-1)?.instructions.push(instruction);
  }
  return stages;
}

/** What is wrong with the Dockerfile of a project; empty when nothing is. */
export function faultsOf(project: string, text: string): readonly string[] {
  const stages = readStages(text);
  const last = stages.at(-1);
  if (stages.length < 2 || !last) return ['has less than two stages'];
  const values = (stage: Stage, name: string) =>
    stage.instructions.filter((instruction) => instruction.name === name).map(({ value }) => value);
  const runs = stages.flatMap((stage) => values(stage, 'RUN'));
  const main = `projects/${project}/dist/main.js`;
  const rules: [boolean, string][] = [
    [
      stages.every(({ base }) => /^node:24(\.[\d.]+)?-|@sha256:[0-9a-f]{64}$/.test(base)),
      'base is not pinned to the LTS line',
    ],
    [runs.includes(`node tools/images/prune.mjs ${project} /image`), 'does not prune'],
    [runs.includes('npm ci --omit=dev --no-audit --no-fund'), 'does not install from the pruned lock file'],
    [
      runs.every((run) => /^(npm ci |node tools\/images\/prune\.mjs )/.test(run)),
      'runs more than npm ci and prune',
    ],
    [values(last, 'RUN').length === 0, 'builds in its last stage'],
    [
      /^[1-9]\d*:[1-9]\d*$/.test(values(last, 'USER').at(-1) ?? ''),
      'does not run as a numeric user other than root',
    ],
    [
      values(last, 'COPY').every((copy) => copy.startsWith('--from=build --chown=0:0 ')),
      'code is not owned by root',
    ],
    [values(last, 'ENV').includes('NODE_ENV=production'), 'NODE_ENV is not production'],
    [values(last, 'ENV').some((value) => value.startsWith('ASHLAR_HTTP_DRAIN=')), 'stops without a word'],
    [values(last, 'STOPSIGNAL').at(-1) === 'SIGTERM', 'is not stopped by SIGTERM'],
    [
      values(last, 'ENTRYPOINT').at(-1) ===
        JSON.stringify(['node', '--enable-source-maps', main]).replaceAll(',', ', '),
      'does not start its main module, or through a shell',
    ],
    [/org\.opencontainers\.image\.title=/.test(values(last, 'LABEL').join(' ')), 'has no labels'],
    [!stages.some((stage) => values(stage, 'ADD').length > 0), 'uses ADD'],
  ];
  return rules.filter(([holds]) => !holds).map(([, fault]) => fault);
}
