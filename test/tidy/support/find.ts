import { createProject, type Rule } from '../project.ts';
import { treeOf } from '../tree.ts';

const wings = ['platform', 'messaging', 'merchants', 'selling', 'paying', 'reporting', 'pages', 'commands'];
const imports = {
  ...Object.fromEntries(wings.map((wing) => [`#${wing}/*`, `./src/${wing}/*`])),
  '#app': './src/app.ts',
  '#test/*': './test/*',
};

/** Where a rule finds something in a small tree, as `path:line`. */
export function find(rule: Rule, files: Readonly<Record<string, string>>): string[] {
  const project = createProject(treeOf({ 'package.json': JSON.stringify({ imports }), ...files }));
  return rule.check(project).map(({ path, line }) => `${path}:${line}`);
}

/** Whether one file alone breaks the rule. */
export const breaks = (rule: Rule, path: string, text: string) => find(rule, { [path]: text }).length > 0;
