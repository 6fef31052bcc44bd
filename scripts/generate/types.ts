import openapiTS, { astToString } from "openapi-typescript";
import ts from "typescript";
import { isForbidden, type OpenApiDocument, type Schema } from "../contract/document.js";

const { factory } = ts;

/** The contract's types, each schema under its own name, enums of answers open. */
export async function renderTypes(bundle: OpenApiDocument): Promise<string> {
  const nodes = await openapiTS(JSON.stringify(bundle), {
    silent: true,
    transform: (schemaObject) => {
      const schema = schemaObject as Schema | boolean;
      if (isForbidden(schema)) return factory.createKeywordTypeNode(ts.SyntaxKind.NeverKeyword);
      return isOpenEnum(schema) ? openUnion(schema.enum) : undefined;
    },
  });
  const text = astToString(nodes.flatMap((node) => nameSchemas(node, bundle.components.schemas)));
  // Under a tag an editor shows it last and apart; as the comment itself it comes first.
  return text.replaceAll(/^( *(?:\/\*\*|\*)) @description /gm, "$1 ") + renderErrorCode(bundle);
}

function renderErrorCode({ components }: OpenApiDocument): string {
  const codes = Object.values(components.schemas).flatMap(({ properties }) => properties?.["error"]?.const ?? []);
  return `/** The codes of the documented errors; open, because Polar adds some. */
export type ErrorCode = ${codes.map((code) => `${JSON.stringify(code)} | `).join("")}(string & {});
`;
}

function isOpenEnum(schema: Schema | boolean): schema is Schema & { enum: string[] } {
  return typeof schema === "object" && schema["x-open-enum"] === true;
}

/** `"a" | "b" | (string & {})`: every string, and an editor still completes the known ones. */
function openUnion(values: string[]): ts.TypeNode {
  const literals = values.map((value) => factory.createLiteralTypeNode(factory.createStringLiteral(value)));
  const anyString = factory.createIntersectionTypeNode([
    factory.createKeywordTypeNode(ts.SyntaxKind.StringKeyword),
    factory.createTypeLiteralNode([]),
  ]);
  return factory.createUnionTypeNode([...literals, factory.createParenthesizedType(anyString)]);
}

/**
 * Gives each schema in `components` a declaration of its own. An editor and the compiler's messages show the name of an
 * interface, but spell out an object type, also one behind an alias or an interface that only extends it.
 */
function nameSchemas(node: ts.Node, schemas: Record<string, Schema>): ts.Node[] {
  if (!ts.isInterfaceDeclaration(node) || node.name.text !== "components") return [node];
  const declarations: ts.Node[] = [];
  const members = node.members.map((member) => {
    if (!isProperty(member, "schemas") || !ts.isTypeLiteralNode(member.type)) return member;
    const references = member.type.members.map((schema) => {
      if (!isProperty(schema)) throw new Error("a schema without a name");
      declarations.push(declare(schema, schemas[schema.name.text]));
      return property(schema.name, factory.createTypeReferenceNode(schema.name.text));
    });
    return property(member.name, factory.createTypeLiteralNode(references));
  });
  return [
    factory.createInterfaceDeclaration(node.modifiers, node.name, undefined, undefined, members),
    ...declarations,
  ];
}

type NamedProperty = ts.PropertySignature & { readonly name: ts.Identifier; readonly type: ts.TypeNode };

function isProperty(node: ts.TypeElement, name?: string): node is NamedProperty {
  if (!ts.isPropertySignature(node) || !ts.isIdentifier(node.name) || !node.type) return false;
  return name === undefined || node.name.text === name;
}

function property(name: ts.PropertyName, type: ts.TypeNode): ts.PropertySignature {
  return factory.createPropertySignature(undefined, name, undefined, type);
}

function declare({ name, type }: NamedProperty, schema: Schema | undefined): ts.Node {
  const modifiers = [factory.createModifier(ts.SyntaxKind.ExportKeyword)];
  const declaration = ts.isTypeLiteralNode(type)
    ? factory.createInterfaceDeclaration(modifiers, name, undefined, undefined, type.members)
    : factory.createTypeAliasDeclaration(modifiers, name, undefined, type);
  const comment = `* ${String(schema?.["description"])} `;
  return ts.addSyntheticLeadingComment(declaration, ts.SyntaxKind.MultiLineCommentTrivia, comment, true);
}
