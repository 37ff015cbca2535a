# PHP as Debian has it, put together as nixpkgs does: an interpreter, extensions, and an ini file.
{ debian, lib, package }:
let
  php = version:
    let
      name = "php${builtins.replaceStrings [ "." ] [ "" ] version}";
      tree = debian.tree name { inherit version; finish = builtins.readFile ./php.sh; };
      extension = extensionName: tree // {
        pname = "php-${extensionName}";
        inherit extensionName;
        outPath = "${tree}";
      };
      all = lib.genAttrs [ "apcu" "bcmath" "calendar" "ctype" "curl" "date" "dom" "exif" "ffi" "fileinfo" "filter" "ftp" "gd"
        "gettext" "gmp" "hash" "iconv" "igbinary" "intl" "json" "mbstring" "mysqli" "mysqlnd" "opcache" "openssl" "pcntl" "pdo"
        "pdo_mysql" "pdo_pgsql" "pdo_sqlite" "pgsql" "phar" "posix" "readline" "redis" "session" "shmop" "simplexml" "soap"
        "sockets" "sodium" "sqlite3" "sysvmsg" "sysvsem" "sysvshm" "tokenizer" "xml" "xmlreader" "xmlwriter" "xsl" "zip" "zlib"
      ] extension;
      # Loaded with those that use them.
      needs = {
        mysqli = [ "mysqlnd" ];
        pdo_mysql = [ "mysqlnd" "pdo" ];
        pdo_pgsql = [ "pdo" ];
        pdo_sqlite = [ "pdo" ];
        redis = [ "igbinary" ];
        xmlreader = [ "dom" ];
        xsl = [ "dom" ];
      };
      # nixpkgs' own choice.
      enabled = map (one: all.${one}) [ "bcmath" "calendar" "curl" "ctype" "dom" "exif" "fileinfo" "filter" "ftp" "gd" "gettext"
        "gmp" "iconv" "intl" "mbstring" "mysqli" "mysqlnd" "opcache" "openssl" "pcntl" "pdo" "pdo_mysql" "pdo_pgsql" "pdo_sqlite"
        "pgsql" "posix" "readline" "session" "simplexml" "soap" "sockets" "sodium" "sqlite3" "sysvsem" "tokenizer" "xmlreader"
        "xmlwriter" "zip" "zlib" ];
      make = { extensions ? ({ enabled, all }: enabled), extraConfig ? "" }:
        let
          chosen = extensions { inherit enabled all; };
          result = package ((debian.run "php-with-extensions" ./php-env.sh {
            inherit tree extraConfig version;
            inherit (debian) tools glibc;
            # nixpkgs has the first two compiled in.
            extensions = [ "xml" "phar" ] ++ lib.concatMap (one: (needs.${one.extensionName} or [ ]) ++ [ one.extensionName ]) chosen;
            passAsFile = [ "extraConfig" ];
          }) // { inherit version; }) "php";
        in result // {
          buildEnv = make;
          withExtensions = change: make { extensions = change; inherit extraConfig; };
          extensions = all;
          unwrapped = tree;
          packages.composer = composer result;
        };
    in make { };
  composer = interpreter: package (debian.tree "composer" {
    php = interpreter;
    interpreters = [ interpreter ];
    finish = builtins.readFile ./composer.sh;
  }) "composer";
  php82 = php "8.2";
  php84 = php "8.4";
in
{
  inherit php82 php84;
  php = php84;
  php82Packages = php82.packages;
  php84Packages = php84.packages;
  phpPackages = php84.packages;
  php82Extensions = php82.extensions;
  php84Extensions = php84.extensions;
}
