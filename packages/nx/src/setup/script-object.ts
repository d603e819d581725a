import type { LocateObject, ObjectMember, ObjectText } from '@oneleaf/workflows/api';
import type * as TsMorph from 'ts-morph';
import type { Expression, ObjectLiteralElementLike, SourceFile, Statement } from 'ts-morph';

/** Loaded only when it is needed, because it is big. */
type Morph = typeof TsMorph;

/** Finds the object literal that a configuration script exports. A computed or imported object, or several exports, cannot be edited. */
export function objectLocator(morph: Morph): LocateObject {
  return (path, text) => {
    // The compiler counts from behind a byte order mark.
    const mark = text.startsWith('\ufeff') ? 1 : 0;
    const file = fileOf(morph, path, text.slice(mark));
    const written = file && objectIn(morph, file);
    return (
      written && {
        open: written.open + mark,
        members: written.members.map(one => ({ ...one, start: one.start + mark, end: one.end + mark })),
      }
    );
  };
}

/** Undefined where the text is no such script. */
function fileOf({ Project }: Morph, path: string, text: string): SourceFile | undefined {
  const project = new Project({ useInMemoryFileSystem: true, compilerOptions: { allowJs: true, noLib: true } });
  const file = project.createSourceFile(path, text);
  return project.getProgram().getSyntacticDiagnostics(file).length === 0 ? file : undefined;
}

function objectIn(morph: Morph, file: SourceFile): ObjectText | undefined {
  const [exported, ...more] = file.getStatements().flatMap(statement => exportedExpression(morph, statement) ?? []);
  const object = exported && more.length === 0 ? resolveExpression(morph, exported, file) : undefined;
  if (!object?.isKind(morph.SyntaxKind.ObjectLiteralExpression)) return undefined;
  return { open: object.getStart() + 1, members: object.getProperties().map(property => memberOf(morph, property)) };
}

/** `export default …`, `export = …`, `module.exports = …`, `exports.default = …`. */
function exportedExpression({ SyntaxKind }: Morph, statement: Statement): Expression | undefined {
  if (statement.isKind(SyntaxKind.ExportAssignment)) return statement.getExpression();
  const assigned = statement.asKind(SyntaxKind.ExpressionStatement)?.getExpression().asKind(SyntaxKind.BinaryExpression);
  if (assigned?.getOperatorToken().getText() !== '=') return undefined;
  return /^(?:module\.exports(?:\.default)?|exports\.default)$/.test(assigned.getLeft().getText()) ? assigned.getRight() : undefined;
}

/** The value behind type assertions, or behind a constant of the same file. */
function resolveExpression(morph: Morph, expression: Expression, file: SourceFile): Expression {
  const bare = unwrapExpression(morph, expression);
  const declaration = bare.isKind(morph.SyntaxKind.Identifier) ? file.getVariableDeclaration(bare.getText()) : undefined;
  const isConstant = declaration?.getVariableStatement()?.getDeclarationKind() === morph.VariableDeclarationKind.Const;
  const value = isConstant ? declaration.getInitializer() : undefined;
  return value ? unwrapExpression(morph, value) : bare;
}

function unwrapExpression({ SyntaxKind }: Pick<Morph, 'SyntaxKind'>, expression: Expression): Expression {
  const inner =
    expression.asKind(SyntaxKind.AsExpression) ??
    expression.asKind(SyntaxKind.SatisfiesExpression) ??
    expression.asKind(SyntaxKind.ParenthesizedExpression);
  return inner ? unwrapExpression({ SyntaxKind }, inner.getExpression()) : expression;
}

function memberOf({ SyntaxKind }: Morph, property: ObjectLiteralElementLike): ObjectMember {
  const name = property.asKind(SyntaxKind.PropertyAssignment)?.getNameNode();
  const literal = name?.asKind(SyntaxKind.StringLiteral) ?? name?.asKind(SyntaxKind.NoSubstitutionTemplateLiteral);
  return { key: literal?.getLiteralText() ?? name?.getText() ?? '', start: property.getStart(), end: property.getEnd() };
}
