import type { GeneratorCallback, Tree } from '@nx/devkit';
import { autogenerate, type AutogenerateOptions } from '../../autogenerate.js';

export default function generator(tree: Tree, options: AutogenerateOptions): Promise<GeneratorCallback> {
  return autogenerate(tree, options, process.env);
}
