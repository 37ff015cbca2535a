# Lets a program use longer paths: they are written over a text that nobody needs, and the instructions
# that name the old ones name the new ones.
# Arguments: file, beginning of the text, and pairs of old and new.
use strict;
use warnings;

my ($path, $text, @pairs) = @ARGV;
local $/;
open(my $file, '<:raw', $path) or die "$path: $!";
my $bytes = <$file>;
close $file;

my $free = index $bytes, $text;
die "$path has no text '$text'" if $free < 0;
my $end = index $bytes, "\0", $free;
while (my ($old, $new) = splice @pairs, 0, 2) {
  my $from = index($bytes, "\0$old\0") + 1 or die "$path does not name $old";
  die "no room for $new" if $free + length($new) > $end;
  redirect($from, $free) or die "nothing uses $old in $path";
  substr($bytes, $free, length($new) + 1) = "$new\0";
  $free += length($new) + 1;
}
open($file, '>:raw', $path) or die "$path: $!";
print $file $bytes;
close $file;

# Every `lea register, [rip + distance]` of the old place. Code and constants of a program that may be
# anywhere are as far from each other in memory as in its file.
sub redirect {
  my ($from, $to) = @_;
  my $count = 0;
  while ($bytes =~ m/[\x48\x4c]\x8d[\x05\x0d\x15\x1d\x25\x2d\x35\x3d]/g) {
    my $at = pos $bytes;
    my $distance = unpack 'l<', substr $bytes, $at, 4;
    next if $at + 4 + $distance != $from;
    substr($bytes, $at, 4) = pack 'l<', $distance + $to - $from;
    pos($bytes) = $at;
    $count++;
  }
  return $count;
}
