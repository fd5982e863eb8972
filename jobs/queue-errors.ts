export type QueueFault = "redis_may_evict" | "redis_refuses_us" | "queue_database_refuses_us" | "nothing_configured";

/** The queue cannot be used as it is set up; waiting would not help. */
export class QueueSetupError extends Error {
  override readonly name = "QueueSetupError";
  readonly fault: QueueFault;

  constructor(fault: QueueFault) {
    super(fault);
    this.fault = fault;
  }
}

/** The queue cannot be reached now. What was promised stays in the outbox. */
export class QueueUnavailableError extends Error {
  override readonly name = "QueueUnavailableError";

  constructor() {
    super("the queue cannot be reached");
  }
}
