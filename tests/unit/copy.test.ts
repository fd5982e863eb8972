import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, test } from "vitest";
import * as en from "#app/copy/en/index.ts";
import * as zh from "#app/copy/zh-CN/index.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const chinese = /[\p{Script=Han}，。；：？！（）《》、]/u;

/** Every sentence by its path; a sentence with gaps is filled with `sample` once for each gap. */
function sentences(area: unknown, path: string, sample: string): { path: string; sentence: string }[] {
  if (typeof area === "string") return [{ path, sentence: area }];
  if (typeof area === "function") return sentences(filled(area, sample), `${path}()`, sample);
  if (area === null || typeof area !== "object") return [];
  return Object.entries(area).flatMap(([key, inner]) => sentences(inner, path === "" ? key : `${path}.${key}`, sample));
}

/** What a sentence with gaps says. One that takes more than words is left to the test of its own area. */
function filled(sentence: unknown, sample: string): unknown {
  if (typeof sentence !== "function") return undefined;
  try {
    return Reflect.apply(
      sentence,
      undefined,
      Array.from({ length: sentence.length }, () => sample),
    );
  } catch {
    return undefined;
  }
}

const inChinese = sentences({ ...zh }, "", "示例");
const inEnglish = sentences({ ...en }, "", "sample");

/** An address may hold a comma, and a placeholder behind it. */
const withoutAddresses = (sentence: string): string => sentence.replace(/[a-z+]+:\/\/[^\s，。；]*/g, "");

describe("every sentence", () => {
  test("stands in both languages, under the same name", () => {
    expect(inEnglish.map(({ path }) => path).sort()).toEqual(inChinese.map(({ path }) => path).sort());
  });

  test("says something", () => {
    for (const { path, sentence } of [...inChinese, ...inEnglish]) expect(sentence.trim(), path).not.toBe("");
  });

  test("has no Chinese where it is English", () => {
    for (const { path, sentence } of inEnglish) expect(sentence.replaceAll("示例", ""), path).not.toMatch(chinese);
  });

  test("uses full-width punctuation where it is Chinese", () => {
    for (const { path, sentence } of inChinese) {
      expect(sentence, path).not.toMatch(/\p{Script=Han}\s*[,;?!()]/u);
      expect(withoutAddresses(sentence), path).not.toMatch(/[(,;]\s*\p{Script=Han}/u);
      expect(sentence, path).not.toMatch(/\p{Script=Han}[.:](?:\s|$)/u);
      expect(sentence, path).not.toMatch(/["'][^"']*\p{Script=Han}[^"']*["']/u);
    }
  });

  test("speaks without 你 and without shouting", () => {
    for (const { path, sentence } of inChinese) expect(sentence, path).not.toMatch(/你|！/);
    for (const { path, sentence } of inEnglish) expect(sentence, path).not.toMatch(/!/);
  });
});

test("each area has one file a language, named as what it exports", () => {
  const areas = (folder: string) => readdirSync(join(root, "app/copy", folder)).filter((file) => file !== "index.ts");
  expect(areas("en").sort()).toEqual(areas("zh-CN").sort());
  expect(
    Object.keys(zh)
      .map((area) => `${kebab(area)}.ts`)
      .sort(),
  ).toEqual(areas("zh-CN").sort());
});

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

test("no sentence stands in code outside the copy", { timeout: 60_000 }, () => {
  const found: string[] = [];
  for (const file of sources()) {
    const visit = (node: ts.Node): void => {
      const isText = ts.isStringLiteralLike(node) || ts.isJsxText(node) || ts.isTemplateLiteralToken(node);
      if (isText && /\p{Script=Han}/u.test(node.text)) found.push(`${file.slice(root.length)}: ${node.text}`);
      ts.forEachChild(node, visit);
    };
    visit(ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest));
  }
  expect(found).toEqual([]);
});

test("no sentence is left unused", { timeout: 120_000 }, () => {
  expect(unusedSentences().join("\n")).toBe("");
});

function sources(): string[] {
  return ["app", "commands", "jobs", "db", "guidelines"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((file) => /\.tsx?$/.test(file))
      .map((file) => join(root, folder, file))
      .filter((file) => !/\/(app\/copy|db\/demo)\//.test(file)),
  );
}

/**
 * Asks the compiler which properties of the Chinese sentences the code reads. Reading a group as a whole
 * (`pages[status]`, `steps.map`, handing it on) uses all that is in it.
 */
function unusedSentences(): string[] {
  const options = ts.parseJsonConfigFileContent(
    ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile).config,
    ts.sys,
    root,
  );
  const program = ts.createProgram(sources(), options.options);
  const checker = program.getTypeChecker();
  const used = new Set<ts.Node>();

  const mark = (symbol: ts.Symbol | undefined): void => {
    for (const declaration of symbol?.declarations ?? []) used.add(declaration);
  };
  const markAll = (node: ts.Node): void => {
    used.add(node);
    ts.forEachChild(node, markAll);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node)) mark(checker.getSymbolAtLocation(node.name));
    else if (ts.isElementAccessExpression(node)) mark(checker.getSymbolAtLocation(node.argumentExpression));
    else if (ts.isBindingElement(node)) {
      const name = node.propertyName ?? node.name;
      if (ts.isIdentifier(name)) mark(checker.getTypeAtLocation(node.parent).getProperty(name.text));
    }
    if (isReference(node) && isReadWhole(node)) {
      for (const declaration of checker.getTypeAtLocation(node).symbol?.declarations ?? []) {
        if (ts.isObjectLiteralExpression(declaration)) markAll(declaration);
      }
    }
    ts.forEachChild(node, visit);
  };
  const files = program.getSourceFiles().filter((file) => !file.isDeclarationFile);
  for (const file of files) if (!/\/app\/copy\/(en\/|.*index\.ts$)/.test(file.fileName)) visit(file);
  return files
    .filter(({ fileName }) => fileName.includes("/app/copy/zh-CN/"))
    .flatMap((file) => leavesOf(file).filter(({ node }) => !used.has(node)))
    .map(({ path }) => path);
}

