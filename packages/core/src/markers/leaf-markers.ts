import { sentence, type MessagePart } from '../model/message.js';
import type { LocatedHistory } from '../model/migration.js';
import {
  CONFLICT_MARKER,
  endOfLine,
  markerRemark,
  type CertainLeaves,
  type CurrentLeaves,
  type MarkerCheck,
  type MarkerFile,
  type MarkerKind,
} from './marker.js';

/** Ours: beside the migrations of any framework, one line for each leaf. */
export const leafLock = leafMarker('leaf.lock', () => true);

/** A file among the migrations that holds nothing but leaves. */
export function leafMarker(name: string, marks: (history: LocatedHistory) => boolean): MarkerKind {
  return {
    name,
    judge(file, all) {
      const current = all.find(({ history }) => `${history.folder}/${name}` === file.path && marks(history));
      return current && judgeLeaves(file, current);
    },
  };
}

function judgeLeaves({ path, text }: MarkerFile, current: CurrentLeaves): MarkerCheck {
  const history = current.history.id;
  if ('doubt' in current)
    return { path, text, stale: [], left: [markerRemark(history, sentence`${{ path }} is not changed: ${current.doubt}`)] };
  const names = stripBlanks(text).split(/\r?\n/).map(stripBlanks).join('\n');
  if (names === current.leaves.join('\n')) return { path, text, stale: [], left: [] };
  const end = endOfLine(text);
  return {
    path,
    text: current.leaves.map(leaf => `${leaf}${end}`).join(''),
    stale: [
      markerRemark(
        history,
        sentence`${{ path }} ${CONFLICT_MARKER.test(text) ? 'has a git conflict' : phraseOfNames(names)}; ${phraseOfLeaves(current)}`,
      ),
    ],
    left: [],
  };
}

/** Blanks around a name do not count; a byte order mark is a part of it. */
function stripBlanks(text: string): string {
  return text.replace(/^[ \t\r\n\f\v]+|[ \t\r\n\f\v]+$/g, '');
}

function phraseOfNames(lines: string): string {
  const names = lines.replaceAll('\n', ', ');
  return names === '' ? 'is empty' : `names ${names.length > 80 ? `${names.slice(0, 80)}…` : names}`;
}

function phraseOfLeaves({ leaves }: CertainLeaves): readonly MessagePart[] {
  if (leaves.length === 0) return sentence`the leaves are none`;
  return leaves.length === 1 ? sentence`the leaf is ${{ migration: leaves }}` : sentence`the leaves are ${{ migration: leaves }}`;
}
