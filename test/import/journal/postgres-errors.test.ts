import { expect, test } from "vitest";
import { isMissingTable, isTaken, isUndone, postgresFailure } from "../../../src/import/journal/postgres-errors.ts";

const password = "made-up-password";

test.each([
  ["42P01", "the tables of the journals do not exist"],
  ["3F000", "the schema does not exist"],
  ["42501", "permission was denied"],
  ["28P01", "the server refused this user"],
  ["3D000", "the database does not exist"],
  ["25006", "the server is read-only, such as a standby"],
  ["53100", "the disk of the server is full"],
  ["53300", "the server has too many connections"],
  ["57P03", "the server is starting, stopping or recovering"],
  ["ECONNREFUSED", "the server can't be reached"],
  ["XX000", "the connection or the query failed"],
])("the message for %s of PostgreSQL says that %s, and nothing of its message", (code, found) => {
  const cause = Object.assign(new Error(`insert into … ${password}`), { code });
  const error = postgresFailure("patients.1-of-4.import", cause);
  expect(error).toMatchObject({ name: "JournalError", reason: "journal", cause });
  expect(error.message).toContain(`patients.1-of-4.import can't be used: ${found} (${code}). `);
  expect(error.message).not.toContain(password);
});

test.each(["string", "non-empty string"])("a missing password is named, when the driver expects a %s", (expected) => {
  const cause = new Error(`SASL: SCRAM-SERVER-FIRST-MESSAGE: client password must be a ${expected}`);
  expect(postgresFailure("PostgreSQL (schema public)", cause).message).toBe(
    "PostgreSQL (schema public) can't be used: the server asks for a password (no password). " +
      "Add one to the connection string, after the user and a colon.",
  );
});

test.each([
  ["42P01", true, false, false],
  ["23505", false, true, false],
  ["40001", false, false, true],
  ["40P01", false, false, true],
  ["XX000", false, false, false],
])(
  "the code %s of PostgreSQL stands for a missing table: %s, for a position that is taken: %s, for a statement that was undone: %s",
  (code, missing, taken, undone) => {
    const error = Object.assign(new Error("a message"), { code });
    expect([isMissingTable(error), isTaken(error), isUndone(error)]).toStrictEqual([missing, taken, undone]);
  },
);
