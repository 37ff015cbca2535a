# Ruby with its gems and Bundler, at home in its own tree.
{ debian, lib, package }:
let
  ruby = version: package ((debian.tree "ruby_${builtins.replaceStrings [ "." ] [ "_" ] version}" {
    inherit version;
    finish = builtins.readFile ./ruby.sh;
  }) // { inherit version; gemPath = "lib/ruby/gems/${version}.0"; }) "ruby";
  ruby_3_1 = ruby "3.1";
  ruby_3_3 = ruby "3.3";
in
{ inherit ruby_3_1 ruby_3_3; ruby = ruby_3_3; bundler = ruby_3_3; }
