import type { GeneratorCallback, Tree } from '@nx/devkit';
import { autogenerate, type AutogenerateGeneratorOptions } from '../../drafts/autogenerate.js';

export default function generator(tree: Tree, options: AutogenerateGeneratorOptions): Promise<GeneratorCallback> {
  return autogenerate(tree, options, process.env);
}
