import { describe, expect, test } from "vitest";
import { readContract } from "../../scripts/contract/document.ts";
import { publishedContract } from "../../scripts/docs/published-contract.ts";
import { contractFile } from "../support/contract-copy.ts";

interface Published {
  readonly components: { readonly schemas: Record<string, { readonly properties?: Record<string, unknown> }> };
}

describe("the contract as it is published", () => {
  test.each(["PERSISTED", "ACCEPTED"])("lists only %s where a response has no other status", async (status) => {
    const document = await publishedContract(await readContract(contractFile));
    const { schemas } = (document as unknown as Published).components;
    const own = Object.values(schemas).flatMap(({ properties }) => Object.values(properties ?? {}));
    const described = expect.stringContaining(`\`${status}\``) as string;
    expect(own).toContainEqual({ type: "string", description: described, enum: [status] });
  });

  test("shows all reasons of a part with several", async () => {
    const document = await publishedContract(await readContract(contractFile));
    const { schemas } = (document as unknown as Published).components;
    expect(schemas.DeleteOperation).toMatchObject({
      description:
        "Deletes a resource. Fails if the resource does not exist.\n\n" +
        "[**Inferred.**](documents/Contract.html#what-inferred-means) No page says how the registry treats unknown fields. This contract forbids them. " +
        "No page says that a delete fails if the resource does not exist.",
    });
  });
});
