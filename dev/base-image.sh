#!/usr/bin/env bash
# Makes the demo's base image from the distribution's own packages, with no registry: Python, pip and numpy.
#
#     dev/base-image.sh              make it, unless the engine has one made by this very recipe; prints its name
#     dev/base-image.sh --force      make it again
#     dev/base-image.sh --out FILE   write it to FILE (for `docker load`) instead of giving it to the engine; prints its id
#     dev/base-image.sh --name NAME  under another name than fairlead/python:3; the image is the same
#     dev/base-image.sh --remove     remove the image and the work folder
#
# `fairlead image bootstrap` runs this very script.
#
# The mirror, its keys and apt's proxy are those of this machine. The same packages give the same image id, bit for bit:
# time stamps are fixed, nothing of this machine gets in. Progress goes to standard error, a line a step.
set -euo pipefail
original_arguments=$*
# shellcheck source=dev/lib.sh
. "$(dirname "$0")/lib.sh"

NAME=fairlead/python:3
readonly PACKAGES=(usr-is-merged ca-certificates python3 python-is-python3 python3-pip python3-numpy)
readonly NEEDED_MB=1024
# Left out of every package: what a job never reads. (numpy's own tests are 16 MB, translations 29 MB.) The copyright
# files stay.
readonly LEFT_OUT=(
    'path-exclude=/usr/share/doc/*'
    'path-include=/usr/share/doc/*/copyright'
    'path-exclude=/usr/share/info/*'
    'path-exclude=/usr/share/lintian/*'
    'path-exclude=/usr/share/locale/*'
    'path-exclude=/usr/share/man/*'
    'path-exclude=/usr/lib/python3/dist-packages/numpy/tests/*'
    'path-exclude=/usr/lib/python3/dist-packages/numpy/*/tests/*'
)

# Before anything is unpacked: merged /usr from the start, so that usrmerge and with it 47 MB of Perl stay out.
prepare_root() {
    local folder
    for folder in bin sbin lib; do
        mkdir -p "$1/usr/$folder"
        ln -s "usr/$folder" "$1/$folder"
    done
    if [ "$(dpkg --print-architecture)" = amd64 ]; then
        mkdir -p "$1/usr/lib64"
        ln -s usr/lib64 "$1/lib64"
    fi
    mkdir -p "$1/etc/apt/preferences.d"
    printf 'Package: usrmerge\nPin: release *\nPin-Priority: -1\n' >"$1/etc/apt/preferences.d/fairlead"
}

# Byte code is made once at the end, on all cores, not package by package.
postpone_byte_code() {
    chroot "$1" dpkg-divert --quiet --local --rename --divert /usr/bin/py3compile.later --add /usr/bin/py3compile
    ln -s true "$1/usr/bin/py3compile"
}

