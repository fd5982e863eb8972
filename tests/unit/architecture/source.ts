import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

export interface Import {
  /** A path of ours (`app/reports/filing.ts`), or the name of a package (`zod`, `node:fs`). */
  readonly target: string;
  readonly ours: boolean;
  readonly typeOnly: boolean;
  /** As it is written. */
  readonly written: string;
  readonly line: number;
}

export interface Source {
  readonly path: string;
  readonly text: string;
  readonly imports: readonly Import[];
  /** What the program says as text: literals, templates and JSX, without comments. */
  readonly sayings: readonly { readonly text: string; readonly line: number }[];
  /** What it calls or reads, as dotted names: `process.env`, `sql.begin`, `Date.now`. */
  readonly names: readonly { readonly name: string; readonly line: number }[];
}

/** The top folders that hold programs of ours. */
export const floors = ["guidelines", "db", "app", "jobs", "commands", "scripts", "tests"] as const;
const root = fileURLToPath(new URL("../../..", import.meta.url));

/** Every program of the repository, parsed. */
export function readSources(): Source[] {
  return floors.flatMap((floor) =>
    readdirSync(join(root, floor), { recursive: true, encoding: "utf8" })
      .map((path) => posix.join(floor, path))
      .filter((path) => /\.(ts|tsx|mjs)$/.test(path))
      .map((path) => parse(path, readFileSync(join(root, path), "utf8"))),
  );
}

/** Reads one program; the path decides how its relative imports resolve. */
export function parse(path: string, text: string): Source {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, scriptKind(path));
  const imports: Import[] = [];
  const sayings: { text: string; line: number }[] = [];
  const names: { name: string; line: number }[] = [];
  const lineOf = (node: ts.Node) => file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
  const noteImport = (specifier: ts.Expression | undefined, typeOnly: boolean): void => {
    if (specifier === undefined || !ts.isStringLiteralLike(specifier)) return;
    imports.push({ ...resolve(path, specifier.text), typeOnly, written: specifier.text, line: lineOf(specifier) });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      noteImport(node.moduleSpecifier, isTypeOnly(node.importClause));
      return;
    }
    if (ts.isExportDeclaration(node)) {
      noteImport(node.moduleSpecifier, node.isTypeOnly);
      return;
    }
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      noteImport(node.arguments[0], false);
    }
    if (ts.isPropertyAccessExpression(node)) names.push({ name: node.getText(file), line: lineOf(node) });
    if (ts.isNewExpression(node) && (node.arguments?.length ?? 0) === 0) {
      names.push({ name: `new ${node.expression.getText(file)}()`, line: lineOf(node) });
    }
    if (ts.isTaggedTemplateExpression(node)) names.push({ name: `${node.tag.getText(file)}\`\``, line: lineOf(node) });
    if (
      ts.isStringLiteralLike(node) ||
      ts.isJsxText(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddleOrTemplateTail(node)
    ) {
      sayings.push({ text: node.text, line: lineOf(node) });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return { path, text, imports, sayings, names };
}

function scriptKind(path: string): ts.ScriptKind {
  if (path.endsWith(".tsx")) return ts.ScriptKind.TSX;
  return path.endsWith(".mjs") ? ts.ScriptKind.JS : ts.ScriptKind.TS;
}

/** `import type { A }` and `import { type A, type B }` leave nothing behind at run time. */
function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (clause === undefined) return false;
  if (clause.isTypeOnly) return true;
  const bindings = clause.namedBindings;
  if (clause.name !== undefined || bindings === undefined || !ts.isNamedImports(bindings)) return false;
  return bindings.elements.length > 0 && bindings.elements.every((element) => element.isTypeOnly);
}

function resolve(from: string, specifier: string): { target: string; ours: boolean } {
  if (specifier.startsWith("#")) return { target: specifier.slice(1), ours: true };
  if (specifier.startsWith(".")) return { target: posix.normalize(posix.join(dirname(from), specifier)), ours: true };
  if (specifier.startsWith("node:") || builtinModules.includes(specifier)) {
    return { target: specifier.startsWith("node:") ? specifier : `node:${specifier}`, ours: false };
  }
  const parts = specifier.split("/");
  return { target: parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/"), ours: false };
}
