/**
 * The bytes of a request, piece by piece. Whoever stops reading leaves the rest where it is: ending the stream would end
 * the connection, and the sender would never see the answer.
 */
export interface RequestBytes extends AsyncIterable<Uint8Array> {
  /** Lets the rest pass unread, so that the sender gets to see the answer. */
  discard(): void;
}

export function bytesOf(request: Request): RequestBytes {
  const reader = request.body?.getReader();
  const next = async (): Promise<IteratorResult<Uint8Array, undefined>> => {
    const read = await reader?.read();
    return read === undefined || read.done ? { done: true, value: undefined } : { done: false, value: read.value };
  };
  const passRest = async (): Promise<void> => {
    while (!(await next()).done);
  };
  return {
    [Symbol.asyncIterator]: () => ({ next }),
    discard: () => {
      // A sender that has gone needs no answer either.
      passRest().catch(() => undefined);
    },
  };
}
