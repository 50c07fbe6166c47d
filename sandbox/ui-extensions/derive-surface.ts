import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import ts from "typescript";
import { DeclaredInterfaces, parseDeclarations, type Properties, type PropertyType } from "./declared-interfaces";

export type SurfaceName = "checkout" | "customer-account";
export interface ElementDescription { properties: Record<string, PropertyType>; events: string[] }

/** What Shopify's package declares for one surface: elements with their properties and events, and targets with the elements they take. */
export interface Surface { elements: Record<string, ElementDescription>; targets: Record<string, string[]> }

/** Written by Preact or meant for it, and no attribute of the element. */
const NOT_ATTRIBUTES = new Set(["key", "ref", "children", "slot"]);
const known = new Map<SurfaceName, Surface>();

/** Reads a surface out of the type declarations of the installed `@shopify/ui-extensions`, once a process; only their syntax, so it takes a moment. */
export function deriveSurface(name: SurfaceName): Surface {
  const surface = known.get(name) ?? readSurface(path.join(path.dirname(createRequire(import.meta.url).resolve("@shopify/ui-extensions")), "build", "ts", "surfaces", name));
  known.set(name, surface);
  return surface;
}

function readSurface(folder: string): Surface {
  const components = path.join(folder, "components");
  const shared = ["components-shared.d.ts", "shared.d.ts", "shared.ts"].flatMap((file) => parseDeclarations(path.join(components, file)));
  const elements: Surface["elements"] = {};
  const tagsOfFile = new Map<string, string[]>();
  for (const name of declarationsIn(components)) {
    const [file] = parseDeclarations(path.join(components, name));
    const interfaces = new DeclaredInterfaces([file!, ...shared]);
    const tags = intrinsicElements(file!).map(([tag, type]) => {
      elements[tag] ??= describe(interfaces.propertiesOf(type));
      return tag;
    });
    tagsOfFile.set(name, tags);
  }
  return { elements, targets: targetsIn(path.join(folder, "targets"), tagsOfFile) };
}

function declarationsIn(folder: string): string[] {
  return readdirSync(folder).filter((file) => file.endsWith(".d.ts") && file !== "components.d.ts");
}

/** Each component's file adds its tag to Preact's `IntrinsicElements`. */
function intrinsicElements(file: ts.SourceFile): [string, ts.TypeNode][] {
  const found: [string, ts.TypeNode][] = [];
  const visit = (node: ts.Node): void => {
    if (!ts.isInterfaceDeclaration(node) || node.name.text !== "IntrinsicElements") return ts.forEachChild(node, visit);
    for (const member of node.members) if (ts.isPropertySignature(member) && member.type) found.push([tagOf(member.name, file), member.type]);
  };
  visit(file);
  return found;
}

/** `["s-page"]`, or `[tagName]` with a constant of the same file. */
function tagOf(name: ts.PropertyName, file: ts.SourceFile): string {
  if (!ts.isComputedPropertyName(name)) return name.getText(file).replace(/["']/g, "");
  if (ts.isStringLiteral(name.expression)) return name.expression.text;
  const constant = name.expression.getText(file);
  const declared = new RegExp(`const ${constant.replace("$", "\\$")} = "([^"]+)"`).exec(file.text)?.[1];
  if (!declared) throw new Error(`${file.fileName}: the element name ${constant} is not declared in its file, this version of the package is laid out otherwise`);
  return declared;
}

function describe(properties: Properties): ElementDescription {
  const described: ElementDescription = { properties: {}, events: [] };
  for (const [name, type] of properties) {
    if (NOT_ATTRIBUTES.has(name)) continue;
    if (/^on[A-Z]/.test(name)) described.events.push(name.slice(2).toLowerCase());
    else described.properties[name] = type;
  }
  return described;
}

/** A target's file imports the components it takes. */
function targetsIn(folder: string, tagsOfFile: Map<string, string[]>): Surface["targets"] {
  return Object.fromEntries(declarationsIn(folder).map((file) => {
    const components = [...readFileSync(path.join(folder, file), "utf8").matchAll(/import "\.\.\/components\/([^"]+)"/g)].map((match) => match[1]!);
    return [path.basename(file, ".d.ts"), [...new Set(components.flatMap((component) => tagsOfFile.get(component) ?? []))].sort()];
  }));
}
