import type { UrlStorage } from "tus-js-client";

const prefix = "upload:";
const twoDays = 2 * 86_400_000;

/**
 * Where an upload stands at the server, so that a reload can go on. Neither the file's name nor a word about it is kept
 * in the browser: only its address, under a digest. Quick exit clears it with everything else that the browser keeps.
 */
export const uploadMemory: UrlStorage = {
  async findAllUploads() {
    return [];
  },
  async findUploadsByFingerprint(fingerprint) {
    const [at = "", uploadUrl = ""] = (readItem(fingerprint) ?? "").split(" ");
    if (uploadUrl === "" || Date.now() - Number(at) > twoDays) return [];
    return [
      {
        size: null,
        metadata: {},
        creationTime: "",
        urlStorageKey: fingerprint,
        uploadUrl,
        parallelUploadUrls: null,
      },
    ];
  },
  async removeUpload(fingerprint) {
    try {
      localStorage.removeItem(prefix + fingerprint);
    } catch {
      // A browser that keeps nothing has nothing to forget.
      return;
    }
  },
  async addUpload(fingerprint, { uploadUrl }) {
    try {
      localStorage.setItem(prefix + fingerprint, `${Date.now()} ${uploadUrl ?? ""}`);
    } catch {
      // A browser that keeps nothing still sends the file; only a reload begins anew.
      return fingerprint;
    }
    return fingerprint;
  },
};

function readItem(fingerprint: string): string | null {
  try {
    return localStorage.getItem(prefix + fingerprint);
  } catch {
    return null;
  }
}

/** The same file for the same owner has the same digest; without WebCrypto there is none, and nothing is remembered. */
export async function fingerprintOf(file: File, owner: string): Promise<string> {
  const { name, size, type, lastModified } = file;
  const text = JSON.stringify([owner, name, size, type, lastModified]);
  if (!("subtle" in crypto)) return "";
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
