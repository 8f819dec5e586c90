#!/usr/bin/env bash
# Makes the small images that the tests run, out of Debian's busybox-static alone, and gives them to the engine.
# An image that is there already in this very form is left alone. Prints one name per line.
#
#     dev/test-image.sh            make what is missing
#     dev/test-image.sh --force    make all again
#     dev/test-image.sh --remove   remove them from the engine
set -euo pipefail
original_arguments=$*
# shellcheck source=dev/lib.sh
. "$(dirname "$0")/lib.sh"

readonly IMAGES="busybox rude closed link entry spoof home"
readonly PATH_LINE='"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"'

name_of() { printf 'fairlead/test-%s:1\n' "$1"; }

# What each image's own settings say, beside a label that carries the recipe.
settings_of() {
    local plain="\"Env\":[$PATH_LINE]" recipe="\"org.opencontainers.image.revision\":\"$2\""
    case $1 in
        # Settings that must not decide anything: a user, a volume, a health check, a signal, devices, a label.
        rude) printf '{"Env":[%s,"NVIDIA_VISIBLE_DEVICES=all","NVIDIA_REQUIRE_CUDA=cuda>=99.0","HOME=/nowhere"],"Cmd":["/bin/sh"],"User":"4242:4242","Volumes":{"/rude":{}},"WorkingDir":"/rude","ExposedPorts":{"80/tcp":{}},"StopSignal":"SIGQUIT","Healthcheck":{"Test":["CMD-SHELL","false"],"Interval":1000000000,"Retries":1},"Labels":{%s,"maintainer":"rude"}}' "$PATH_LINE" "$recipe" ;;
        entry) printf '{%s,"Entrypoint":["/bin/echo","entry"],"Cmd":["from","cmd"],"Labels":{%s}}' "$plain" "$recipe" ;;
        # Labels that only Fairlead may set.
        spoof) printf '{%s,"Cmd":["/bin/sh"],"Labels":{%s,"io.fairlead.instance":"spoof","io.fairlead.job":"spoof"}}' "$plain" "$recipe" ;;
        *) printf '{%s,"Cmd":["/bin/sh"],"Labels":{%s}}' "$plain" "$recipe" ;;
    esac
}

# The files that every image has: busybox under all its names, and an account file with root and nobody.
plain_files() {
    local to=$1 applet
    mkdir -p "$to"/{bin,dev,etc,home,proc,root,run,sbin,sys,tmp,usr/bin,usr/sbin,var/tmp}
    cp "$busybox" "$to/bin/busybox"
    while read -r applet; do
        [ -e "$to/$applet" ] || ln -s /bin/busybox "$to/$applet"
    done <"$box/applets"
    printf 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/nonexistent:/bin/false\n' >"$to/etc/passwd"
    printf 'root:x:0:\nnogroup:x:65534:\n' >"$to/etc/group"
    chmod 755 "$to" "$to"/{bin,dev,etc,home,proc,run,sbin,sys,usr,usr/bin,usr/sbin,var} "$to/bin/busybox"
    chmod 700 "$to/root"
    chmod 1777 "$to/tmp" "$to/var/tmp"
    chmod 644 "$to/etc/passwd" "$to/etc/group"
}

# What an image has besides.
special_files() {
    local to=$1
    case $2 in
        rude)
            mkdir -m 755 "$to/rude"
            printf 'Files that are in root'\''s home before anyone came.\n' >"$to/root/work.txt"
            ;;
        closed) # a folder that only root may enter, and one beneath it
            mkdir -p "$to/closed/inner"
            chmod 755 "$to/closed/inner"
            chmod 700 "$to/closed"
            ;;
        link) # a mount on /data must not end up in /etc
            ln -s /etc "$to/data"
            mkdir -m 755 "$to/real"
            ln -s ../etc "$to/real/out"
            ;;
        home) # a user of the image's own, with a home and an own group
            printf 'alice:x:1000:1000:Alice:/home/alice:/bin/sh\n' >>"$to/etc/passwd"
            printf 'alice:x:1000:\n' >>"$to/etc/group"
            mkdir -m 700 "$to/home/alice"
            printf 'kept in the image\n' >"$to/home/alice/note.txt"
            chmod 644 "$to/home/alice/note.txt"
            chown -R 1000:1000 "$to/home/alice"
            ;;
    esac
}

make_image() {
    local kind=$1 name id
    name=$(name_of "$kind")
    mkdir "$box/$kind"
    plain_files "$box/$kind"
    special_files "$box/$kind" "$kind"
    stable_tar "$box/$kind" "$box/layer.tar"
    id=$(write_image "$box/layer.tar" "$(settings_of "$kind" "$recipe")" "$box/image.tar" "$name")
    load_image "$box/image.tar" "$name"
    say "  $name  $id  $(($(stat -c %s "$box/image.tar") / 1024)) kB"
}

case ${1:-} in
    '' | --force | --remove) ;;
    *) say "usage: dev/test-image.sh [--force | --remove]"; exit 2 ;;
esac

engine_answers || die "no Docker Engine answers at $(engine_host)" "dev/engine.sh ensure"
recipe=$(declare -f settings_of plain_files special_files write_image stable_tar | sha256sum | cut -c 1-12)
missing=()
for kind in $IMAGES; do
    if [ "${1:-}" = --remove ]; then
        remove_image "$(name_of "$kind")"
        continue
    fi
    name_of "$kind"
    if [ "${1:-}" = --force ] || [ "$(image_label "$(name_of "$kind")" org.opencontainers.image.revision)" != "$recipe" ]; then
        missing+=("$kind")
    fi
done
[ ${#missing[@]} -gt 0 ] || exit 0

need_root "making the test images" "$original_arguments"
umask 022
box=$(mktemp -d)
trap 'rm -rf "$box"' EXIT
unpack_package busybox-static "$box/package"
for busybox in "$box"/package/usr/bin/busybox "$box"/package/bin/busybox; do [ ! -x "$busybox" ] || break; done
"$busybox" --list-full >"$box/applets"
say "making the test images from busybox-static"
for kind in "${missing[@]}"; do make_image "$kind"; done
