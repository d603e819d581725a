import { installPackagesTask, type GeneratorCallback, type Tree } from '@nx/devkit';
import { renderSetup } from '@oneleaf/workflows/api';
import { initialize, type InitGeneratorOptions } from '../../setup/init.js';

export default async function init(tree: Tree, options: InitGeneratorOptions): Promise<GeneratorCallback> {
  const { instructions, packages } = await initialize(tree, options, process.env);
  if (instructions.length > 0) process.stdout.write(renderSetup({ changes: [], instructions }, { color: false, dryRun: false }));
  return () => {
    if (packages) installPackagesTask(tree);
  };
}
