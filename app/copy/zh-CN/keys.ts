/** What the command says that changes the installation's master key: `npm run keys`. */
export const keys = {
  usage: [
    "用法：npm run --silent keys -- status | new 新文件 | rotate | finish 新文件",
    "  status  各主密钥下还有多少数据密钥",
    "  new     写出新的密钥环：新主密钥在前，现用的在后",
    "  rotate  把旧主密钥下的数据密钥改由新主密钥包封，可中断、可重来",
    "  finish  旧主密钥下已经没有数据密钥时，写出不含它的密钥环",
  ].join("\n"),
  standings: { current: "现用", former: "旧，待替换", unknown: "不在密钥环中，无法打开" },
  kinds: { cases: "个案", drafts: "草稿", installation: "本机构" },
  line: (id: string, standing: string, counts: { cases: string; drafts: string; installation: string }) =>
    `主密钥 ${id}（${standing}）：个案 ${counts.cases}，草稿 ${counts.drafts}，本机构 ${counts.installation}`,
  progress: (kind: string, done: string, of: string, percent: string) => `${kind}：${done} / ${of}（${percent}%）`,
  made: (file: string, id: string) =>
    `已写出 ${file}，新主密钥为 ${id}。请另行保管一份，再让 MASTER_KEY_FILE 指向它，依次执行 migrate、重启各进程、rotate、finish。`,
  rotated: (count: number, id: string) => `已完成：${count} 个数据密钥改由主密钥 ${id} 包封。`,
  finished: (file: string) =>
    `已写出 ${file}，不再包含旧主密钥。请让 MASTER_KEY_FILE 指向它并重启各进程；旧备份仍需旧主密钥才能打开。`,
  nothingFormer: "密钥环中没有旧主密钥，无事可做。请先用 new 写出新的密钥环并让 MASTER_KEY_FILE 指向它。",
  notFinished: "旧主密钥下还有数据密钥，不能去掉。请先执行 rotate；若仍有，请确认各进程都已用新的密钥环重启。",
  exists: (file: string) => `${file} 已经存在，不会覆盖。请换一个文件名。`,
  notWritten: (file: string) => `无法写入 ${file}。请核对文件夹是否存在、是否有权限。`,
  broken: "有数据密钥无法打开：密钥环与这个数据库不符，或者数据已被改动。已经改好的部分保持有效。",
  failed: (code: string) => `没有完成（${code}）。已经改好的部分保持有效，排除原因后再执行一次即可。`,
};
