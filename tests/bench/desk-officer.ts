import { randomUUID } from "node:crypto";
import { hashPassword } from "#app/accounts/passwords.ts";
import { filledIn, formsIn } from "#scripts/test/html-form.mjs";
import { Visitor } from "#scripts/test/visitor.mjs";
import type { PortalUnderTest } from "./portal-under-test.ts";

/** An officer of a department in one district who is signed in, as a browser without scripts is. */
export interface DeskOfficer {
  readonly id: string;
  readonly department: string;
  readonly visitor: Visitor;
}

export async function deskOfficer({ sql, app }: PortalUnderTest, department: string): Promise<DeskOfficer> {
  const [id, login, password] = [randomUUID(), `bench-${department.replaceAll("_", "-")}`, randomUUID()];
  await sql`insert into accounts (id, login, password_hash, role, department, districts, display_name)
    values (${id}, ${login}, ${await hashPassword(password)}, 'officer', ${department}, ${["110105"]}, '示例值守员')`;
  const visitor = new Visitor(app.url);
  const [form] = formsIn(await visitor.open("/sign-in")).filter(({ action }) => action === "/sign-in");
  if (form === undefined) throw new Error("there is no form to sign in with");
  const given: Readonly<Record<string, string>> = { login, password };
  await visitor.send(
    "/sign-in",
    filledIn(form, ({ name }) => given[name], undefined),
  );
  return { id, department, visitor };
}
