import { buildGraphOn } from '../graph.js';
import { countLeaves } from '../leaves.js';
import type { History, MigrationId } from '../model.js';
import type { Chapter } from '../node.js';
import { baseName } from '../paths.js';
import type { Deviation, HistoryStatus } from '../status-report.js';
import { inTurn, manage } from './commands.js';
import { astrayOf, forked, misnaming, undecided } from './deviations.js';
import { inconsistent } from './django-order.js';
import { partial } from './django-squash.js';
import { keyOf, partOf, recordedIn } from './django.js';
import { evidenceOf, inLine, lastOf } from './evidence.js';
import type { Project } from './project.js';
import { relabelled } from './relabelled.js';
import { present } from './settle.js';
import type { Sighting } from './sighting.js';

/** What `django_migrations` says of the apps of one project. */
export function djangoStanding(scope: readonly Chapter[], sighting: Sighting): readonly HistoryStatus[] {
  const rows = new Set((sighting.applied.django ?? []).map(keyOf));
  const graph = buildGraphOn(scope, squash => partOf(squash, rows).length > 0);
  const project: Project = { graph, rows, recorded: recordedIn(graph, rows) };
  const found = inOrder(scope.map(chapter => hindrances(chapter, project, sighting)));
  const isBlocked = found.some(some => some.some(({ kind }) => kind !== 'ahead' && kind !== 'unknown'));
  return scope.map(({ history }, at) => ({
    history: history.id,
    framework: history.framework,
    folder: history.folder,
    ...(sighting.applied.django ? { table: 'django_migrations' } : {}),
    recorded: recordedOf(history, project),
    deviations: [...(found[at] ?? []), ...behind(history, project, { sighting, isBlocked, told: found.flat() })],
  }));
}

function recordedOf({ id: history }: History, { graph, recorded }: Project): readonly string[] {
  return present(graph, lastOf(graph, recorded, history)).flatMap(({ migration }) => migration?.literal ?? []);
}

/** What is in the way of `migrate`, or is in the database and not here. */
function hindrances(chapter: Chapter, project: Project, sighting: Sighting): readonly Deviation[] {
  const { history } = chapter;
  const astray = sighting.astray.filter(({ row }) => row.framework === 'django' && row.place === history.label);
  const isUnmarked = ![...project.rows].some(key => key.startsWith(`${history.label}.`));
  const other = isUnmarked ? relabelled(chapter, project.graph, sighting) : [];
  const count = countLeaves(project.graph, history.id);
  return [
    ...undecided(count),
    ...astrayOf(astray, sighting.named).map(one => (one.on === undefined ? { ...one, ...forgetting(chapter, project, astray) } : one)),
    ...other,
    ...misnaming(
      sighting.misnamed.filter(one => one.history.id === history.id),
      project.graph,
      sighting,
    ),
    ...inconsistent(history, project, sighting),
    ...partial(chapter, project, sighting.named),
    ...(isUnmarked && other.length === 0 ? unrecorded(history, project, sighting) : []),
    ...forked(count),
  ];
}

/** While one migration is applied too early, Django refuses every command but that which mends it. */
function inOrder(found: readonly (readonly Deviation[])[]): readonly (readonly Deviation[])[] {
  if (!found.flat().some(({ kind }) => kind === 'inconsistent')) return found;
  return found.map(some =>
    some.map(one => {
      const { fix, ...rest } = one;
      return one.kind === 'inconsistent' ? one : rest;
    }),
  );
}

/** Django ignores rows that no file carries. `--prune`, of Django 4.1 and newer, takes out all of an app's. */
function forgetting({ history }: Chapter, { rows }: Project, astray: Sighting['astray']): Pick<Deviation, 'fix'> {
  const files = new Set(history.files.map(path => `${history.label}.${baseName(path).replace(/\.py$/, '')}`));
  const ghosts = [...rows].filter(key => key.startsWith(`${history.label}.`) && !files.has(key));
  const title = 'Django ignores its row: fetch the branch that has it';
  if (ghosts.length !== astray.length || astray.some(({ on }) => on !== undefined)) return { fix: { title, command: 'git fetch --all' } };
  return { fix: { title: `${title}; if nobody has, forget it`, command: manage(history, 'migrate', '--prune', history.label) } };
}

/** The tables of an app are there, and no row of it. */
function unrecorded(history: History, { graph }: Project, sighting: Sighting): readonly Deviation[] {
  const isOwn = (id: MigrationId): boolean => graph.nodes.get(id)?.history === history.id;
  const { run, unseen, contradiction } = evidenceOf(graph, sighting, isOwn);
  const names = inLine(graph).filter(id => run.has(id) && isOwn(id));
  const message = `tables of ${history.label} are in ${sighting.named}, and no row says what is applied`;
  if (contradiction !== undefined) {
    const title = `compare them with the migrations, and fake those that they show: ${contradiction}`;
    return [{ kind: 'unrecorded', message, names, fix: { title } }];
  }
  if (names.length === 0) return [];
  const isInitial = names.every(id => graph.nodes.get(id)?.parents.size === 0);
  const targets = present(graph, lastOf(graph, names, history.id)).flatMap(({ migration }) => migration?.literal ?? []);
  const doubt =
    unseen.length === 0 ? '' : `; what ${unseen.join(', ')} ${unseen.length === 1 ? 'does' : 'do'} besides cannot be seen in tables`;
  const faked = targets.map(target => manage(history, 'migrate', '--fake', history.label, target));
  const command = isInitial ? manage(history, 'migrate', '--fake-initial') : inTurn(faked);
  return [{ kind: 'unrecorded', message, names, fix: { title: `record what is there${doubt}`, command } }];
}

interface Besides {
  readonly sighting: Sighting;
  readonly isBlocked: boolean;
  readonly told: readonly Deviation[];
}

/** What is not applied, and of which nothing else is told. */
function behind(history: History, { graph, recorded }: Project, { sighting, isBlocked, told }: Besides): readonly Deviation[] {
  const known = new Set(told.flatMap(({ kind, names }) => (kind === 'forked' ? [] : names)));
  const names = inLine(graph).filter(id => graph.nodes.get(id)?.history === history.id && !recorded.has(id) && !known.has(id));
  if (names.length === 0) return [];
  const kind = sighting.applied.django ? 'behind' : 'unmigrated';
  const message = `${names.join(', ')} ${names.length === 1 ? 'is' : 'are'} not applied to ${sighting.named}`;
  const fix = { title: 'run what is left', command: manage(history, 'migrate') };
  return [{ kind, message, names, ...(isBlocked ? {} : { fix }) }];
}
