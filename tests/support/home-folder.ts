import { chmod, mkdtemp } from "node:fs/promises";
import os from "node:os";
import path from "node:path";

/** An empty folder for a product that keeps its database in it. Where root runs the suite the database runs as somebody else, who has to come in. */
export async function homeFolder(purpose: string): Promise<string> {
  const home = await mkdtemp(path.join(os.tmpdir(), `perennial-${purpose}-`));
  await chmod(home, 0o755);
  return home;
}
