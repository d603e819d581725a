import type { Graph } from '../graph/node.js';
import type { MarkerCheck } from '../markers/marker.js';
import type { Finding, Severity } from '../model/finding.js';
import type { MessagePart } from '../model/message.js';
import type { Migration } from '../model/migration.js';
import type { RefChange } from '../model/ref-change.js';
import type { StyleFacts } from '../model/style-facts.js';

/** What a rule yields; its name and severity are the rule's unless it says otherwise. */
export interface FindingDraft extends Pick<Finding, 'history' | 'location' | 'related' | 'fix'> {
  readonly severity?: Severity;
  readonly message: string | readonly MessagePart[];
}

export interface RuleInput {
  readonly graph: Graph;
  /** What the tree changes of what has landed; absent where nothing is known to have landed. */
  readonly change?: RefChange;
  /** The files of the tree that name leaves; absent where nobody has read them. */
  readonly markers?: readonly MarkerCheck[];
  /** What the file of a migration does; absent where nobody has read that. */
  readonly practices?: (migration: Migration) => StyleFacts | undefined;
  readonly descriptions?: readonly MarkerCheck[];
}

/** One thing that can be wrong. The page docs/rules/<name>.md explains it. */
export interface Rule {
  readonly name: string;
  /** `off`: it finds something only where a team configures a severity. */
  readonly severity: Severity | 'off';
  readonly summary: string;
  /** Set where an error of it keeps the framework from loading the migrations. */
  readonly breaking?: true;
  /** Set where a baseline may accept its findings: nothing that keeps the framework from loading or applying migrations, or rewrites what has landed. */
  readonly acceptable?: true;
}

export interface MigrationRule extends Rule {
  /** Set where it looks into what each migration does, which is read only where such a rule is on. */
  readonly reads?: 'practices';
  check(input: RuleInput): Iterable<FindingDraft>;
}
