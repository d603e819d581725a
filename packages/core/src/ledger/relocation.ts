import { graphsOf, scopeOf } from '../scope.js';
import type { Graph } from '../graph.js';
import type { History } from '../model.js';
import type { Snapshot } from '../snapshot.js';
import { alembicCourse } from './alembic.js';
import type { Applied } from './applied.js';
import { NOTHING, type Course, type Move, type Moving, type Setting } from './course.js';
import { djangoCourse } from './django.js';

export interface Relocation extends Setting {
  readonly moves: readonly Move[];
  /** The histories as they are before anything moves, and as they will be, with what has landed. */
  readonly before: Pick<Snapshot, 'chapters'>;
  readonly after: Pick<Snapshot, 'chapters'>;
  readonly applied: Applied;
}

/** What moving migrations asks of a database; nothing where it has applied none of them. */
export function courseOf(relocation: Relocation): Course {
  return movings(relocation)
    .flatMap(moving => courseWithin(moving, relocation) ?? [])
    .reduce(both, NOTHING);
}

function courseWithin(moving: Moving, { applied, engine }: Relocation): Course | undefined {
  const framework = [...moving.before.chapters.values()][0]?.history.framework;
  if (framework === 'django') return applied.django && djangoCourse(moving, applied.django, engine);
  return applied.alembic && alembicCourse(moving, applied.alembic);
}

/** What belongs together: the histories that see each other's names. */
function movings({ moves, before, after }: Relocation): readonly Moving[] {
  const later = new Map(graphsOf(after).map(graph => [keyOf(graph), graph]));
  return graphsOf(before).flatMap(graph => {
    const moved = moves.flatMap(move => {
      const from = find(graph, move.history, move.from);
      const to = find(later.get(keyOf(graph)), move.history, move.to);
      return from && to ? [{ move, from, to }] : [];
    });
    const then = later.get(keyOf(graph));
    return then && moved.length > 0 ? [{ before: graph, after: then, moved }] : [];
  });
}

function find(graph: Graph | undefined, history: string, name: string): Moving['moved'][number]['from'] | undefined {
  return graph?.chapters.get(history)?.migrations.find(({ literal }) => literal === name);
}

function keyOf({ chapters }: Graph): string {
  const [history] = [...chapters.values()].map((chapter): History => chapter.history);
  return history ? scopeOf(history) : '';
}

function both(one: Course, other: Course): Course {
  const refusal = [one.refusal, other.refusal].filter(said => said !== undefined).join('; ');
  return {
    applied: [...one.applied, ...other.applied],
    before: [...one.before, ...other.before],
    after: [...one.after, ...other.after],
    changes: {
      django: [...one.changes.django, ...other.changes.django],
      alembic: [...one.changes.alembic, ...other.changes.alembic],
    },
    rest: [...one.rest, ...other.rest],
    ...(refusal === '' ? {} : { refusal }),
  };
}
