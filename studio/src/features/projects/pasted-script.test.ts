import { expect, test } from "vitest";
import { scriptOf } from "./pasted-script";

test("several lines are a script, one is text", () => {
  expect(scriptOf("ANNA: Hello.\r\n\r\n  민수: 안녕?  \nPierre: Salut.\n")).toBe("ANNA: Hello.\n\n민수: 안녕?\n\nPierre: Salut.");
  expect(scriptOf("One line.\n")).toBeNull();
  expect(scriptOf("\n \n")).toBeNull();
  expect(scriptOf("")).toBeNull();
});
