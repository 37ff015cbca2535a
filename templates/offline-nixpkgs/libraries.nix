# Libraries in the two outputs that nixpkgs gives them: what programs load, and what compilers read.
{ debian, lib, package }:
let
  library = name:
    let built = debian.tree name { outputs = [ "out" "dev" ]; finish = finished name; };
        dev = built.dev // { outputSpecified = true; };
    in package (built // { inherit dev; pg_config = dev; lib = built.out; bin = built.out; }) name;
  # After its libraries are divided: what else a package needs.
  finished = name: lib.concatMapStringsSep "\n" builtins.readFile
    ([ ./library.sh ] ++ lib.optionals (name == "imagemagick") [ ./imagemagick.sh ./wrap.sh ]);
  program = name: mainProgram: package (debian.tree name { }) mainProgram;
  names = [ "zlib" "openssl" "libpq" "postgresql" "libmysqlclient" "libyaml" "libffi" "sqlite" "libxml2" "libxslt"
    "libjpeg" "libpng" "imagemagick" "vips" "gmp" "readline" "ncurses" ];
in
lib.genAttrs names library // {
  gnumake = program "gnumake" "make";
  tzdata = program "tzdata" "tzselect";
  jq = program "jq" "jq";
  curl = program "curl" "curl";
  unzip = program "unzip" "unzip";
  caddy = program "caddy" "caddy";
  zip = program "unzip" "zip";
  pkg-config = program "pkg-config" "pkg-config";
  git = package (debian.tree "git" {
    # Where it finds its own parts is compiled in.
    wrapped = "git";
    variables = "GIT_EXEC_PATH=lib/git-core GIT_TEMPLATE_DIR=share/git-core/templates";
    finish = builtins.readFile ./wrap.sh;
  }) "git";
}
