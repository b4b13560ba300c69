// What eslint.config.mjs needs: our own rules, and the tables that fill those of others.
import { importHome } from './import-home.mjs';
import { noBrickCycle } from './no-brick-cycle.mjs';
import { outbound } from './outbound.mjs';

export { productConstraints, testConstraints } from './constraints.mjs';

/** @type {import('eslint').ESLint.Plugin} */
export const ashlar = {
  meta: { name: '@ashlar/polylith' },
  rules: { 'import-home': importHome, 'no-brick-cycle': noBrickCycle, outbound },
};

/**
 * The process belongs to its entry point: it alone reads the environment and decides when to end.
 * @param {{ env: boolean, exit: boolean }} allowed
 */
export function processRules(allowed) {
  const refused = [
    ...(allowed.env
      ? []
      : [{ name: 'env', message: 'The environment is read once, at the edge, through the config brick.' }]),
    ...(allowed.exit
      ? []
      : [
          {
            name: 'exit',
            message: 'Set process.exitCode and let what is open close: logs and traces are lost otherwise.',
          },
        ]),
  ];
  // A bare 'error' would keep the options of an earlier block.
  if (refused.length === 0) return { 'no-restricted-properties': 'off', 'no-restricted-imports': 'off' };
  return {
    'no-restricted-properties': [
      'error',
      ...refused.map(({ name, message }) => ({ object: 'process', property: name, message })),
    ],
    'no-restricted-imports': [
      'error',
      {
        paths: refused.flatMap(({ name, message }) =>
          ['node:process', 'process'].map((module) => ({ name: module, importNames: [name], message })),
        ),
      },
    ],
  };
}

const named = {
  selector: 'ExportDefaultDeclaration',
  message: 'Named exports only: a thing has one name everywhere.',
};
const nothingSkipped = {
  selector:
    'MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(skip|only|todo|failing)$/], CallExpression[callee.name=/^(xit|xtest|xdescribe|fit|fdescribe)$/]',
  message: 'No test is skipped, and none is the only one.',
};
const onlyReExports = {
  selector: 'Program > :not(ExportAllDeclaration, ExportNamedDeclaration[declaration=null])',
  message: 'A door holds re-exports only; the code stands behind it.',
};

export const syntax = {
  code: ['error', named, nothingSkipped],
  door: ['error', named, nothingSkipped, onlyReExports],
};
