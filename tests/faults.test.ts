import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

const ROW = /^\| .+ \| `([\w/.-]+)` › (.+) \|$/;

test("every fault of docs/faults.md names a test that exists", () => {
  const lines = readFileSync(path.resolve(import.meta.dirname, "../docs/faults.md"), "utf8").split("\n").filter((line) => /^\| (?!Fault|Input)/.test(line));
  const named = lines.map((line) => ROW.exec(line));
  expect(lines.filter((_line, i) => named[i] === null)).toEqual([]);
  const missing = named.filter((row) => {
    const file = path.resolve(import.meta.dirname, row![1]!);
    return !existsSync(file) || !readFileSync(file, "utf8").includes(row![2]!);
  });
  expect(missing.map((row) => row![0])).toEqual([]);
  expect(named.length).toBeGreaterThan(60);
});
