import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { faultsOf } from './dockerfile.fixture.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const projects = readdirSync(`${root}projects`);
const dockerfile = (project: string) => readFileSync(`${root}projects/${project}/Dockerfile`, 'utf8');

it('there are three deployables', () => {
  expect(projects.sort()).toEqual(['background-jobs', 'data-api', 'secrets-api']);
});

it.each(projects)('the Dockerfile of %s keeps the rules', (project) => {
  expect(faultsOf(project, dockerfile(project))).toEqual([]);
});

it.each([
  ['USER 65532:65532', 'USER root', 'does not run as a numeric user other than root'],
  ['USER 65532:65532', '', 'does not run as a numeric user other than root'],
  ['USER 65532:65532', 'USER 0:0', 'does not run as a numeric user other than root'],
  ['node:24-slim', 'node:latest', 'base is not pinned to the LTS line'],
  ['node:24-slim', 'node:23-slim', 'base is not pinned to the LTS line'],
  ['RUN node tools/images/prune.mjs data-api /image', '', 'does not prune'],
  ['npm ci --ignore-scripts', 'npm install', 'runs more than npm ci and prune'],
  ['npm ci --omit=dev', 'npm ci', 'does not install from the pruned lock file'],
  ['--chown=0:0 ', '', 'code is not owned by root'],
  [
    'ENTRYPOINT ["node", ',
    'ENTRYPOINT ["npm", "start", ',
    'does not start its main module, or through a shell',
  ],
  ['ENV NODE_ENV=production', 'ADD https://example.org/x /x', 'uses ADD'],
  ['ENV ASHLAR_HTTP_DRAIN=5s', 'ENV OTHER=1', 'stops without a word'],
  ['STOPSIGNAL SIGTERM', 'RUN npm ci --force', 'builds in its last stage'],
])('a Dockerfile with "%s" changed to "%s" is refused', (from, to, fault) => {
  expect(faultsOf('data-api', dockerfile('data-api').replace(from, to))).toContain(fault);
});

it('a digest is as good as the LTS line', () => {
  const text = dockerfile('data-api').replace('node:24-slim', `node@sha256:${'0a'.repeat(32)}`);
  expect(faultsOf('data-api', text)).toEqual([]);
});

it('one stage is not enough', () => {
  expect(faultsOf('data-api', 'FROM node:24-slim\nCOPY . .')).toEqual(['has less than two stages']);
});
