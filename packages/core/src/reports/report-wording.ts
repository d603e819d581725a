/** What reports, which know frameworks by name alone, call their things. */
export interface ReportWording {
  /** Said where no history is recognised. */
  readonly nothingFound: string;
  /** A migration as messages spell it. */
  readonly migration: (framework: string, history: string, name: string) => string;
}
