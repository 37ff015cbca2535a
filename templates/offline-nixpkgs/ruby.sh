# Ruby's own RubyGems and Bundler, at their upstream places; Debian's changes of both stay out.
cd "$out"
release="$version.0"
triple=$(basename "$(ls -d include/ruby-"$release"/*-linux-gnu include/*-linux-gnu 2> /dev/null | head -n 1)")
triple=${triple:-$(sed -n "s/^  CONFIG\[\"arch\"\] = \"\(.*\)\"/\1/p" "lib/ruby/$release/rbconfig.rb")}
for folder in lib include; do if [ ! -e "$folder/$triple" ]; then ln -s . "$folder/$triple"; fi; done
rm -rf lib/ruby/vendor_ruby share/rubygems-integration
for program in bin/*"$version"; do
  name=${program##*/}
  ln -sf "$name" "bin/${name%"$version"}"
done
sed -i -e "s|chomp!(\"/lib/$triple/|chomp!(\"/lib/|; s|\$(DESTDIR)/usr/local/lib/$triple/site_ruby|\$(sitedir)|; s|\$(DESTDIR)/usr/local/lib/site_ruby|\$(rubylibprefix)/site_ruby|" \
  -e "s|/usr/bin/||g; s,\"/bin/\(grep\|mkdir\),\"\1,g; s|\"/usr\"|\"$out\"|g" \
  -e "s,\"$triple-gcc-\(ar\|nm\|ranlib\)\",\"\1\",; s,\"$triple-\([a-z]\),\"\1," \
  -e "s|^  CONFIG\[\"configure_args\"\] = .*|  CONFIG[\"configure_args\"] = \"\"|; s|-f[a-z]*-prefix-map=[^ \"]*||g" "lib/ruby/$release/rbconfig.rb"
# The list of folders in the library is replaced by a shorter list of longer paths.
loaded=$(ls lib/libruby-"$version".so.*.*.*)
chmod u+w "$loaded"
perl -e '
  my ($file, @folders) = @ARGV;
  local $/;
  open my $in, "<:raw", $file or die; my $bytes = <$in>; close $in;
  my $old = qr{/usr/local/lib/site_ruby/[^\0]+\0(?:/usr/[^\0]+\0)+};
  my $new = join "", map { "$_\0" } @folders;
  $bytes =~ s{($old)}{ die "no room" if length $new >= length $1; $new . "\0" x (length($1) - length $new) }e or die "no load path";
  open my $out, ">:raw", $file or die; print $out $bytes; close $out;
' "$loaded" "$out/lib/ruby/site_ruby" "$out/lib/ruby/$release"
