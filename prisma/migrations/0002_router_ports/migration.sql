-- Where applications are reached: a node may have its router on other ports.
ALTER TABLE "nodes" ADD COLUMN "http_port" INTEGER NOT NULL DEFAULT 80;
ALTER TABLE "nodes" ADD COLUMN "https_port" INTEGER NOT NULL DEFAULT 443;
