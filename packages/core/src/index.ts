export { acceptableRules, acceptancesOf, applyAcceptances, type Acceptances } from './rules/acceptance.js';
export { indexBase } from './landing/base-index.js';
export * from './model/file-change.js';
export { addToGroup } from './model/grouping.js';
export type * from './rules/run-rules.js';
export { runRules, commandFindings, sortFindings, isRuleOn } from './rules/run-rules.js';
export type { RefChange } from './model/ref-change.js';
export { cycles } from './graph/cycles.js';
export { blocksIn, withBlock, withContents, type DescriptionBlock } from './description/description-block.js';
export { describeHistories, type MigrationActions } from './description/describe-histories.js';
export type * from './adapter/draft.js';
export * from './model/finding.js';
export { commandFix, joinWords } from './model/command-fix.js';
export { messageText, sentence, type MessagePart } from './model/message.js';
export type * from './rules/rule.js';
export type * from './adapter/framework.js';
export { filesOf, historyAt, historyFolder, mainFile } from './adapter/migration-files.js';
export type * from './adapter/mention-rules.js';
export type * from './adapter/run.js';
export type * from './adapter/workspace-names.js';
export type * from './effects/footprint.js';
export { compareFootprints } from './effects/compare-footprints.js';
export { ancestorLine, ancestors } from './graph/ancestors.js';
export { buildGraph, buildGraphWithPartialSquashes, leaves, roots, spellingOf } from './graph/graph.js';
export type { Graph } from './graph/node.js';
export { replacedNames } from './graph/squash.js';
export { countLeaves, type LeafCount } from './graph/leaf-count.js';
export type * from './applied/applied-migrations.js';
export { joinCommands } from './applied/join-commands.js';
export { EMPTY_PLAN, type EngineTraits, type MigrationMove, type RecordPlan, type ScopeMoves } from './applied/record-plan.js';
export { appliedTooEarly, lastNodes, nodesOf, stepsTo, type RecordStep } from './applied/record-steps.js';
export {
  evidenceOf,
  expectTable,
  lastOf,
  namedTable,
  parentsFirst,
  type ExpectedTable,
  type KnownOperations,
} from './applied/table-evidence.js';
export { forkDeviations, missingFileDeviations, nameDeviations, undecidedDeviations } from './applied/deviations.js';
export type * from './adapter/record.js';
export type { FrameworkRecord } from './applied/framework-record.js';
export { findNameMismatches, type NameMismatch } from './applied/name-mismatch.js';
export { recordPlanOf, type MigrationRelocation } from './applied/relocation.js';
export type { MissingChain, DatabaseState } from './applied/database-state.js';
export { databaseStatus, unrecordedHistories } from './applied/database-status.js';
export { isRowOf, orphanRows, rowName, type OrphanRow } from './applied/orphan-rows.js';
export { undoCommand, type UndoCommand, type UndoRequest } from './applied/undo-command.js';
export {
  CONFLICT_MARKER,
  markerRemark,
  endOfLine,
  type CertainLeaves,
  type CurrentLeaves,
  type MarkerCheck,
  type MarkerFile,
  type MarkerKind,
  type MarkerRemark,
} from './markers/marker.js';
export { leafMarker } from './markers/leaf-markers.js';
export { isMarker, checkMarkers, knownMarkers, markerChanges, type KnownMarker } from './markers/check-markers.js';
export { currentLeavesOf } from './markers/current-leaves.js';
export type * from './model/migration.js';
export type { HistoryContents } from './graph/node.js';
export type { Operation } from './effects/operation.js';
export { ANY_NAME, type SchemaEffect } from './effects/schema-effect.js';
export { LineIndex } from './model/line-index.js';
export type { StyleAspect, StyleFact, StyleFacts } from './model/style-facts.js';
export { foldersAround, baseName, folderOf, joinPath, stemOf } from './model/paths.js';
export { catalogue, rules } from './rules/catalogue.js';
export { loadingProblems } from './rules/loading.js';
export { commandRule, type CommandRuleName } from './rules/command-rules.js';
export type * from './reports/report.js';
export type * from './reports/report-wording.js';
export { graphsOf, scopeOf } from './graph/scope.js';
export { schemaDifferenceInWords, type SchemaDifference } from './reports/schema-difference.js';
export { withDoubt, type DataChanges, type SchemaChange, type RowWrite } from './effects/data-changes.js';
export type * from './reports/setup-plan.js';
export type * from './adapter/source-tree.js';
export {
  landChanges,
  type FileContentId,
  type ContestedFile,
  type LandedFiles,
  type BaseFiles,
  type PathChange,
} from './landing/land-changes.js';
export { ABSORBED_REASON, judgeBranch, type JudgedBranch, type JudgingInput } from './landing/branch-outcome.js';
export type * from './landing/landed-branch.js';
export { landingCandidates, planLandings, type BranchPlan } from './landing/landing-plan.js';
export { addsLeaf, pairsWithDifferentContents, rehearsal, type MergedClashes } from './landing/pair-clash.js';
export type { LandingCandidate, RehearseLanding } from './landing/branch-pairs.js';
export type { RelinkedHistory, RefusedHistory } from './repair/relink.js';
export type { BranchHistories, JoinedGraph } from './repair/branch-histories.js';
export type { Placement } from './repair/placement.js';
export { planChecked, type CheckedPlan, type FileMove } from './repair/checked-plan.js';
export { lineEdits, type MigrationFile } from './repair/file-rewrite.js';
export { missingParents, successorPaths, type PastMigration } from './repair/former-names.js';
export { rebaseScopes, type PastNames } from './repair/rebase-scopes.js';
export { findRenamings, homeOf, type HistoryKey, type Renaming } from './repair/renamings.js';
export type { PlanContext, ScopePlan } from './repair/scope-plan.js';
export { unmovableHistories } from './repair/unmovable-histories.js';
export { changedPaths, landOnTree, landTree } from './landing/land-tree.js';
export type { FileTree } from './landing/file-tree.js';
export type * from './adapter/respelling.js';
export { chooseMergeParents, chooseParents, type HistoryAfterLanding } from './repair/choose-parents.js';
export { landHistories, type LandedHistories } from './landing/landed-histories.js';
export {
  isMigration,
  LINK_PREFIX,
  findHistories,
  sourceTree,
  readTreeHistories,
  type TreeHistories,
  type FactSource,
  type HistorySearch,
} from './adapter/tree-histories.js';
export { shellWord } from './model/shell-word.js';
