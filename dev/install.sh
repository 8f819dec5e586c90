#!/usr/bin/env bash
# Puts what was built where every user of the machine finds it, or takes it away again. `make install` calls it.
#
#     dev/install.sh install --prefix /usr/local [--destdir FOLDER]
#     dev/install.sh uninstall --prefix /usr/local [--destdir FOLDER]
#
# With --destdir everything goes beneath that folder, as for a package that is unpacked at / later; then root runs
# `fairlead version` once, so that the first start of a user need not find out what a start needs.
set -euo pipefail
# shellcheck source=dev/lib.sh
. "$(dirname "$0")/lib.sh"

usage() {
    say "usage: dev/install.sh install|uninstall --prefix FOLDER [--destdir FOLDER]"
    exit 2
}

[ $# -ge 1 ] || usage
verb=$1
shift
prefix=/usr/local
destdir=
while [ $# -gt 0 ]; do
    case $1 in
        --prefix) prefix=${2-} ;;
        --destdir) destdir=${2-} ;;
        *) usage ;;
    esac
    [ $# -ge 2 ] || usage
    shift 2
done
case $verb in install | uninstall) ;; *) usage ;; esac
case $prefix in /*) ;; *) die "PREFIX must be absolute, not $prefix" "make $verb PREFIX=/usr/local" ;; esac
prefix=${prefix%/}

lib=$destdir$prefix/lib/fairlead
bin=$destdir$prefix/bin
man=$destdir$prefix/share/man/man1
units=$destdir$prefix/lib/systemd/system
bash_completion=$destdir$prefix/share/bash-completion/completions

# Everything that is put there and is no folder of ours alone.
files() {
    printf '%s\n' "$bin/fairlead" "$man/fairlead.1" "$units/fairlead.service" "$bash_completion/fairlead"
}

install_it() {
    local module jar
    for module in cli server; do
        jar=$root/$module/target/fairlead-$module.jar
        [ -f "$jar" ] || die "$jar is not built" "make install PREFIX=$prefix"
    done
    if [ -e "$bin/fairlead" ] || [ -L "$bin/fairlead" ]; then
        [ "$(readlink "$bin/fairlead")" = ../lib/fairlead/fairlead ] ||
            die "$bin/fairlead is there and is not of an installation" "move it away, or choose another PREFIX"
    fi
    rm -rf "$lib"
    install -d -m 755 "$lib/dev" "$bin" "$man" "$units" "$bash_completion"
    install -m 755 "$root/fairlead" "$lib/fairlead"
    install -m 755 "$root/dev/find-jdk.sh" "$lib/dev/find-jdk.sh"
    for module in cli server; do
        install -d -m 755 "$lib/$module/target/lib"
        install -m 644 "$root/$module/target/fairlead-$module.jar" "$lib/$module/target/"
        install -m 644 "$root/$module/target/lib"/*.jar "$lib/$module/target/lib/"
    done
    install -m 644 "$root/LICENSE" "$root/NOTICE" "$lib/"
    install -m 644 "$root/docs/reference/fairlead.1" "$man/fairlead.1"
    sed "s|@PREFIX@|$prefix|" "$root/dev/fairlead.service.in" >"$units/fairlead.service"
    chmod 644 "$units/fairlead.service"
    # What the first start of each program finds out and keeps, its class cache included, is there for everybody then.
    # It names places: beneath another folder it has to be found out again.
    FAIRLEAD_BUILD=never "$lib/fairlead" completion bash >"$bash_completion/fairlead"
    chmod 644 "$bash_completion/fairlead"
    if [ -z "$destdir" ]; then
        FAIRLEAD_BUILD=never "$lib/fairlead" verify --help >/dev/null
    else
        rm -rf "$lib"/*/target/launch
    fi
    chmod -R a+rX,go-w "$lib"
    ln -sfn ../lib/fairlead/fairlead "$bin/fairlead"
    say "installed beneath $destdir$prefix:"
    say "  $bin/fairlead, its manual (man fairlead) and the unit fairlead.service"
    say "  start the server: systemctl enable --now fairlead"
    say "  other systems' names: fairlead install-commands --system slices|ds01|runai|slurm|docker --to $prefix/bin"
}

uninstall_it() {
    local file
    if [ -e "$bin/fairlead" ] && [ "$(readlink "$bin/fairlead")" != ../lib/fairlead/fairlead ]; then
        die "$bin/fairlead is not of an installation" "uninstall with the PREFIX that it was installed with"
    fi
    while read -r file; do rm -f "$file"; done < <(files)
    rm -rf "$lib"
    # Folders that are empty now and were made for it; those of the system have other things in them.
    for file in "$man" "$units" "$bash_completion" "$bin"; do
        rmdir -p --ignore-fail-on-non-empty "$file" 2>/dev/null || true
    done
    say "uninstalled; jobs, logs and the configuration stay where they are: /var/lib/fairlead, /etc/fairlead"
}

"${verb}_it"
