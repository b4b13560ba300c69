// Packages and doors that have one home. A brick that needs what lives elsewhere asks for it through a door or a port.

import { diskFiles } from '../workspace.mjs';

/** @typedef {{ imports: RegExp, homes: RegExp[], cure: string }} Home */

const spec = /\.(spec|fixture)\.ts$/;
const databaseSpec = /\.db\.(spec|fixture)\.ts$/;
const tool = /^tools\//;
const testBrick = /^components\/test-[^/]+\//;
const testFolder = /^[^/]+\/[^/]+\/test\//;
const persistence = /\.(entity|repository)\.ts$/;
/** Fakes live behind the `./testing` door of the brick that owns the port. */
const testing = /^components\/[^/]+\/src\/testing(\.ts$|\/)/;
const tests = [spec, tool, testBrick, testFolder];

/** @param {string} name */
const brick = (name) => new RegExp(`^components/${name}/`);

/** A package and all that lies below it. @param {string} name */
const packageNamed = (name) => new RegExp(`^${name}(/|$)`);

/** @type {readonly Home[]} */
export const homes = [
  {
    imports: packageNamed('typeorm'),
    homes: [persistence, databaseSpec, brick('database')],
    cure: 'move the query to a *.repository.ts and give it a name',
  },
  {
    imports: /^pg(-[a-z-]+)?(\/|$)/,
    homes: [persistence, brick('database'), brick('schema'), ...tests],
    cure: 'move the query to a *.repository.ts and give it a name',
  },
  {
    imports: /^@ashlar\/[^/]+\/persistence$/,
    homes: [persistence, brick('database'), databaseSpec],
    cure: 'only entities and repositories open the transaction; a service passes ctx on',
  },
  {
    imports: packageNamed('express(-serve-static-core)?'),
    homes: [brick('http'), spec],
    cure: 'declare the route as data with the http brick',
  },
  {
    imports: packageNamed('bullmq'),
    // The bench measures it beside ours.
    homes: [brick('message-queue'), /^tools\/bench\//],
    cure: 'define a job and publish it through the message-queue brick',
  },
  {
    imports: packageNamed('keycloak-connect'),
    homes: [brick('authn')],
    cure: 'take the caller from the OperationContext',
  },
  {
    imports: packageNamed('@authzed/authzed-node'),
    homes: [brick('authz-spicedb')],
    cure: 'ask through the port of authz; authz-spicedb knows this way of answering',
  },
  {
    imports: packageNamed('@ashlar/schema'),
    homes: [brick('schema'), /^bases\/job-runner\//, ...tests],
    cure: 'migrations run as a job; a service only asks whether its schema is there',
  },
  {
    imports: /^@ashlar\/test-[^/]+(\/|$)/,
    homes: [...tests, testing],
    cure: 'product code cannot use a test brick',
  },
  {
    imports: /^@ashlar\/[^/]+\/testing(\/|$)/,
    homes: [...tests, testing],
    cure: 'fakes are for tests; take the port as a dependency',
  },
  {
    imports: /^@ashlar\/[^/]+\/(src|dist)(\/|$)/,
    homes: [],
    cure: 'a brick is reached through its exports only',
  },
  {
    imports: new RegExp(`^@ashlar/(${diskFiles().list('projects').join('|')})(/|$)`),
    homes: [],
    cure: 'a project is a process, started and not imported',
  },
];

/** @param {string} path from the workspace root @param {string} imported @returns {Home | undefined} what is broken */
export function brokenHome(path, imported) {
  return homes.find((home) => home.imports.test(imported) && !home.homes.some((place) => place.test(path)));
}

/** @param {string} path from the workspace root */
export function isTestFile(path) {
  return [spec, testFolder, testBrick].some((place) => place.test(path));
}
