import { describe, expect, test } from "vitest";
import { reducedCause } from "../../src/errors/reduced-cause.js";

const refused = {
  name: "Error",
  code: "ECONNREFUSED",
  syscall: "connect",
  errno: -111,
  message: "connect ECONNREFUSED",
};

describe("reducedCause", () => {
  test("keeps name, code and message of a system error", () => {
    const cause = reducedCause(refused);
    expect(cause).toMatchObject({ name: "Error", code: "ECONNREFUSED", message: "connect ECONNREFUSED" });
    expect(cause?.stack).toBe("Error: connect ECONNREFUSED");
  });

  test.each([
    ["without a system call", { ...refused, syscall: undefined }],
    ["without an error number", { ...refused, errno: undefined }],
    ["with an error number that is text", { ...refused, errno: "-111" }],
    ["with a message that is no text", { ...refused, message: { secret: 1 } }],
  ])("drops the message of an error %s", (_fact, error) => {
    const cause = reducedCause(error);
    expect(cause).toMatchObject({ name: "Error", code: "ECONNREFUSED", message: "" });
    expect(cause?.stack).toBe("Error");
  });

  test.each([undefined, null, "text", 5, ["list"]])("is nothing for %j, which is no error", (error) => {
    expect(reducedCause(error)).toBeUndefined();
  });

  test("drops names and codes that are no words", () => {
    const cause = reducedCause({ name: "two words", code: 5 });
    expect(cause?.name).toBe("Error");
    expect(cause).not.toHaveProperty("code");
    expect(reducedCause({ name: ["TypeError"], code: "x".repeat(65) })).not.toHaveProperty("code");
  });

  test.each(["NotCapable", "PermissionDenied"])("keeps Deno's name %s for a permission that was not given", (name) => {
    expect(reducedCause({ name })?.name).toBe(name);
  });

  test.each(["Lovelace", "polar_cst_0123456789", "ADA", "Error of Ada", "Ada Lovelace: TypeError"])(
    "takes %s for no name of an error",
    (name) => {
      expect(reducedCause({ name })?.name).toBe("Error");
    },
  );

  test.each(["polar_cst_0123456789", "7secretsecret777", "Ada", "A", "ada ECONNRESET", "ECONNRESET ada"])(
    "takes %s for no code",
    (code) => {
      expect(reducedCause({ code })).not.toHaveProperty("code");
    },
  );

  test.each(["UND_ERR_SOCKET", "ECONNRESET", "HPE_INVALID_CONSTANT"])("keeps the code %s", (code) => {
    expect(reducedCause({ name: "SocketError", code })).toMatchObject({ name: "SocketError", code });
  });
});
