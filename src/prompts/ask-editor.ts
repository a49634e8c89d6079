import { ExternalEditor } from "@inquirer/external-editor";
import type { Prompts } from "./prompts.js";

/** Opens the text in the person's editor. If the editor fails, the text is not changed. */
export const askEditor: Prompts["editor"] = async (text) => {
  try {
    const editor = new ExternalEditor(text, { postfix: ".json" });
    const edited = await editor.runAsync();
    if (editor.lastExitStatus === 0) return { text: edited };
    return { problem: `The editor exited with ${editor.lastExitStatus}; your text was discarded` };
  } catch {
    return { problem: "The editor in EDITOR couldn't be started" };
  }
};
