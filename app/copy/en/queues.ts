import type { queues as chinese } from "../zh-CN/queues.ts";

export const queues: typeof chinese = {
  notStarted: "The worker was not started:",
  setup: {
    nothing_configured: "There is no queue. Set QUEUE_DATABASE_URL, or REDIS_URL.",
    redis_may_evict:
      "The Redis of REDIS_URL throws data away when its memory is full, and jobs with it. Set its maxmemory-policy to noeviction.",
    redis_refuses_us: "The Redis of REDIS_URL refused the login. Check user, password and rights.",
    queue_database_refuses_us:
      "The database of QUEUE_DATABASE_URL refused the connection. Check role, password and name; the role should own this database, since the queue makes its own tables in it.",
  },
  address: {
    scheme: "REDIS_URL should begin with redis://, rediss://, redis+sentinel:// or redis+cluster://.",
    no_host: "REDIS_URL names no host.",
    bad_host:
      "A host in REDIS_URL is not written correctly; hosts are separated by commas, and an IPv6 address stands in brackets.",
    bad_port: "A port in REDIS_URL should be a number from 1 to 65535.",
    bad_escape: "User or password in REDIS_URL hold signs that must be percent-encoded (@ as %40, for example).",
    one_host_only: "redis:// and rediss:// take one host; for several use redis+sentinel:// or redis+cluster://.",
    no_master:
      "A redis+sentinel:// address ends with the master's name, as in redis+sentinel://host1:26379,host2:26379/portal.",
    bad_database: "What REDIS_URL ends with should be the number of a database, as in redis://host:6379/2.",
    cluster_has_one_database: "A Redis Cluster has database 0 only; leave the number out of REDIS_URL.",
    unknown_option:
      "REDIS_URL has an unknown option after the question mark; only redis+sentinel:// takes sentinelUsername and sentinelPassword.",
  },
};
