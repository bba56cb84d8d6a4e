import { existsSync } from "node:fs";

/** The site that `npm run docs` built: the tests read what a user would publish. */
export const site = "dist/docs";

if (!existsSync(site)) throw new Error(`There is no ${site} to test: run npm run docs first.`);
