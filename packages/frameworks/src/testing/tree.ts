import type { ConfiguredHistory, Framework, History, Migration, SourceTree, Unreadable } from '@oneleaf/core';

type LiteralFiles = Readonly<Record<string, string>>;

/** The files of a literal tree as a framework is shown them. */
export function treeOf(framework: Framework, files: LiteralFiles, declared: readonly ConfiguredHistory[] = []): SourceTree {
  const bytes = (path: string): Uint8Array => Buffer.from(files[path] ?? '');
  const configured = Object.keys(files).filter(path => framework.recognise.isConfiguration(path));
  const settings = new Map(configured.map(path => [path, framework.recognise.configure(path, bytes(path))]));
  const folders = [...framework.recognise.configuredFolders(settings), ...declared.map(({ folder }) => folder)];
  const isCandidate = (path: string): boolean =>
    framework.recognise.mayBeMigration(path) || (path.endsWith('.py') && folders.some(folder => path.startsWith(`${folder}/`)));
  return {
    paths: Object.keys(files)
      .filter(path => isCandidate(path) || framework.recognise.isConfiguration(path))
      .sort(),
    declared,
    settings: path => settings.get(path),
    facts: path => (path in files ? framework.read.extract(bytes(path)) : undefined),
  };
}

export function locateHistories(
  framework: Framework,
  files: LiteralFiles,
  declared: readonly ConfiguredHistory[] = [],
): readonly History[] {
  return framework.recognise.locate(treeOf(framework, files, declared)).map(history => ({ ...history, framework }));
}

/** Every file of every history, as the framework reads it. */
export function readMigrations(framework: Framework, files: LiteralFiles): readonly (Migration | Unreadable)[] {
  const tree = treeOf(framework, files);
  return framework.recognise
    .locate(tree)
    .flatMap(history => history.files.map(path => framework.read.interpret(path, tree.facts(path) ?? { names: {}, body: '' }, history)));
}
