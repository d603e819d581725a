/** How code and prose name the migrations of a framework, beside names and paths that stand alone. */
export interface MentionRules {
  /** The beginning of a name by which the framework finds its migration too: `0002` of `0002_tax`. */
  readonly shortName?: RegExp;
  /** Commands that take the label of a history, and then names: `migrate shop 0002_tax`. */
  readonly labelCommands?: ReadonlySet<string>;
  /** Variables, keywords and attributes that hold the label of a history. */
  readonly labelVariable?: RegExp;
  /** Commands and functions that take names alone: `upgrade 003`, `upgrade("003")`. */
  readonly nameCommands?: ReadonlySet<string>;
  /** Functions of tests that take names alone. */
  readonly nameFunctions?: RegExp;
  /** A word that stands before such a command on its line. */
  readonly program?: RegExp;
  /** An identifier in a statement about migrations. */
  readonly topic?: RegExp;
  /** Part of a file that is about migrations. */
  readonly fileTopic?: RegExp;
}

/** The rules of the frameworks, by the name of the framework. */
export type MentionRulesByFramework = ReadonlyMap<string, MentionRules>;
