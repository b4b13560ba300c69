import { relative } from 'node:path';
import { workspaceRoot } from '../workspace.mjs';

/** @param {string} filename @returns {string} from the workspace root, with forward slashes */
export function workspacePath(filename) {
  return relative(workspaceRoot, filename).replaceAll('\\', '/');
}

/**
 * Listeners for every way to name another module, types included.
 * @param {(imported: string, node: any) => void} visit
 * @returns {Record<string, (node: any) => void>}
 */
export function onImport(visit) {
  /** @param {any} literal @param {any} node */
  const report = (literal, node) => {
    if (typeof literal?.value === 'string') visit(literal.value, node);
  };
  return {
    ImportDeclaration: (node) => report(node.source, node),
    ExportNamedDeclaration: (node) => report(node.source, node),
    ExportAllDeclaration: (node) => report(node.source, node),
    ImportExpression: (node) => report(node.source, node),
    TSImportType: (node) => report(node.source ?? node.argument?.literal, node),
    'CallExpression[callee.name="require"]': (node) => report(node.arguments[0], node),
    'CallExpression[callee.property.name="resolve"]': (node) => {
      if (node.callee.object.name === 'require') report(node.arguments[0], node);
    },
  };
}
