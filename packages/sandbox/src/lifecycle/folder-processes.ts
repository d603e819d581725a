import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** A process that works in a folder of ours. */
export interface FolderProcess {
  readonly pid: string;
  /** As `ps` shows it; a server's begins with the path of its program, those of its backends with `postgres:`. */
  readonly command: string;
}

/** The processes that were called with a path in a folder, or are at home there: initdb, a server, its backends. */
export function folderProcesses(folder: string): FolderProcess[] {
  return (existsSync('/proc/self/cmdline') ? readProc(folder) : readPs(folder)).filter(({ pid }) => Number(pid) !== process.pid);
}

function readProc(folder: string): FolderProcess[] {
  return readdirSync('/proc').flatMap(pid => {
    if (!/^\d+$/.test(pid)) return [];
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
      // Another user's home cannot be read, and a process that has ended has no command.
      const here = command.includes(`${folder}/`) || (command !== '' && `${readlinkSync(`/proc/${pid}/cwd`)}/`.startsWith(`${folder}/`));
      return here ? [{ pid, command }] : [];
    } catch {
      return [];
    }
  });
}

/** macOS does not tell the folder of a process, so the bootstrap process of initdb is not seen. It ends with initdb. */
function readPs(folder: string): FolderProcess[] {
  const { stdout } = spawnSync('ps', ['-axww', '-o', 'pid=,args='], { encoding: 'utf8' });
  return stdout.split('\n').flatMap(line => {
    const [, pid, command = ''] = /^\s*(\d+) (.*)$/.exec(line) ?? [];
    return pid !== undefined && command.includes(`${folder}/`) ? [{ pid, command }] : [];
  });
}
