/** For a program started by `startChild`: answers each message with what `reply` makes of it, or with why it failed. */
export function answerMessages(reply: (question: never) => Promise<object>): void {
  process.on("message", (question) => {
    void reply(question as never).then(
      (answer) => process.send?.(answer),
      (error: unknown) => process.send?.({ failure: describe(error) }),
    );
  });
  // The bench is gone: so is the reason to be here.
  process.on("disconnect", () => process.exit());
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 500) : String(error);
}
