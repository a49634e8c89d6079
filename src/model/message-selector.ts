import type { Button } from "./action.js";

/** How one message is addressed: by its own id, by the trigger it came from, or as the newest one. */
export type MessageSelector =
  | { readonly by: "id"; readonly subscriberId: string; readonly messageId: string }
  | {
      readonly by: "transaction";
      readonly transactionId: string;
      /** Absent where the message itself is to tell whose it is. */
      readonly subscriberId: string | undefined;
    }
  | { readonly by: "latest"; readonly subscriberId: string };

/** A button by its type, or by what is written on it, which only the message can tell. */
export type ButtonSelector = { readonly type: Button } | { readonly label: string };
