/** What an operator reads when the worker cannot use the queue it was given. Never quotes an address: it may hold a password. */
export const queues = {
  notStarted: "后台任务进程没有启动：",
  setup: {
    nothing_configured: "没有任务队列。请设置 QUEUE_DATABASE_URL，或者 REDIS_URL。",
    redis_may_evict:
      "REDIS_URL 指向的 Redis 在内存不足时会丢弃数据，任务可能因此丢失。请把它的 maxmemory-policy 设为 noeviction。",
    redis_refuses_us: "REDIS_URL 指向的 Redis 拒绝了登录。请核对用户名、密码和权限。",
    queue_database_refuses_us:
      "QUEUE_DATABASE_URL 指向的数据库拒绝了连接。请核对角色、密码和库名；该角色应是这个库的所有者，因为任务队列的表由它自己建立。",
  },
  address: {
    scheme: "REDIS_URL 应以 redis://、rediss://、redis+sentinel:// 或 redis+cluster:// 开头。",
    no_host: "REDIS_URL 里没有主机名。",
    bad_host: "REDIS_URL 里的主机名写法不对；多个主机之间用逗号分隔，IPv6 地址放在方括号里。",
    bad_port: "REDIS_URL 里的端口应是 1 到 65535 之间的数字。",
    bad_escape: "REDIS_URL 里的用户名或密码含有特殊符号，请用百分号编码（例如 @ 写作 %40）。",
    one_host_only: "redis:// 和 rediss:// 只能有一个主机；多个主机请用 redis+sentinel:// 或 redis+cluster://。",
    no_master: "redis+sentinel:// 地址的末尾应是主节点的名字，例如 redis+sentinel://主机1:26379,主机2:26379/portal。",
    bad_database: "REDIS_URL 末尾的库号应是一个数字，例如 redis://主机:6379/2。",
    cluster_has_one_database: "Redis Cluster 只有 0 号库，REDIS_URL 末尾不要写别的库号。",
    unknown_option:
      "REDIS_URL 的问号后面有不认识的选项；只有 redis+sentinel:// 可以带 sentinelUsername 和 sentinelPassword。",
  },
};
