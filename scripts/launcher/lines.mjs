/**
 * What the launcher and the test command print, before anything is installed: the only sentences of the portal
 * outside `app/copy`.
 * @typedef {Record<string, string | number>} Values
 */

export const chinese = {
  language: /** @type {"zh" | "en"} */ ("zh"),
  steps: /** @satisfies {Record<string, (v: Values) => string>} */ ({
    install: () => "正在安装依赖（首次约需一两分钟）……",
    build: () => "源文件有变化，正在构建页面……",
    database: () => "正在启动数据库……",
    prepare: () => "正在检查数据库结构与演示城市……",
    start: () => "正在启动网页与后台任务……",
    stopping: () => "正在停止（再按一次 Ctrl-C 立即结束）……",
    stopped: () => "已全部停止。",
    killed: () => "已立即结束。已出具回执的报告不会丢失。",
    done: (v) => `  ${v.what}：完成，用时 ${v.seconds} 秒`,
    still: (v) => `  ${v.what}：仍在进行，已用 ${v.seconds} 秒`,
    ready: (v) => `平台已就绪（${v.seconds} 秒）：${v.url}`,
    accounts: () => "演示账号（虚构人员，只在演示模式存在）：",
    more_accounts: (v) => `其余 ${v.count} 个账号见 ${v.path}`,
    how_to_stop: () => "按 Ctrl-C 停止。",
    logs: (v) => `运行日志在 ${v.path}`,
    elsewhere: (v) => `PostgreSQL 不能以 root 运行，账号 ${v.account} 又进不了这个文件夹，因此数据库放在 ${v.path}`,
    making: () => "  正在新建数据库……",
    half_made: () => "上次没有建完的数据库已清除，重新建立。",
    left_over_server: () => "上次没有正常退出：已先结束遗留的数据库进程，数据完好。",
    left_over: (v) => `这个文件夹以前的数据库还留在 ${v.path}，没有动它；不再需要时可自行删除。`,
    copied_folder: (v) => `这个文件夹是从 ${v.path} 复制来的：不共用它的数据库，另建一个。`,
    home_vanished: (v) => `原来的数据库 ${v.path} 已不存在，另建一个。`,
    crashed_last_time: () => "上次没有正常退出，正在恢复。",
    process_ended: (v) => `${v.name} 意外退出（${v.how}），${v.seconds} 秒后重新启动。`,
    process_back: (v) => `${v.name} 已重新启动。`,
    database_ended: () => "数据库意外退出，正在重新启动。",
    database_back: () => "数据库已重新启动。",
    secrets_made: (v) => `已为演示生成密钥：${v.path}`,
    no_owner: () => "没有设置 DATABASE_URL：不检查数据库结构，请另行运行 npm run migrate。",
    complaint: (v) => `  ${v.name}：${v.text}`,
    check_passed: (v) => `检查通过：${v.name}（${v.seconds} 秒）`,
    check_failed: (v) => `检查未通过：${v.name}（${v.seconds} 秒）`,
    no_redis: () => "没有运行需要 Redis 的测试：本机没有 redis-server（apt-get install redis-server）。",
    no_chromium: () => "没有运行需要浏览器的测试：本机没有 Chromium（apt-get install chromium，或用 CHROMIUM 指定）。",
    skipped_in_ci: (v) => `CI=true 时不允许跳过测试：跳过了 ${v.count} 个。`,
  }),
  work: { install: "安装依赖", build: "构建页面", database: "启动数据库", prepare: "检查数据库" },
  names: { web: "网页进程", worker: "后台任务进程" },
  roles: {
    officer: "值守员",
    lead: "部门负责人",
    unit_lead: "单位强制报告负责人",
    unit_reporter: "单位报告人",
    coordinator: "统筹督查员",
    admin: "系统管理员",
    auditor: "审计员",
  },
  all_districts: "全市",
  table: ["角色", "部门", "区", "登录名", "密码"],
  refusals: /** @satisfies {Record<string, (v: Values) => string>} */ ({
    old_node: (v) => `需要 Node.js ${v.wanted} 或更新的版本，现在是 ${v.found}。请从 https://nodejs.org 安装后再试。`,
    install_failed: (v) => `依赖没有装上：npm ci 失败。请检查网络与磁盘空间后再试一次。npm 最后说：\n${v.told}`,
    build_failed: (v) => `页面构建失败：\n${v.told}`,
    prepare_failed: (v) => `数据库没有准备好：\n${v.told}`,
    bad_config: (v) => `${v.told}`,
    busy_port: (v) =>
      `端口 ${v.port} 已被占用，平台没有启动。请先停止占用它的程序，或换一个端口：PORT=${v.other} npm start`,
    bad_port: (v) => `PORT=${v.port} 不是 1 到 65535 之间的端口号。例如：PORT=3100 npm start`,
    port_refused: (v) =>
      `不能监听 ${v.host}:${v.port}（${v.why}）。请检查 HOST 和 PORT；1024 以下的端口通常需要管理员权限。`,
    already_running: (v) =>
      `这个文件夹里已经有一个平台在运行（进程 ${v.pid}，${v.url}）。请先停止它，或设置另一个 DATA_DIR。`,
    data_not_writable: (v) => `不能写入 ${v.path}：它属于另一个用户。请换回原来的用户启动，或设置另一个 DATA_DIR。`,
    secrets_broken: (v) =>
      `${v.path} 读不懂，而数据库里已有用它加密的内容。请从备份恢复这个文件；若不再需要这些数据，把 ${v.folder} 移走后再启动。`,
    secrets_lost: (v) =>
      `${v.path} 不见了，而数据库里已有用它加密的内容。请从备份恢复这个文件；若不再需要这些数据，把 ${v.folder} 移走后再启动。`,
    production_needs: (v) =>
      `正式环境（PORTAL_MODE=production）没有启动：${v.variable} 没有设置。正式环境不使用内置数据库，请填写 PostgreSQL 所有者账号的地址。`,
    not_ready: (v) => `${v.name}在 ${v.seconds} 秒内没有就绪。它最后说：\n${v.told}`,
    crash_loop: (v) => `${v.name}反复退出，已停止全部进程。它最后说：\n${v.told}`,
    no_account: () =>
      "PostgreSQL 不能以 root 运行，而系统里没有 postgres 或 nobody 账号。请用普通用户启动，或用 DATABASE_URL 指定一个 PostgreSQL。",
    no_postgres: (v) =>
      `没有可在这台机器（${v.platform}）上运行的 PostgreSQL。请安装 PostgreSQL 15 或更新的版本，或用 DATABASE_URL 指定一个。`,
    other_postgres: (v) =>
      `已有的数据库由 PostgreSQL ${v.major} 建立，这里没有这个版本。请安装它，或用 DATABASE_URL 指定一个。`,
    unreachable_cluster: (v) => `账号 ${v.account} 进不了 ${v.path}，数据库没有启动。请检查这个文件夹及其上级的权限。`,
    foreign_cluster: (v) => `${v.path} 属于另一个用户，数据库没有启动。请换回原来的用户启动，或设置另一个 DATA_DIR。`,
    damaged_cluster: (v) =>
      `${v.path} 里的数据库缺少 ${v.missing}。没有改动它：请从备份恢复；若不再需要这些数据，把它移走后再启动。`,
    cluster_in_use: (v) => `${v.path} 里的数据库正由进程 ${v.pid} 使用。`,
    password_lost: (v) =>
      `${v.path} 不见了，没有它连不上已有的数据库。请从备份恢复；若不再需要这些数据，把整个文件夹移走后再启动。`,
    postgres_failed: (v) => `PostgreSQL（${v.what}）没有成功：\n${v.told}`,
  }),
};