# What makes the tree an image for anyone, and the same on every machine.
finish_root() {
    rm "$1/usr/bin/py3compile"
    chroot "$1" dpkg-divert --quiet --local --rename --remove /usr/bin/py3compile
    chroot "$1" python3 -m compileall -q -j 0 --invalidation-mode unchecked-hash /usr/lib/python3/dist-packages
    # The system's own packages need no protection from pip in a container that is thrown away, and a user's own
    # packages go to HOME/.local.
    rm -f "$1"/usr/lib/python3*/EXTERNALLY-MANAGED
    rm -rf "$1/etc/apt/preferences.d/fairlead" "$1/etc/apt/apt.conf.d/99mmdebstrap" "$1"/etc/apt/sources.list* \
        "$1/etc/dpkg/dpkg.cfg.d/99mmdebstrap" "$1/var/cache/debconf" "$1"/var/lib/dpkg/*-old \
        "$1"/var/lib/dpkg/info/*.md5sums "$1"/var/log/* "$1/etc/machine-id"
    : >"$1/etc/hostname"
    : >"$1/etc/resolv.conf"
}

# --- the machine's own sources ----------------------------------------------------------------------------------------

os_release() { sed -n "s/^$1=\"\{0,1\}\([^\"]*\)\"\{0,1\}\$/\1/p" /etc/os-release; }

codename() { os_release VERSION_CODENAME; }

# The sources of this distribution's release, its updates and its security, as one-line entries. apt reads its own files,
# in whichever format they are; what else is configured (a vendor's packages) is not ours to use.
sources() {
    # shellcheck disable=SC2016 # apt fills these in, not the shell
    apt-get indextargets --format '$(CODENAME)|$(REPO_URI)|$(RELEASE)|$(COMPONENT)|$(SIGNED_BY)' 'Identifier: Packages' |
        awk -F '|' -v suite="$(codename)" '
            ($1 == suite || $1 == suite "-updates" || $1 == suite "-security") && !seen[$2 $3 $4]++ {
                print "deb " ($5 ~ /^\// ? "[signed-by=" $5 "] " : "") $2 " " $3 " " $4
            }'
}

# How this machine's apt reaches its mirrors: proxies, certificates, checks of dates.
apt_reach() { apt-config dump | grep -E '^Acquire::(Check-|http|https|ftp|Proxy|Retries|ForceIPv)' || true; }

# --- progress ---------------------------------------------------------------------------------------------------------

step() { say "[$1/6] $2 ($((SECONDS - began)) s)"; }

# Turns what mmdebstrap says into our steps, and keeps all of it in a file for the case of failure.
steps() {
    local line
    while IFS= read -r line; do
        printf '%s\n' "$line" >>"$work/log"
        case $line in
            'I: running apt-get update'*) step 1 "reading the package lists" ;;
            'I: downloading packages'*) step 2 "downloading packages" ;;
            'I: extracting archives'*) step 3 "unpacking the base system" ;;
            'I: installing remaining'*) step 4 "installing Python and numpy" ;;
            'I: creating tarball'*) step 5 "packing the image" ;;
        esac
    done
}

# --- the image --------------------------------------------------------------------------------------------------------

# What the image is made from, except the versions that the mirror has today. An image with the same recipe is kept.
recipe() {
    {
        declare -f prepare_root postpone_byte_code finish_root write_image stable_tar
        printf '%s\n' "$(codename)" "$(dpkg --print-architecture)" "$SOURCE_DATE_EPOCH" "${PACKAGES[@]}" "${LEFT_OUT[@]}"
    } | sha256sum | cut -c 1-12
}

settings() {
    printf '{"Env":["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin","LANG=C.UTF-8"],"Cmd":["python3"],"Labels":{"org.opencontainers.image.title":"Python with numpy, from %s packages","org.opencontainers.image.revision":"%s"}}' \
        "$(os_release ID) $(codename)" "$(recipe)"
}

check_room() {
    local free
    free=$(df --output=avail -m "$work" | tail -n 1)
    [ "$free" -ge $NEEDED_MB ] || die "only $free MB are free under $work, and the build needs $NEEDED_MB MB" \
        "free some, or name another place: FAIRLEAD_CACHE=/elsewhere $0 $original_arguments"
}

# Stops mmdebstrap and what it runs (a process group of its own). It takes its mounts down itself, so it is waited for.
stop_building() {
    trap '' INT TERM HUP
    if [ -n "$builder" ]; then
        say "stopping"
        kill -- "-$builder" 2>/dev/null || true
        wait "$builder" 2>/dev/null || true
    fi
    exit 130
}

build_layer() {
    local hooks=() include
    include=$(printf ',%s' "${PACKAGES[@]}")
    sources >"$work/sources.list"
    [ -s "$work/sources.list" ] || { refresh_lists --now; sources >"$work/sources.list"; }
    [ -s "$work/sources.list" ] || die "no package source for the release '$(codename)' is configured" \
        "add one to /etc/apt/sources.list.d, then: apt-get update"
    apt_reach >"$work/apt.conf"
    hooks+=("--setup-hook=bash $here/$script hook prepare_root \"\$1\"")
    hooks+=("--essential-hook=bash $here/$script hook postpone_byte_code \"\$1\"")
    hooks+=("--customize-hook=bash $here/$script hook finish_root \"\$1\"")
    TMPDIR=$work setsid mmdebstrap --mode=root --variant=essential --format=tar --include="${include#,}" \
        --aptopt='Acquire::Languages "none"' --aptopt='Acquire::Retries "3"' --aptopt="$work/apt.conf" \
        --dpkgopt=force-unsafe-io "${LEFT_OUT[@]/#/--dpkgopt=}" "${hooks[@]}" \
        "$(codename)" "$work/layer.tar" <"$work/sources.list" > >(steps) 2>&1 &
    builder=$!
    wait $builder || {
        sleep 0.2 # the last lines are still on their way through steps
        say "mmdebstrap failed; the end of what it said:"
        tail -n 15 "$work/log" | sed 's/^/    /' >&2
        die "the base image could not be made" "put right what is said above, then: $0 $original_arguments"
    }
}

main() {
    local id out=${1:-}
    need_root "making the base image" "$original_arguments"
    install_packages mmdebstrap
    mkdir -p "$FAIRLEAD_CACHE"
    chmod 755 "$FAIRLEAD_CACHE"
    exec 9>"$FAIRLEAD_CACHE/base-image.lock"
    flock -n 9 || { say "another build of the base image runs; waiting for it"; flock 9; }
    if [ "$force" = no ] && [ -z "$out" ] && up_to_date; then say "$NAME was just made"; return 0; fi
    umask 022
    work=$(mktemp -d "$FAIRLEAD_CACHE/build.XXXXXX")
    chmod 755 "$work"
    trap 'rm -rf "$work"' EXIT
    trap stop_building INT TERM HUP
    check_room
    build_layer
    id=$(write_image "$work/layer.tar" "$(settings)" "$work/image.tar" "$NAME")
    if [ -n "$out" ]; then
        mv "$work/image.tar" "$out"
        step 6 "written to $out: $(($(stat -c %s "$out") / 1000000)) MB"
        printf '%s\n' "$id"
    else
        load_image "$work/image.tar" "$NAME"
        step 6 "$NAME is in the engine: $(($(stat -c %s "$work/image.tar") / 1000000)) MB, $id"
    fi
}

up_to_date() { [ "$(image_label "$NAME" org.opencontainers.image.revision)" = "$(recipe)" ]; }

script=$(basename "$0")
began=$SECONDS
builder=
force=no
out=
while [ $# -gt 0 ]; do
    case $1 in
        hook) "$2" "$3"; exit ;;
        --remove)
            remove_image "$NAME"
            rm -rf "$FAIRLEAD_CACHE"/build.* "$FAIRLEAD_CACHE/base-image.lock" "$FAIRLEAD_CACHE/base-image.same-twice"
            rmdir --ignore-fail-on-non-empty "$FAIRLEAD_CACHE" 2>/dev/null || true
            exit
            ;;
        --out) out=${2:?--out needs a file}; shift ;;
        --name) NAME=${2:?--name needs a name}; shift ;;
        --force) force=yes ;;
        *) say "usage: dev/base-image.sh [--name NAME] [--force | --out FILE | --remove]"; exit 2 ;;
    esac
    shift
done
if [ -z "$out" ]; then
    engine_answers || die "no Docker Engine answers at $(engine_host)" "$here/engine.sh ensure"
    if [ $force = yes ] || ! up_to_date; then main; else say "$NAME is there already, made by this recipe"; fi
    printf '%s\n' "$NAME"
else
    main "$out"
fi
