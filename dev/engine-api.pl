# One call of the Docker Engine API with nothing but Debian's perl-base:
#     perl engine-api.pl HOST METHOD PATH [BODY-FILE]
# HOST is unix:///path or tcp://name:port. The body of the answer goes to standard output. Exit 0 on a 2xx status,
# 22 on any other, 7 when nothing answers. HTTP/1.0, so that the answer is never chunked.
use strict;
use warnings;
use IO::Socket::UNIX;
use IO::Socket::INET;

my ($host, $method, $path, $file) = @ARGV;
my $seconds = defined $file ? 300 : 10;
$SIG{ALRM} = sub { print STDERR "no answer from $host within $seconds s\n"; exit 7 };
$SIG{PIPE} = 'IGNORE';
alarm $seconds;

my $socket =
    $host =~ m{^unix://(.+)$}      ? IO::Socket::UNIX->new(Peer => $1)
  : $host =~ m{^tcp://(.+:\d+)/?$} ? IO::Socket::INET->new(PeerAddr => $1, Timeout => 10)
  :   do { print STDERR "cannot speak to an engine at $host: only unix:// and tcp:// are known here\n"; exit 7 };
if (!$socket) { print STDERR "$host: $!\n"; exit 7 }

my $body;
my $length = 0;
if (defined $file) {
    open $body, '<:raw', $file or do { print STDERR "$file: $!\n"; exit 7 };
    $length = -s $body;
}
print $socket "$method $path HTTP/1.0\r\nHost: engine\r\nContent-Type: application/x-tar\r\nContent-Length: $length\r\n\r\n";
my $chunk;
while ($body && read $body, $chunk, 1 << 20) { print $socket $chunk or last }
$socket->flush;

my $status = <$socket> // '';
while (defined(my $line = <$socket>)) { last if $line =~ /^\r?\n$/ }
binmode STDOUT;
while (read $socket, $chunk, 1 << 16) { print STDOUT $chunk }
exit($status =~ m{^HTTP/1\.\d 2} ? 0 : 22);
