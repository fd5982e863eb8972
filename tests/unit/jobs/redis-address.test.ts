import { describe, expect, test } from "vitest";
import { parseRedisUrl, RedisAddressError, type RedisAddressFault } from "#jobs/redis-address.ts";

describe("one server", () => {
  test("a host alone means the usual port and the first database", () => {
    expect(parseRedisUrl("redis://cache")).toEqual({ kind: "single", tls: false, host: "cache", port: 6379, db: 0 });
  });

  test("user, password, port and database are read", () => {
    expect(parseRedisUrl("redis://portal:s3cret@10.0.0.5:6380/4")).toEqual({
      kind: "single",
      tls: false,
      username: "portal",
      password: "s3cret",
      host: "10.0.0.5",
      port: 6380,
      db: 4,
    });
  });

  test("a password without a user, with escaped signs in it", () => {
    const address = parseRedisUrl("redis://:p%40ss%2Fw%3Ard@cache");
    expect(address).toMatchObject({ password: "p@ss/w:rd" });
    expect(address).not.toHaveProperty("username");
  });

  test("rediss asks for TLS", () => {
    expect(parseRedisUrl("rediss://cache:6390")).toMatchObject({ kind: "single", tls: true, port: 6390 });
  });

  test("an IPv6 address stands in brackets", () => {
    expect(parseRedisUrl("redis://[::1]:6379/2")).toMatchObject({ host: "::1", port: 6379, db: 2 });
  });

  test("the scheme may be written in capitals and blanks around it do not count", () => {
    expect(parseRedisUrl(" REDIS://cache/ ")).toMatchObject({ host: "cache", db: 0 });
  });
});

describe("Sentinel", () => {
  test("a list of sentinels and the master's name", () => {
    expect(parseRedisUrl("redis+sentinel://s1:26379,s2,[fe80::1]:26380/portal/3?sentinelPassword=x%20y")).toEqual({
      kind: "sentinel",
      tls: false,
      sentinels: [
        { host: "s1", port: 26379 },
        { host: "s2", port: 26379 },
        { host: "fe80::1", port: 26380 },
      ],
      master: "portal",
      db: 3,
      sentinelPassword: "x y",
    });
  });

  test("user and password are those of the master", () => {
    expect(parseRedisUrl("rediss+sentinel://u:p@s1,s2/portal?sentinelUsername=watcher")).toMatchObject({
      tls: true,
      username: "u",
      password: "p",
      sentinelUsername: "watcher",
    });
  });
});

describe("Cluster", () => {
  test("a list of nodes to begin with", () => {
    expect(parseRedisUrl("redis+cluster://:p@n1:7000,n2:7001,n3")).toEqual({
      kind: "cluster",
      tls: false,
      password: "p",
      nodes: [
        { host: "n1", port: 7000 },
        { host: "n2", port: 7001 },
        { host: "n3", port: 6379 },
      ],
    });
  });
});

describe("what cannot be read is named, without quoting the address", () => {
  const refused: readonly (readonly [string, RedisAddressFault])[] = [
    ["", "scheme"],
    ["cache:6379", "scheme"],
    ["http://cache", "scheme"],
    ["redis://", "no_host"],
    ["redis://:secret@", "no_host"],
    ["redis://a b", "bad_host"],
    ["redis://a,,b", "bad_host"],
    ["redis://cache:", "bad_port"],
    ["redis://cache:0", "bad_port"],
    ["redis://cache:65536", "bad_port"],
    ["redis://cache:6379x", "bad_port"],
    ["redis://a,b", "one_host_only"],
    ["redis://cache/one", "bad_database"],
    ["redis://cache/1/2", "bad_database"],
    ["redis://:%E4%@cache", "bad_escape"],
    ["redis://:secr@et@cache", "bad_escape"],
    ["redis://:secret#1@cache", "bad_escape"],
    ["redis://cache?tls=true", "unknown_option"],
    ["redis+sentinel://s1,s2", "no_master"],
    ["redis+sentinel://s1/portal?password=secret", "unknown_option"],
    ["redis+cluster://n1/2", "cluster_has_one_database"],
  ];

  test.each(refused)("%s is refused as %s", (url, fault) => {
    const attempt = () => parseRedisUrl(url);
    expect(attempt).toThrow(RedisAddressError);
    expect(attempt).toThrow(expect.objectContaining({ fault }));
    expect(attempt).not.toThrow(/secret/);
  });
});
