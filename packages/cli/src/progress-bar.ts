interface ProgressTerminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const WIDTH = 24;

/** A bar for long work, on a terminal only; drawn at most once per percent. */
export function progressBar(terminal: () => ProgressTerminal): {
  show: (step: string, done: number, total: number) => void;
  clear: () => void;
} {
  let drawn = '';
  return {
    show: (step, done, total) => {
      // Node opens a standard stream when it is first named, and short commands never get here.
      if (total < 50 || terminal().isTTY !== true) return;
      const filled = Math.floor((done / total) * WIDTH);
      const line = `${'#'.repeat(filled)}${'.'.repeat(WIDTH - filled)} ${step} ${Math.floor((done / total) * 100)} %`;
      if (line === drawn) return;
      drawn = line;
      terminal().write(`\r\u001b[2K${line}`);
    },
    clear: () => {
      if (drawn !== '') terminal().write('\r\u001b[2K');
    },
  };
}
