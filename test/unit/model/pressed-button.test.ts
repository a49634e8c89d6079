import { expect, test } from "vitest";
import { pressedButton } from "../../../src/model/action.js";

test.each([
  { status: "done", button: "primary", pressed: "primary" },
  { status: "done", button: "secondary", pressed: "secondary" },
  { status: "pending", button: "primary", pressed: undefined },
  { status: undefined, button: "primary", pressed: undefined },
  { status: "doen", button: "primary", pressed: undefined },
  { status: "done", button: undefined, pressed: undefined },
  { status: "done", button: "PRIMARY", pressed: undefined },
])("status $status with button $button is pressed: $pressed", ({ status, button, pressed }) => {
  expect(pressedButton({ status, button, payload: undefined })).toBe(pressed);
});
