import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { gunzipSync } from "node:zlib";
import { buildClientSchema, parse, validate, type GraphQLSchema } from "graphql";
import { beforeAll, describe, expect, test } from "vitest";
import { fetchSchema, schemaPath } from "../../scripts/fetch-schema";

const folder = path.resolve(import.meta.dirname, "../../app/shopify/documents");
const files = readdirSync(folder).filter((name) => name.endsWith(".graphql.ts"));

let schema: GraphQLSchema;
beforeAll(async () => {
  if (!existsSync(schemaPath())) await fetchSchema();
  const { data } = JSON.parse(gunzipSync(readFileSync(schemaPath())).toString("utf8"));
  schema = buildClientSchema(data, { assumeValid: true });
});

async function documents(): Promise<[string, string][]> {
  const modules = await Promise.all(files.map((file) => import(path.join(folder, file)) as Promise<Record<string, unknown>>));
  return modules.flatMap((module) => Object.entries(module).filter((entry): entry is [string, string] => typeof entry[1] === "string" && !entry[0].endsWith("_FIELDS")));
}

describe("GraphQL documents", () => {
  test("every document of the app is valid against Shopify's schema and asks for nothing deprecated", async () => {
    const all = await documents();
    expect(all.length).toBeGreaterThan(10);
    for (const [name, text] of all) {
      expect(text.startsWith("#graphql"), `${name} starts with #graphql`).toBe(true);
      expect(validate(schema, parse(text)).map(({ message }) => `${name}: ${message}`)).toEqual([]);
      expect(deprecatedIn(text).map((field) => `${name}: ${field}`)).toEqual([]);
    }
  });

  test("documents stand nowhere else", () => {
    const elsewhere = sources(path.resolve(folder, "../..")).filter((file) => !file.startsWith(folder) && /`\s*(#graphql|(query|mutation)\s+\w*\s*[({])/.test(readFileSync(file, "utf8")));
    expect(elsewhere).toEqual([]);
  });
});

function deprecatedIn(text: string): string[] {
  const found: string[] = [];
  const walk = (selections: readonly { kind: string; name?: { value: string }; typeCondition?: { name: { value: string } }; selectionSet?: { selections: readonly never[] } | undefined }[], type: string) => {
    for (const selection of selections) {
      if (selection.kind === "InlineFragment") { walk(selection.selectionSet!.selections, selection.typeCondition!.name.value); continue; }
      if (selection.kind !== "Field") continue;
      const fields = (schema.getType(type) as { getFields?: () => Record<string, { type: unknown; deprecationReason?: string | null }> } | undefined)?.getFields?.();
      const field = fields?.[selection.name!.value];
      if (field?.deprecationReason) found.push(`${type}.${selection.name!.value}`);
      if (field && selection.selectionSet) walk(selection.selectionSet.selections, String(field.type).replace(/[[\]!]/g, ""));
    }
  };
  for (const definition of parse(text).definitions) {
    if (definition.kind === "OperationDefinition") walk(definition.selectionSet.selections as never, definition.operation === "mutation" ? "Mutation" : "QueryRoot");
    if (definition.kind === "FragmentDefinition") walk(definition.selectionSet.selections as never, definition.typeCondition.name.value);
  }
  return found;
}

function sources(dir: string): string[] {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const at = path.join(dir, entry.name);
    return entry.isDirectory() ? sources(at) : /\.tsx?$/.test(entry.name) ? [at] : [];
  });
}
