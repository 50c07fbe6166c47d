import { existsSync, readFileSync } from "node:fs";
import ts from "typescript";

export type PropertyType = "string" | "number" | "boolean" | "object";
export type Properties = Map<string, PropertyType>;

/** The interfaces and type aliases of some declaration files by name; the first file that declares a name has it. */
export class DeclaredInterfaces {
  private readonly declared = new Map<string, ts.InterfaceDeclaration | ts.TypeAliasDeclaration>();

  constructor(files: ts.SourceFile[]) {
    for (const file of files) {
      for (const statement of file.statements) {
        if ((ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) && !this.declared.has(statement.name.text)) this.declared.set(statement.name.text, statement);
      }
    }
  }

  /** Every property a type has, its own and those it takes from others. What is declared nowhere here (`HTMLElement`) has none. */
  propertiesOf(type: ts.TypeNode | ts.ExpressionWithTypeArguments): Properties {
    if (ts.isIntersectionTypeNode(type)) return merge(type.types.map((part) => this.propertiesOf(part)));
    if (ts.isTypeLiteralNode(type)) return ownProperties(type.members);
    if (!ts.isTypeReferenceNode(type) && !ts.isExpressionWithTypeArguments(type)) return new Map();
    const name = (ts.isTypeReferenceNode(type) ? type.typeName : type.expression).getText();
    const [of, keys] = type.typeArguments ?? [];
    if ((name === "Pick" || name === "Omit") && of && keys) {
      const named = new Set(literalsOf(keys));
      return new Map([...this.propertiesOf(of)].filter(([property]) => named.has(property) === (name === "Pick")));
    }
    if ((name === "Partial" || name === "Required") && of) return this.propertiesOf(of);
    return this.propertiesOfDeclared(name);
  }

  private propertiesOfDeclared(name: string): Properties {
    const declaration = this.declared.get(name);
    if (!declaration) return new Map();
    if (ts.isTypeAliasDeclaration(declaration)) return this.propertiesOf(declaration.type);
    const inherited = (declaration.heritageClauses ?? []).flatMap(({ types }) => types.map((type) => this.propertiesOf(type)));
    return merge([...inherited, ownProperties(declaration.members)]);
  }
}

export function parseDeclarations(file: string): ts.SourceFile[] {
  return existsSync(file) ? [ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022, true)] : [];
}

function merge(parts: Properties[]): Properties {
  const merged: Properties = new Map();
  for (const part of parts) for (const [name, type] of part) if (type !== "object" || !merged.has(name)) merged.set(name, type);
  return merged;
}

function ownProperties(members: ts.NodeArray<ts.TypeElement>): Properties {
  return new Map(members.flatMap((member): [string, PropertyType][] => {
    if (!member.name || ts.isComputedPropertyName(member.name)) return [];
    return [[ts.isStringLiteral(member.name) ? member.name.text : member.name.getText(), ts.isPropertySignature(member) && member.type ? typeOf(member.type) : "object"]];
  }));
}

function typeOf(type: ts.TypeNode): PropertyType {
  if (type.kind === ts.SyntaxKind.BooleanKeyword) return "boolean";
  if (type.kind === ts.SyntaxKind.NumberKeyword) return "number";
  return ts.isFunctionTypeNode(type) || ts.isArrayTypeNode(type) ? "object" : "string";
}

function literalsOf(keys: ts.TypeNode): string[] {
  if (ts.isUnionTypeNode(keys)) return keys.types.flatMap(literalsOf);
  return ts.isLiteralTypeNode(keys) && ts.isStringLiteral(keys.literal) ? [keys.literal.text] : [];
}
