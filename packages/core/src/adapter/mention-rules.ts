/** How code and prose name the migrations of a framework, beside names and paths that stand alone. */
export interface MentionRules {
  /** The beginning of a name by which the framework finds its migration too: `0002` of `0002_tax`. */
  readonly shortName?: RegExp;
  /** Commands that take the label of a history, and then names: `migrate shop 0002_tax`. */
  readonly labelCommands?: ReadonlySet<string>;
  readonly labelVariable?: RegExp;
  /** Commands that take names alone: `upgrade 003`, `upgrade("003")`. */
  readonly nameCommands?: ReadonlySet<string>;
  readonly nameFunctions?: RegExp;
  /** A word that stands before such a command on its line. */
  readonly program?: RegExp;
  /** An identifier in a statement about migrations. */
  readonly topic?: RegExp;
  readonly fileTopic?: RegExp;
}

export type MentionRulesByFramework = ReadonlyMap<string, MentionRules>;
