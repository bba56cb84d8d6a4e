/** What messages of errors tell to do next, word for word. */
export const advice = {
  create:
    "The write may have happened. With an id that nobody else uses, send it again: ALREADY_EXISTS then means that it " +
    "landed. Without one, look for it in the registry first.",
  upsert: "The write may have happened, and it is safe to send it again.",
  ownPath: "The write may have happened: look for it before you send it again.",
  get: "It only reads: it is safe to send it again.",
  notDone: "Nothing was written: it is safe to send it again.",
  taskId: "The write was taken on: follow its `taskId`.",
};
