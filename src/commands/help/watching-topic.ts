import type { Block } from "../../views/topic-text.js";

export const watching = (): readonly Block[] => [
  "novu-msg action watch prints an event for each change of a message, oldest first, until Ctrl-C (130), --timeout or --count (both 0). The first look only learns what there is.",
  {
    rows: [
      ["created", "a message has come"],
      ["clicked", "a button was pressed, in an Inbox or through the API; also the other one instead"],
      ["reverted", "the pressed button was taken back; button says which"],
      ["changed", "the slot holds something else that is no answer"],
      ["payload", "the same answer, another payload"],
      ["seen, unseen", "and read, unread, archived, unarchived: the message's marks"],
      ["deleted", "two looks in a row did not find it; message is what it was"],
    ],
  },
  "On a terminal an event is a line to read, cut to its width. Everywhere else, and with --json or -o ndjson, it is one JSON object on one line; -o csv, -o tsv, --fields and --query work on each event. Every field is always there, null where there is nothing:",
  {
    rows: [
      ["event, at", "what, and when it was noticed; message.updatedAt is Novu's own time"],
      ["subscriberId", "and messageId, transactionId, workflow, title: which message"],
      ["button, label", "the button it is about"],
      ["status, payload", "of the slot, after the event"],
      ["before", "status, button, payload, seen, read, archived until then; null when created"],
      ["message", "the whole message as Novu lists it"],
    ],
  },
  "What is watched: all messages of the transactions given (up to 10,000); else the newest 50 of each subscriber, or of the environment (--newest). What is given narrows: --subscriber with --workflow means both. Unanswered messages that newer ones push off that page are followed further, up to 200 a list; answered ones are not. A change that was undone before the next look is not seen.",
  "How often: 2 s after a change, then ever less often down to every 10 s (--interval, at least 250ms, and --max-interval); longer where Novu asks for it. Transactions cost one request a look for fifty, subscribers one each, and a workflow one, whatever it holds. When the network or Novu fails, the watch says so once, goes on, and says when it works again, with -q too. A refused key ends it; so does an unknown subscriber at the start.",
  "--exec runs a program of yours for each event, after it was printed, one at a time; no look is made meanwhile. Its words are split as in a shell, but no shell runs: nothing of an event can become a command. A program that is not there, or a quote that is never closed, is told at the start. For a shell, and for its variables, write:",
  { lines: ['novu-msg action watch --exec "sh -c \'echo \\"\\$NOVU_LABEL\\"\'"'] },
  "It gets the event as JSON on stdin, and as variables, empty where there is nothing: NOVU_EVENT, NOVU_AT, NOVU_SUBSCRIBER_ID, NOVU_MESSAGE_ID, NOVU_TRANSACTION_ID, NOVU_WORKFLOW, NOVU_TITLE, NOVU_BUTTON, NOVU_LABEL, NOVU_STATUS, NOVU_PAYLOAD (JSON). A value over 32,000 bytes is left empty, and a NUL byte is U+FFFD; stdin has them whole. It does not get the API key: give it a profile if it is to run novu-msg. What it prints goes to stderr. Its failure is told and ends nothing; Ctrl-C ends it too, and --timeout lets it finish.",
  "With | head -1 the watch ends when it has a second line to write, as tail -f does; --count 1 ends at once.",
];
