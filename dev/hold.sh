#!/usr/bin/env bash
# Compiles hold, the small program that is mounted into containers, for both kinds of processor. The results are kept in
# the repository with a checksum of their source, which a test compares: run this after a change of hold.c.
#
#     apt-get install gcc gcc-aarch64-linux-gnu; dev/hold.sh
set -euo pipefail
cd "$(dirname "$0")/../server/src/main"
to=resources/io/fairlead/server/volumes
flags='-Os -std=c11 -Wall -Wextra -Werror -ffreestanding -fno-stack-protector -fno-asynchronous-unwind-tables -fno-pic
    -fno-builtin -fno-tree-loop-distribute-patterns -nostdlib -static -no-pie -s -Wl,--build-id=none,-z,noseparate-code,-z,noexecstack'
machine=$(uname -m)
compiler() { [ "$machine" = "$1" ] && printf gcc || printf '%s-linux-gnu-gcc' "${1/_/-}"; }
# shellcheck disable=SC2086 # flags of our own
"$(compiler x86_64)" $flags -o "$to/hold-amd64" native/hold.c
# shellcheck disable=SC2086
"$(compiler aarch64)" $flags -mno-outline-atomics -o "$to/hold-aarch64" native/hold.c
chmod 644 "$to"/hold-*
sha256sum native/hold.c "$to/hold-amd64" "$to/hold-aarch64" | sed "s|$to/||" >"$to/hold.sha256"
cat "$to/hold.sha256"
