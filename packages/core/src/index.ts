export { acceptable, acceptancesOf, setAside, type Acceptances } from './acceptance.js';
export { besides } from './besides.js';
export { assess, assessByGraph } from './assess.js';
export { baselineOf, type Baseline } from './baseline.js';
export * from './change.js';
export type * from './check.js';
export { check, graded, inOrder, isOn } from './check.js';
export { hangsTheSame, saysTheSame, type RefChange } from './compare.js';
export { cycles } from './cycles.js';
export { blocksIn, withBlock, withContents, type Block } from './describe/blocks.js';
export { describe, type Told } from './describe/describe.js';
export type * from './describe-report.js';
export type * from './doctor.js';
export type * from './draft.js';
export type * from './draft-report.js';
export type * from './finding.js';
export type * from './generate-report.js';
export type * from './framework.js';
export type * from './footprint/concern.js';
export { compareFootprints } from './footprint/footprint.js';
export { ancestors, buildGraph, leaves, roots, spelled, type Graph } from './graph.js';
export { countLeaves, type LeafCount } from './leaves.js';
export type * from './ledger/applied.js';
export { alembic as alembicCommand, inTurn, manage as manageCommand } from './ledger/commands.js';
export type { Course, Move } from './ledger/course.js';
export type { Deeds } from './ledger/evidence.js';
export { misnamedBy, type Misnamed } from './ledger/misnamed.js';
export { courseOf, type Relocation } from './ledger/relocation.js';
export type { Astray, Sighting } from './ledger/sighting.js';
export { standing, unmarked } from './ledger/standing.js';
export { unclaimed, undoing, type Unclaimed, type Undo } from './ledger/stranded.js';
export type { Marker, MarkerFile, Remark } from './markers/marker.js';
export { isMarker, judgeMarkers, markerChanges, markerNames } from './markers/markers.js';
export { truthsOf, type Truth } from './markers/truth.js';
export type * from './model.js';
export type { Chapter } from './node.js';
export { ANY, type Deed, type Operation, type Thing, type Touch } from './footprint/operation.js';
export type * from './outcome.js';
export type { Aspect, Practice, Practices } from './practices.js';
export { around, baseName, folderOf, inFolder } from './paths.js';
export type * from './restored.js';
export { rules } from './rules/index.js';
export type * from './proved.js';
export type * from './rebase-report.js';
export type * from './report.js';
export { graphsOf, scopeOf } from './scope.js';
export type * from './prove-report.js';
export { schemaDifferenceInWords, type SchemaDifference } from './schema-difference.js';
export { inDoubt, type Data, type SchemaChange, type Seed } from './seed.js';
export type * from './setup.js';
export type * from './source-tree.js';
export type * from './status-report.js';
export { land, type Content, type Contest, type Contested, type Landing, type Ours, type PathChange } from './land.js';
export { baseOf, judge, type Base, type Case, type Judgement } from './judge.js';
export { landingOrder, type Queue } from './order.js';
export {
  collideBySets,
  differsSomewhere,
  meet,
  type Candidate,
  type Collisions,
  type Effect,
  type Meeting,
  type Rehearse,
} from './pairs.js';
export { twins, type Contribution } from './twins.js';
export { nameAnew, nameOf, type NewNames } from './relink/names.js';
export { relink, type Knowledge, type Relinked, type Relinking, type Unrelinked } from './relink/relink.js';
export { respellings } from './relink/respell.js';
export type { Joined, Strand } from './relink/strand.js';
export type * from './respelling.js';
export { joining, leavesOf, placed, successor, type Parents, type Succession } from './succession.js';
export { landSnapshot, type LandedSnapshot } from './landed.js';
export { isMigration, LINK, sourceTree, takeSnapshot, type ContentId, type Snapshot, type Source, type Survey } from './snapshot.js';
export { shellWord } from './shell-word.js';