type Reference = ts.Identifier | ts.PropertyAccessExpression | ts.ElementAccessExpression;
const isReference = (node: ts.Node): node is Reference =>
  ts.isIdentifier(node) || ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);

/** Whether a value goes elsewhere as it is, rather than being asked for one of its properties by name. */
function isReadWhole(node: Reference): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return false;
  if (ts.isElementAccessExpression(parent)) {
    return parent.expression === node && !ts.isStringLiteral(parent.argumentExpression);
  }
  if (ts.isVariableDeclaration(parent)) return parent.initializer === node && parent.type !== undefined;
  return !(
    ts.isBindingElement(parent) ||
    ts.isParameter(parent) ||
    ts.isPropertyAssignment(parent) ||
    ts.isShorthandPropertyAssignment(parent) ||
    ts.isTypeQueryNode(parent) ||
    ts.isExportSpecifier(parent) ||
    ts.isImportSpecifier(parent)
  );
}

function leavesOf(file: ts.SourceFile): { node: ts.Node; path: string }[] {
  const leaves: { node: ts.Node; path: string }[] = [];
  const visit = (node: ts.Node, path: string): void => {
    if (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)) {
      const here = `${path}.${node.name.getText()}`;
      const value = ts.isPropertyAssignment(node) ? node.initializer : node.name;
      if (ts.isObjectLiteralExpression(value)) for (const inner of value.properties) visit(inner, here);
      else if (ts.isPropertyAssignment(node)) leaves.push({ node, path: here });
      return;
    }
    ts.forEachChild(node, (inner) => visit(inner, path));
  };
  visit(file, file.fileName.replace(/.*\/zh-CN\/|\.ts$/g, ""));
  return leaves;
}
