import type { Proved, Snapshot, Unproved } from '@oneleaf/core';
import { SandboxError } from '@oneleaf/sandbox/error';
import type { Interpreter, Lease, Project, Sandbox } from '@oneleaf/sandbox';
import { isAbsolute, join, relative } from 'node:path';
import { readWorkingTree } from '../elsewhere.js';
import type { Outside } from '../outside.js';
import type { Part, Session } from '../session.js';
import { holder } from '../world.js';
import { leaseOn } from './baseline.js';
import type { Sandboxing } from './options.js';
import { chosen, nameOf, projectsOf, type FoundProject } from './projects.js';
import { Servers } from './servers.js';
import { suit } from './suit.js';
import { unbegunIn } from './unbegun.js';

/** A project, ready to be run on throw-away databases. */
export interface Bench {
  readonly found: FoundProject;
  readonly project: Project;
  readonly sandbox: Sandbox;
  /** What reports say of it. */
  readonly proved: Proved;
  /** A new database with what the first migration expects to be there. */
  readonly lease: (purpose: string) => Promise<Lease>;
}

/** Projects that were asked for, in the working tree that was read. */
export interface Benches {
  readonly here: Snapshot;
  readonly projects: readonly FoundProject[];
  readonly open: (found: FoundProject) => Promise<Bench>;
}

/** All projects of a working tree, and the servers that they share. */
export interface Yard extends Benches {
  /** Whatever was made is gone when this resolves or rejects. */
  readonly close: () => Promise<void>;
}

export interface Task<R> {
  readonly asked: Sandboxing;
  /** Whether a project may be one of which nobody has written a migration. */
  readonly unbegun?: boolean;
  readonly run: (benches: Benches) => Promise<R>;
}

/** What a command on throw-away databases knows of the world outside. */
export type Ending = Pick<Outside, 'env' | 'stopped'>;

/** Runs a task on throw-away databases. Whatever was made for it is gone when this resolves or rejects. */
export async function withBenches<R>(session: Session, outside: Ending, { asked, unbegun, run }: Task<R>): Promise<R> {
  const yard = await openYard(session, outside, { ...asked, unbegun });
  try {
    const { projects } = session.part ? within(yard, session.part) : yard;
    return await run({ ...yard, projects: chosen(projects, asked.projects) });
  } catch (error) {
    // What was under way fails in its own words when its server is taken from it.
    outside.stopped?.().throwIfAborted();
    throw error;
  } finally {
    await yard.close();
  }
}

interface Wanted extends Sandboxing {
  readonly unbegun?: boolean | undefined;
}

/** Starts nothing yet. */
export async function openYard(session: Session, { env, stopped }: Ending, asked: Wanted): Promise<Yard> {
  // What one part does may stand on others, and a framework loads all of a project.
  const { part: _part, ...whole } = session;
  const tree = await readWorkingTree(whole);
  const { here } = tree;
  const unbegun = asked.unbegun === true ? await unbegunIn(session, tree) : [];
  const projects = projectsOf({ chapters: here.chapters.values(), unbegun }, session.configuration.projects);
  const servers = new Servers({ asked, top: session.repository.top, env, signal: stopped?.() }, projects);
  return { here, projects, open: found => benchOf(found, servers), close: () => servers.close() };
}

/** Those that a part has a history of: a framework runs all of a project's histories, or none. */
export function within(yard: Yard, part: Part): Benches {
  const holds = holder(part);
  const projects = yard.projects.filter(({ chapters, folder }) =>
    (chapters.length === 0 ? [folder] : chapters.map(({ history }) => history.folder)).some(holds),
  );
  return { ...yard, projects: chosen(projects, []) };
}

export interface Answers<R> {
  readonly projects: readonly R[];
  readonly unproved: readonly Unproved[];
}

/** The same question to each project, one after the other. One that cannot be run is told of beside the others, and is an error where it is alone. */
export function eachBench<R>({ projects, open }: Benches, answer: (bench: Bench) => Promise<R>): Promise<Answers<R>> {
  return eachProject(projects, async found => answer(await open(found)));
}

/** The same where a project need not be run. */
export async function eachProject<R>(projects: readonly FoundProject[], answer: (found: FoundProject) => Promise<R>): Promise<Answers<R>> {
  const answers: R[] = [];
  const unproved: Unproved[] = [];
  for (const found of projects) {
    try {
      answers.push(await answer(found));
    } catch (error) {
      if (!(error instanceof SandboxError) || projects.length === 1) throw error;
      unproved.push({ project: nameOf(found), reason: error.message, hint: error.hint });
    }
  }
  return { projects: answers, unproved };
}

async function benchOf(found: FoundProject, servers: Servers): Promise<Bench> {
  const { project, sandbox, interpreter, warnings } = await suit(found, servers);
  const { top } = servers.around;
  return {
    found,
    project,
    sandbox,
    proved: {
      project: nameOf(found),
      framework: found.framework,
      histories: found.chapters.map(({ history }) => history.id).sort(),
      database: sandbox.provider,
      python: spoken(interpreter, top),
      notes: [...warnings, ...(sandbox.notes ?? [])].map(title => ({ title })),
    },
    lease: leaseOn(sandbox, found.declared.baseline && join(top, found.declared.baseline)),
  };
}

function spoken({ program, version, packages }: Interpreter, top: string): string {
  return `${shownProgram(program, top)} (${version}) with ${Object.entries(packages)
    .map(([name, number]) => `${name} ${number}`)
    .join(' and ')}`;
}

/** From the repository's top where it lies in it. */
export function shownProgram(program: string, top: string): string {
  const inside = relative(top, program);
  return inside.startsWith('..') || isAbsolute(inside) ? program : inside;
}
