import { graphsOf, takeSnapshot, type Facts, type Framework, type Graph, type Source } from '@oneleaf/core';
import { frameworks } from '../index.js';
import type { Files } from './oracle.js';

/** Everything that Oneleaf reads in a tree: one graph a scope. */
export function graphsIn(files: Files, framework: string): readonly Graph[] {
  const paths = Object.keys(files);
  const source = sourceOf(files);
  const folders = namedFolders(source, paths);
  const candidate = (path: string): boolean =>
    frameworks.some(one => one.candidate(path)) || folders.some(folder => path.startsWith(`${folder}/`) && path.endsWith('.py'));
  const wanted = paths.filter(path => candidate(path) || frameworks.some(one => one.configuration(path)));
  const survey = { frameworks, source, declared: [], candidate, adjust: <T>(history: T) => history };
  const snapshot = takeSnapshot(new Map(wanted.map(path => [path, path])), survey);
  return graphsOf(snapshot).filter(({ chapters }) => [...chapters.values()].every(({ history }) => history.framework === framework));
}

function namedFolders({ settings }: Source, paths: readonly string[]): readonly string[] {
  return frameworks.flatMap(framework => {
    const configured = paths.filter(path => framework.configuration(path));
    return framework.folders(new Map(configured.map(path => [path, settings(framework, path, path)])));
  });
}

/** Contents are told apart by their paths. */
function sourceOf(files: Files): Source {
  const known = new Map<string, Facts>();
  const bytes = (path: string): Uint8Array => Buffer.from(files[path] ?? '');
  const facts = (framework: Framework, path: string): Facts => {
    const key = `${framework.name} ${path}`;
    const found = known.get(key) ?? framework.extract(bytes(path));
    known.set(key, found);
    return found;
  };
  return { facts, settings: (framework, path) => framework.configure(path, bytes(path)) };
}
