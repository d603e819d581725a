import { graphsOf, readTreeHistories, type Facts, type Framework, type Graph, type FactSource } from '@oneleaf/core';
import { frameworks } from '../index.js';
import type { TreeFiles } from './oracle.js';

/** Everything that Oneleaf reads in a tree: one graph a scope. */
export function graphsIn(files: TreeFiles, framework: string): readonly Graph[] {
  const paths = Object.keys(files);
  const source = sourceOf(files);
  const folders = namedFolders(source, paths);
  const mayBeMigration = (path: string): boolean =>
    frameworks.some(one => one.recognise.mayBeMigration(path)) ||
    folders.some(folder => path.startsWith(`${folder}/`) && path.endsWith('.py'));
  const wanted = paths.filter(path => mayBeMigration(path) || frameworks.some(one => one.recognise.isConfiguration(path)));
  const survey = { frameworks, source, declared: [], mayBeMigration, applyConfiguration: <T>(history: T) => history };
  const snapshot = readTreeHistories(new Map(wanted.map(path => [path, path])), survey);
  return graphsOf(snapshot).filter(({ contents }) => [...contents.values()].every(({ history }) => history.framework.name === framework));
}

function namedFolders({ settings }: FactSource, paths: readonly string[]): readonly string[] {
  return frameworks.flatMap(framework => {
    const configured = paths.filter(path => framework.recognise.isConfiguration(path));
    return framework.recognise.configuredFolders(new Map(configured.map(path => [path, settings(framework, path, path)])));
  });
}

/** Contents are told apart by their paths. */
function sourceOf(files: TreeFiles): FactSource {
  const known = new Map<string, Facts>();
  const bytes = (path: string): Uint8Array => Buffer.from(files[path] ?? '');
  const facts = (framework: Framework, path: string): Facts => {
    const key = `${framework.name} ${path}`;
    const found = known.get(key) ?? framework.read.extract(bytes(path));
    known.set(key, found);
    return found;
  };
  return { facts, settings: (framework, path) => framework.recognise.configure(path, bytes(path)) };
}
