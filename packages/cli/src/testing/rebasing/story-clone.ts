import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderOf } from '@oneleaf/core';
import type { TreeFiles } from '@oneleaf/frameworks/testing/oracle';
import { gitRepo, type GitRepo } from '@oneleaf/git/testing';
import { standing, tips } from './drawn-migrations.js';
import { marksIn } from './promises.js';
import type { RebaseStory } from './story.js';

/** A repository whose branch `feat` is checked out, and a main that has moved on. */
export function cloneStory(story: RebaseStory): GitRepo {
  const [before, landed, ...commits] = [story.before, story.landed, ...story.commits].map(tree => ({
    ...tree,
    ...markerFiles(story, tree),
  }));
  const feat = commits.map((tree, at) => storyChange(commits[at - 1] ?? before ?? {}, tree));
  const repo = gitRepo({ main: [before ?? {}, storyChange(before ?? {}, landed ?? {})], feat });
  repo.checkout('feat');
  return repo;
}

/** What django-linear-migrations keeps beside the migrations of each app. */
function markerFiles({ scene, drawing, names }: RebaseStory, tree: TreeFiles): TreeFiles {
  const lines = scene.marked && 'manage.py' in tree ? Array.from({ length: scene.lines }, (_, line) => line) : [];
  const marks = marksIn(tree);
  const there = standing(drawing.all.filter(({ mark }) => marks.has(mark)));
  return Object.fromEntries(
    lines.flatMap(line => {
      const leaf = tips(there.filter(one => one.line === line)).at(-1);
      const { path, literal } = (leaf && names.get(leaf.mark)) ?? { path: '', literal: '' };
      return path === '' ? [] : [[`${folderOf(path)}/max_migration.txt`, `${literal}\n`] as const];
    }),
  );
}

type StoryChange = Readonly<Record<string, string | null>>;

function storyChange(from: TreeFiles, to: TreeFiles): StoryChange {
  const gone = Object.keys(from).filter(path => !(path in to));
  const put = Object.entries(to).filter(([path, text]) => from[path] !== text);
  return Object.fromEntries<string | null>([...gone.map(path => [path, null] as const), ...put]);
}

/** Every file of the working tree that git does not ignore. */
export function filesIn(repo: GitRepo): TreeFiles {
  const listed = repo.git('-c', 'core.quotePath=false', 'ls-files', '--cached', '--others', '--deduplicate').split('\n');
  const there = listed.filter(path => path !== '' && lstatSync(join(repo.path, path), { throwIfNoEntry: false }) !== undefined);
  return Object.fromEntries(there.map(path => [path, readFileSync(join(repo.path, path), 'utf8')] as const));
}

/** All that taking a rebase back has to restore. */
export function stateOf(repo: GitRepo): object {
  const files = filesIn(repo);
  return {
    files,
    modes: Object.keys(files).map(path => lstatSync(join(repo.path, path)).mode),
    index: repo.git('ls-files', '--stage'),
    status: repo.git('status', '--porcelain', '--untracked-files=all'),
    head: repo.git('rev-parse', 'HEAD'),
  };
}

/** Paths whose text is another one. */
export function differingPaths(one: TreeFiles, other: TreeFiles): readonly string[] {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].filter(path => one[path] !== other[path]).sort();
}
