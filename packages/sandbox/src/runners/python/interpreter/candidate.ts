import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** A Python that could be meant, and why. */
export interface InterpreterCandidate {
  readonly program: string;
  readonly because: string;
}

/** The program of a virtual or conda environment. */
export function pythonIn(folder: string): string | undefined {
  return ['bin/python', 'bin/python3', 'Scripts/python.exe', 'python.exe'].map(path => join(folder, path)).find(path => existsSync(path));
}
