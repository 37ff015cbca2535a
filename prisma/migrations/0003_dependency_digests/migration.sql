-- What a fetched file was at its first use, for those without a hash in a lock file.
CREATE TABLE "dependency_digests" (
  "ecosystem" TEXT NOT NULL,
  "key" TEXT NOT NULL,
  "sha256" TEXT NOT NULL,
  "recorded_by" TEXT NOT NULL,
  "recorded_at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY ("ecosystem", "key")
);
