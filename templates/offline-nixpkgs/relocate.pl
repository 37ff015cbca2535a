# Merges unpacked packages of Debian into one tree and makes it independent of the machine:
# /usr and the multiarch folders disappear, links stay inside, scripts and programs name their
# interpreter in the store, libraries are found in the tree and in the C library's one.
use strict;
use warnings;

my ($packages, $out) = @ARGV;
my ($loader, $library, $patchelf) = @ENV{qw(loader library patchelf)};
my $glibc = $ENV{glibc} || $out;
my $shell = $ENV{shell} || $out;
my @rpath = ("$out/lib", map { "$_/lib" } grep { $_ ne $out } split ' ', "$ENV{libraries} $glibc");
my %unwanted = map { $_ => 1 } qw(share/doc share/man share/info share/lintian share/locale share/bug
  share/bash-completion share/zsh share/gdb share/doc-base share/menu share/pixmaps share/applications var);

sub names { my ($folder) = @_; opendir(my $handle, $folder) or die "$folder: $!"; return sort grep { !/^\.\.?$/ } readdir $handle; }

# Where a file of a Debian machine is in the tree: "/usr/lib/x86_64-linux-gnu/libz.so" is "lib/libz.so".
sub place {
  my @parts;
  for (split m{/}, $_[0]) { if ($_ eq '..') { pop @parts } elsif ($_ ne '' && $_ ne '.') { push @parts, $_ } }
  my $path = join '/', @parts;
  $path =~ s{^usr(/|$)}{};
  $path =~ s{^local(/|$)}{};
  $path =~ s{^lib64(/|$)}{lib$1};
  $path =~ s{^sbin(/|$)}{bin$1};
  $path =~ s{^(lib|include)/[a-z0-9_]+-linux-gnu(/|$)}{$1$2};
  return $path;
}

sub relative {
  my ($from, $to) = @_;
  my $up = ($from =~ tr{/}{});
  return ('../' x $up) . $to;
}

sub folder { my ($path) = @_; my $made = ''; for (split m{/}, $path) { $made .= "/$_"; mkdir $made unless -d $made; } }

my (@files, %programs);
sub merge {
  my ($root, $path, $package) = @_;
  for my $name (names("$root$path")) {
    my ($from, $virtual) = ("$root$path/$name", "$path/$name");
    my $to = place($virtual);
    next if $unwanted{$to};
    if (-d $from && !-l $from) { folder("$out/$to"); merge($root, $virtual, $package); next }
    push @{$programs{$package}}, $1 if $to =~ m{^bin/([^/]+)$};
    if (-l $from) {
      my $target = readlink $from;
      my $wanted = place($target =~ m{^/} ? $target : "$path/$target");
      next if $wanted eq $to || -e "$out/$to";
      unlink "$out/$to";
      symlink(relative($to, $wanted), "$out/$to") or die "$to: $!";
      next;
    }
    # The folder of this architecture has the real file where both have one.
    next if -e "$out/$to" && $virtual !~ m{-linux-gnu/};
    rename($from, "$out/$to") or die "$from to $to: $!";
    push @files, $to;
  }
}

sub writable { my ($path) = @_; my $mode = (stat $path)[2] & 07777; chmod($mode | 0200, $path); }

sub interpreter {
  my ($program) = @_;
  for my $tree ($out, split ' ', "$shell $ENV{interpreters}") { return "$tree/bin/$program" if -e "$tree/bin/$program"; }
  return undef;
}

sub shebang {
  my ($path, $head) = @_;
  return unless $head =~ m{^#!\s*(\S+)(?:[ \t]+(\S+))?([^\n]*)};
  my ($program, $first, $rest) = ($1, $2, $3);
  my $name = $program =~ m{/env$} && defined $first ? $first : $program;
  my $more = $program =~ m{/env$} ? $rest : (defined $first ? " $first" : '') . $rest;
  $name =~ s{.*/}{};
  my $found = interpreter($name) or return;
  open(my $file, '<:raw', $path) or die $!;
  local $/; my $text = <$file>; close $file;
  $text =~ s{^#![^\n]*}{#!$found$more};
  writable($path);
  open($file, '>:raw', $path) or die "$path: $!"; print $file $text; close $file;
}

sub patch {
  my ($files, @options) = @_;
  while (my @some = splice @$files, 0, 200) {
    system($loader, '--library-path', $library, $patchelf, @options, @some) == 0 and next;
    die "patchelf @options @some" if @some == 1;
    for (@some) { system($loader, '--library-path', $library, $patchelf, @options, $_); }
  }
}

for my $package (names($packages)) { merge("$packages/$package", '', $package =~ s/_.*//r); }

my (@programs, @libraries);
for my $file (@files) {
  my $path = "$out/$file";
  open(my $handle, '<:raw', $path) or die "$path: $!";
  read $handle, my $head, 4096;
  close $handle;
  if ($head =~ /^#!/) { shebang($path, $head); next }
  next unless $head =~ /^\x7fELF/ && unpack('x16 v', $head) =~ /^[23]$/;
  writable($path);
  if ($head =~ m{/ld-linux-[^\0]+}) { push @programs, $path } elsif (unpack('x16 v', $head) == 3) { push @libraries, $path }
}
# The C library finds its own parts by itself, and its loader must not be touched.
if ($glibc ne $out) {
  my ($real) = glob "$glibc/lib/ld-linux-*.so.*";
  # One by one: patchelf breaks programs at fixed addresses, as Go's are, when it does both at once.
  patch([@programs], '--set-rpath', join ':', @rpath);
  patch(\@programs, '--set-interpreter', $real);
  patch(\@libraries, '--set-rpath', join ':', @rpath);
}
else { CLibrary::relocate($out) }

# What each package has in bin, for attributes that are a part of a tree.
folder("$out/nix-support/programs");
for my $package (sort keys %programs) {
  open(my $list, '>', "$out/nix-support/programs/$package") or die $!;
  print $list map { "$_\n" } sort @{$programs{$package}};
}

package CLibrary;

# Debian's C library looks into folders of the machine: it shall not.
sub relocate {
  my ($out) = @_;
  for my $loader (glob "$out/lib/ld-linux-*.so.*") {
    change($loader, sub {
      $_[0] =~ s{/etc/ld\.so\.(cache|preload|nohwcap)}{'/nix/ld.so.' . ('x' x length $1)}ge;
      $_[0] =~ s{/usr/lib/(?=[a-z0-9_]*-?[a-z]*-?[a-z]*/?\0)}{/nix/lib/}g;
      $_[0] =~ s{(\0)/lib/(?=[a-z0-9_]*-?[a-z]*-?[a-z]*/?\0)}{$1/nil/}g;
    });
  }
  change("$out/lib/libc.so.6", sub {
    # No other locale than the one in the archive is found, whatever the machine has.
    $_[0] =~ s{\0/usr/lib/locale\0}{\0/nix/lib/locale\0};
  });
}

sub change {
  my ($path, $edit) = @_;
  local $/;
  open(my $file, '<:raw', $path) or die "$path: $!";
  my $bytes = <$file>;
  close $file;
  my $size = length $bytes;
  $edit->($bytes);
  die "$path has changed its size" if length $bytes != $size;
  main::writable($path);
  open($file, '>:raw', $path) or die "$path: $!";
  print $file $bytes;
  close $file;
}
