/** Several commands as one line, each run from where the line is. */
export function joinCommands(commands: readonly string[]): string {
  return commands.map(command => (commands.length > 1 && command.startsWith('cd ') ? `(${command})` : command)).join(' && ');
}
