#!/usr/bin/env bash
# Makes a bare Debian machine ready for the tests: packages, a Docker Engine that answers, the test images, the demo's
# base image, and a registry program. `make test` calls it; it is repeatable and quick when nothing is to be done.
#
#     dev/prepare.sh [--yes]    --yes (or CI=true) installs what is missing without asking
set -euo pipefail
original_arguments=$*
# shellcheck source=dev/lib.sh
. "$(dirname "$0")/lib.sh"

# setpriv (util-linux): a server with fewer rights. mkfs (e2fsprogs): a disk that fills. sqlite3: a look into the store
# from outside. mmdebstrap: the base image. squashfs-tools-ng: SIF files.
readonly PACKAGES=(util-linux e2fsprogs sqlite3 mmdebstrap squashfs-tools-ng)
readonly TOOLS=$root/.fairlead/tools

# A registry for the tests of pulling. Taken out of Debian's package rather than installed: the package would start a
# service.
prepare_registry() {
    [ ! -x "$TOOLS/docker-registry" ] || return 0
    mkdir -p "$TOOLS"
    if command -v docker-registry >/dev/null; then
        ln -sf "$(command -v docker-registry)" "$TOOLS/docker-registry"
        return 0
    fi
    say "unpacking Debian's docker-registry into ${TOOLS#"$root/"}"
    box=$(mktemp -d)
    trap 'rm -rf "$box"' EXIT
    unpack_package docker-registry "$box"
    install -m 755 "$box/usr/bin/docker-registry" "$TOOLS/docker-registry"
}

case ${1:-} in
    '') if [ "${CI:-}" = true ]; then yes=--yes; else yes=; fi ;;
    --yes | -y) yes=--yes ;;
    *) say "usage: dev/prepare.sh [--yes]"; exit 2 ;;
esac
command -v dpkg >/dev/null || die "the tests run on Debian (or a relative of it)" \
    "run them in a Debian virtual machine"
missing=()
for package in "${PACKAGES[@]}"; do installed "$package" || missing+=("$package"); done
if [ ${#missing[@]} -gt 0 ]; then
    assume_yes=${yes:+yes}
    confirm "The tests need the packages ${missing[*]}" "Install them with apt?" "apt-get install ${missing[*]}" ||
        die "packages that the tests need are missing" "apt-get install ${missing[*]}"
    say "installing what the tests need"
    install_packages "${missing[@]}"
fi
"$here/engine.sh" ensure $yes >/dev/null
"$here/test-image.sh" >/dev/null
"$here/base-image.sh" >/dev/null
prepare_registry
say "ready: the engine answers, the test images and fairlead/python:3 are there"
