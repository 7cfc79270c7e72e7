// The rendered sample cards, as SamplesTest leaves them.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const rendered = fileURLToPath(new URL("../target/rendered/", import.meta.url));

export const samples = () =>
  readdirSync(rendered)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((name) => ({ name: name.replace(/\.json$/, ""), card: JSON.parse(readFileSync(rendered + name, "utf8")) }));
