/** What an operator reads when the portal refuses to start. Names variables, never their values. */
const faults = {
  missing: "没有设置",
  given_twice: "与 MASTER_KEY_FILE 同时设置了，只能留一个",
  unknown_value: "的值不在允许的范围内",
  not_an_address: "不是一个完整的地址",
  other_kind_of_address: "的地址类型不对",
  not_a_port: "不是 1 到 65535 之间的端口号",
  not_a_host: "不是一个主机名或 IP 地址",
  too_short: "太短，至少要 32 个字符",
  not_32_bytes: "既不是 32 字节的 base64，也不是密钥环文件",
  unreadable: "指向的文件读不到",
  not_public_keys: "指向的文件里须是一把或者多把 Ed25519 公钥（PEM），不得有其他内容",
  not_ed25519: "指向的文件不是 Ed25519 私钥（PEM）",
  demo_value: "是演示用的值，正式环境不接受",
  weak: "不够随机，正式环境不接受",
  not_https: "不是 https 地址，正式环境不接受",
};

const whatToDo = {
  PORTAL_MODE: "请设为 demo（演示）或 production（正式）。",
  DATABASE_WEB_URL:
    "请填写角色 portal_web 的 PostgreSQL 地址，形如 postgres://portal_web:密码@主机:5432/库名；用 npm start 启动时由启动程序给出。",
  DATABASE_WORKER_URL:
    "请填写角色 portal_worker 的 PostgreSQL 地址，形如 postgres://portal_worker:密码@主机:5432/库名；用 npm start 启动时由启动程序给出。",
  QUEUE_DATABASE_URL: "请填写任务队列的 PostgreSQL 地址（角色 portal_queue，单独的库），或者改用 REDIS_URL。",
  REDIS_URL: "可用 redis://、rediss://、redis+sentinel:// 或 redis+cluster:// 开头的地址；不设则使用 PostgreSQL 队列。",
  MASTER_KEY:
    "请用 openssl rand -base64 32 生成并妥善备份：遗失后个案内容无法解密。也可以用 MASTER_KEY_FILE 指向文件。",
  MASTER_KEY_FILE: "请指向一个本进程可读的文件，内容由 openssl rand -base64 32 生成。",
  FORMER_SIGNING_KEYS_FILE: "更换签名密钥之前，用 openssl pkey -pubout 导出旧公钥，逐把写入这个文件。",
  SIGNING_KEY_FILE: "请用 openssl genpkey -algorithm ed25519 -out signing-key.pem 生成，并把路径写在这里。",
  SESSION_SECRET: "请用 openssl rand -hex 32 生成。",
  SMTP_URL: "请填写发信服务器的地址，形如 smtps://用户:密码@主机:465；没有它，通知送不到承办人手里。",
  PORT: "请换一个端口号，例如 PORT=3100。",
  HOST: "请填写要监听的地址，例如 127.0.0.1 或 0.0.0.0。",
  PORTAL_URL: "请填写公众访问平台时输入的地址，形如 https://baohu.example.gov.cn。",
  LOG_LEVEL: "可用 fatal、error、warn、info、debug、trace、silent。",
  DATA_DIR: "请填写存放本机数据的目录。",
  SEAL_SUITE: "可用 aes-256-gcm（默认）或 sm4（国密 SM4 与 HMAC-SM3）。",
  STORAGE_URL:
    "请填写证据文件的存放处：本机目录的绝对路径，或 s3+https://访问键:密钥@主机:端口/桶名；不设则放在 DATA_DIR 下。",
  CLAMD_HOST: "请填写病毒扫描服务 clamd 的主机名，可带端口，例如 127.0.0.1:3310；不设则不扫描。",
  OIDC_ISSUER: "请填写统一身份认证平台的 OpenID Connect 地址；不设则只用本平台的登录名和密码。",
  OIDC_CLIENT_ID: "请填写在统一身份认证平台登记的客户端标识。",
  OIDC_CLIENT_SECRET: "请填写在统一身份认证平台登记的客户端密钥，也可以用 OIDC_CLIENT_SECRET_FILE 指向文件。",
  OIDC_CLIENT_SECRET_FILE: "请指向一个本进程可读的文件。",
  TRUSTED_PROXIES: "请填写前置代理的 IP 地址或网段，用逗号分隔；本机的代理不必填写。",
};

export const configuration = {
  heading: "配置有误，平台没有启动：",
  faults,
  whatToDo,
  sentence: (problem: { variable: keyof typeof whatToDo; fault: keyof typeof faults }): string =>
    `${problem.variable} ${faults[problem.fault]}。${whatToDo[problem.variable]}`,
};
