import { leaves, type UndoCommand, type UndoRequest } from '@oneleaf/core';
import { manageCommandLine } from '../run/command-line.js';

/** With two leaves in the project Django refuses every `migrate`. */
export function undo({ graph, history, parent = 'zero' }: UndoRequest): UndoCommand {
  const forks = [...graph.contents.keys()].some(id => leaves(graph, id).length > 1);
  return { command: manageCommandLine(history, 'migrate', history.label, parent), forks };
}
