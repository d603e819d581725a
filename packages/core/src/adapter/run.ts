/** What the sandbox needs to run the framework's own commands. */
export interface FrameworkRunner {
  /** Which of the sandbox's runners does it. */
  readonly runner: string;
}
