import { expect, test } from "vitest";
import { frontPage } from "../../scripts/docs/guide.ts";

const name = "<h1>clinia-registry-client</h1><p>One sentence.</p>";
const reasons = "<ul><li>Why</li></ul>";
const why = "<h2>Why</h2><p>Reasons.</p>";
const install = '<h2>Install</h2><pre><code class="sh"><span>npm</span> <span>install</span></code></pre>';
const code = '<h2>Ten lines</h2><pre><code class="ts">const one = 1;</code></pre>';
const more = '<h2>More</h2><pre><code class="ts">const two = 2;</code></pre>';

test.each([
  { title: "a list and a section before", readme: name + reasons + why + install + code, page: [reasons, why] },
  { title: "nothing before", readme: name + install + code + more, page: [more] },
])("the front page shows name, sentence, installation and first code first: $title", ({ readme, page }) => {
  expect(frontPage(readme)).toBe([name, install, code, ...page].join(""));
});

test("the front page of a README without code keeps its order", () => {
  expect(frontPage(name + reasons + why)).toBe(name + reasons + why);
});
