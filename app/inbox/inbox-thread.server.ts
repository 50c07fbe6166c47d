import { parentPort } from "node:worker_threads";
import { startInbox } from "./run-inbox.server";

const TELL_MS = 1_000;

/** A thread of the worker that does nothing but the inbox: tells when it last looked, stops at any word. See `startInboxThreads`. */
const port = parentPort;
if (!port) throw new Error("inbox-thread: expected to be started as a thread of the worker");
const inbox = startInbox();
const telling = setInterval(() => port.postMessage(inbox.lastLookAt().getTime()), TELL_MS);
port.once("message", () => {
  clearInterval(telling);
  // Connections that are still open do not keep what has nothing left to do.
  void inbox.stop().finally(() => process.exit(0));
});