/** @type {typeof chinese} */
export const english = {
  language: "en",
  steps: {
    install: () => "Installing dependencies (a minute or two the first time) …",
    build: () => "Sources have changed; building the pages …",
    database: () => "Starting the database …",
    prepare: () => "Checking the database schema and the demo city …",
    start: () => "Starting web and worker …",
    stopping: () => "Stopping (press Ctrl-C again to end at once) …",
    stopped: () => "Everything has stopped.",
    killed: () => "Ended at once. No report with a receipt is lost.",
    done: (v) => `  ${v.what}: done in ${v.seconds} s`,
    still: (v) => `  ${v.what}: still at it, ${v.seconds} s so far`,
    ready: (v) => `The portal is ready (${v.seconds} s): ${v.url}`,
    accounts: () => "Demo accounts (invented people; they exist only in demo mode):",
    more_accounts: (v) => `${v.count} more accounts are listed in ${v.path}`,
    how_to_stop: () => "Press Ctrl-C to stop.",
    logs: (v) => `Logs are in ${v.path}`,
    elsewhere: (v) =>
      `PostgreSQL will not run as root, and the account ${v.account} cannot enter this folder; the database is kept in ${v.path}`,
    making: () => "  making a new database …",
    half_made: () => "A database that was left half made has been cleared away; making it anew.",
    left_over_server: () =>
      "The last run did not end properly: its database process has been ended first. The data is intact.",
    left_over: (v) =>
      `An earlier database of this folder is still in ${v.path}; it was left alone. Delete it when it is no longer needed.`,
    copied_folder: (v) =>
      `This folder is a copy of ${v.path}: it does not share that database and gets one of its own.`,
    home_vanished: (v) => `The former database ${v.path} no longer exists; making a new one.`,
    crashed_last_time: () => "The last run did not end properly; recovering.",
    process_ended: (v) => `${v.name} ended unexpectedly (${v.how}); starting it again in ${v.seconds} s.`,
    process_back: (v) => `${v.name} is running again.`,
    database_ended: () => "The database ended unexpectedly; starting it again.",
    database_back: () => "The database is running again.",
    secrets_made: (v) => `Made secrets for the demo: ${v.path}`,
    no_owner: () => "DATABASE_URL is not set: the database schema is not checked. Run npm run migrate apart.",
    complaint: (v) => `  ${v.name}: ${v.text}`,
    check_passed: (v) => `check passed: ${v.name} (${v.seconds} s)`,
    check_failed: (v) => `check failed: ${v.name} (${v.seconds} s)`,
    no_redis: () =>
      "Tests that need Redis were left out: redis-server is not installed (apt-get install redis-server).",
    no_chromium: () =>
      "Tests that need a browser were left out: Chromium is not installed (apt-get install chromium, or name it with CHROMIUM).",
    skipped_in_ci: (v) => `CI=true allows no skipped test: ${v.count} were skipped.`,
  },
  work: { install: "dependencies", build: "pages", database: "database", prepare: "schema" },
  names: { web: "The web process", worker: "The worker process" },
  roles: {
    officer: "Duty officer",
    lead: "Head of department",
    unit_lead: "Reporting lead of a unit",
    unit_reporter: "Reporter of a unit",
    coordinator: "Coordinator",
    admin: "Administrator",
    auditor: "Auditor",
  },
  all_districts: "Whole city",
  table: ["Role", "Department", "Districts", "Login", "Password"],
  refusals: {
    old_node: (v) =>
      `Node.js ${v.wanted} or later is needed; this is ${v.found}. Install it from https://nodejs.org and try again.`,
    install_failed: (v) =>
      `The dependencies could not be installed: npm ci failed. Check the network and the disk space, then try again. npm's last words:\n${v.told}`,
    build_failed: (v) => `The pages could not be built:\n${v.told}`,
    prepare_failed: (v) => `The database could not be prepared:\n${v.told}`,
    bad_config: (v) => `${v.told}`,
    busy_port: (v) =>
      `Port ${v.port} is in use; the portal has not started. Stop the program that holds it, or choose another port: PORT=${v.other} npm start`,
    bad_port: (v) => `PORT=${v.port} is not a port number between 1 and 65535. For example: PORT=3100 npm start`,
    port_refused: (v) =>
      `Cannot listen on ${v.host}:${v.port} (${v.why}). Check HOST and PORT; ports below 1024 usually need an administrator.`,
    already_running: (v) =>
      `A portal is already running in this folder (process ${v.pid}, ${v.url}). Stop it first, or set another DATA_DIR.`,
    data_not_writable: (v) =>
      `Cannot write to ${v.path}: it belongs to another user. Start as that user, or set another DATA_DIR.`,
    secrets_broken: (v) =>
      `${v.path} cannot be read, and the database holds content encrypted with it. Restore the file from a backup; if the data is no longer needed, move ${v.folder} away and start again.`,
    secrets_lost: (v) =>
      `${v.path} is gone, and the database holds content encrypted with it. Restore the file from a backup; if the data is no longer needed, move ${v.folder} away and start again.`,
    production_needs: (v) =>
      `Production (PORTAL_MODE=production) has not started: ${v.variable} is not set. Production does not use the built-in database; give the address of the PostgreSQL login that owns the tables.`,
    not_ready: (v) => `${v.name} was not ready within ${v.seconds} s. Its last words:\n${v.told}`,
    crash_loop: (v) => `${v.name} keeps ending; everything has been stopped. Its last words:\n${v.told}`,
    no_account: () =>
      "PostgreSQL will not run as root, and this system has no account postgres or nobody. Start as an ordinary user, or name a PostgreSQL with DATABASE_URL.",
    no_postgres: (v) =>
      `There is no PostgreSQL that runs on this machine (${v.platform}). Install PostgreSQL 15 or later, or name one with DATABASE_URL.`,
    other_postgres: (v) =>
      `The existing database was made by PostgreSQL ${v.major}, which is not here. Install it, or name one with DATABASE_URL.`,
    unreachable_cluster: (v) =>
      `The account ${v.account} cannot enter ${v.path}; the database has not started. Check the permissions of that folder and those above it.`,
    foreign_cluster: (v) =>
      `${v.path} belongs to another user; the database has not started. Start as that user, or set another DATA_DIR.`,
    damaged_cluster: (v) =>
      `The database in ${v.path} lacks ${v.missing}. It was left alone: restore it from a backup; if the data is no longer needed, move it away and start again.`,
    cluster_in_use: (v) => `The database in ${v.path} is in use by process ${v.pid}.`,
    password_lost: (v) =>
      `${v.path} is gone, and without it the existing database cannot be opened. Restore it from a backup; if the data is no longer needed, move the whole folder away and start again.`,
    postgres_failed: (v) => `PostgreSQL (${v.what}) did not succeed:\n${v.told}`,
  },
};

/** Chinese unless the terminal asks for English, as everywhere in the portal. */
export const lines = /^en/i.test(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || "")
  ? english
  : chinese;
