/** Joins commands into one line. Each command starts in the folder of the line. */
export function joinCommands(commands: readonly string[]): string {
  return commands.map(command => (commands.length > 1 && command.startsWith('cd ') ? `(${command})` : command)).join(' && ');
}
