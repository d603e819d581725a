/** The variables of a process, handed in: only the command line reads its own. */
export type ProcessEnvironment = Readonly<Record<string, string | undefined>>;
