# shellcheck shell=bash
# Shared by the scripts in this folder: how they speak, install packages, talk to the engine and write images.
# Everything a person reads goes to standard error; standard output is for the caller of the script.

# Packages that carry no clock of their own are stamped with this moment, so that an image made twice is the same twice.
export SOURCE_DATE_EPOCH=1751328000 # 2025-07-01T00:00:00Z
readonly IMAGE_CREATED=2025-07-01T00:00:00Z
readonly FAIRLEAD_CACHE=${FAIRLEAD_CACHE:-/var/cache/fairlead}
readonly APT_LOCK_SECONDS=300
readonly APT_LISTS_MAX_AGE_MINUTES=1440

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck disable=SC2034 # used by the scripts that read this file
root=$(dirname "$here")

say() { printf '%s\n' "$*" >&2; }

# Ends the script. The first line says what is wrong, each further argument is a line that says what to do.
die() {
    say "error: $1"
    shift
    local line
    for line in "$@"; do say "  fix: $line"; done
    exit 1
}

is_root() { [ "$(id -u)" -eq 0 ]; }

need_root() {
    is_root || die "$1 needs root" "sudo ${FAIRLEAD_COMMAND:-$0} $2"
}

# What is the matter, a yes-or-no question about it, and what to do by hand. Asks on the terminal; without one the answer
# must have been given by --yes.
confirm() {
    local answer
    if [ "${assume_yes:-no}" = yes ]; then return 0; fi
    if ! { : >/dev/tty; } 2>/dev/null || [ -n "${CI:-}" ]; then
        die "$1, and there is no terminal to ask whether to install it" "$0 ${original_arguments:+$original_arguments }--yes" "or: $3"
    fi
    printf '%s. %s [Y/n] ' "$1" "$2" >/dev/tty
    read -r answer </dev/tty || answer=n
    case $answer in '' | y | Y | yes | Yes) return 0 ;; *) return 1 ;; esac
}

# --- packages ---------------------------------------------------------------------------------------------------------

installed() { dpkg-query -W -f '${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed; }

available() { [ -n "$(apt-cache madison "$1" 2>/dev/null)" ]; }

# Runs apt-get quietly; on failure shows the end of what it said. Waits for another apt that holds a lock.
apt_get() {
    local log deadline=$((SECONDS + APT_LOCK_SECONDS)) told=no
    log=$(mktemp)
    until DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 LC_ALL=C.UTF-8 apt-get \
        -o DPkg::Lock::Timeout=$APT_LOCK_SECONDS -o Acquire::Retries=3 -y -q "$@" >"$log" 2>&1 </dev/null; do
        if grep -q 'Could not get lock' "$log" && [ $SECONDS -lt $deadline ]; then
            [ $told = yes ] || say "  another apt holds the lock; waiting up to $APT_LOCK_SECONDS s"
            told=yes
            sleep 2
            continue
        fi
        say "  apt-get $* failed; the end of its output:"
        tail -n 15 "$log" | sed 's/^/    /' >&2
        rm -f "$log"
        return 1
    done
    rm -f "$log"
}

# Reads the package lists again when there are none or they are old. A broken third-party source does not stop us here:
# the installation that follows decides.
refresh_lists() {
    local fresh
    fresh=$(find /var/lib/apt/lists -maxdepth 1 -name '*Packages*' -mmin "-$APT_LISTS_MAX_AGE_MINUTES" -print -quit)
    if [ "${1:-}" = --now ] || [ -z "$fresh" ]; then
        say "  reading the package lists (apt-get update)"
        apt_get update || true
    fi
}

# Installs the named packages that are not installed yet, without recommended ones.
install_packages() {
    local missing=() package
    for package in "$@"; do installed "$package" || missing+=("$package"); done
    [ ${#missing[@]} -gt 0 ] || return 0
    command -v apt-get >/dev/null || die "these packages are missing and there is no apt-get: ${missing[*]}" \
        "install them with this system's package tool"
    need_root "installing ${missing[*]}" "${original_arguments:-}"
    refresh_lists
    say "  installing ${missing[*]} (apt-get install)"
    apt_get install --no-install-recommends "${missing[@]}" && return 0
    refresh_lists --now
    apt_get install --no-install-recommends "${missing[@]}" ||
        die "apt could not install ${missing[*]}" "apt-get update && apt-get install ${missing[*]}"
}

# Unpacks a Debian package into a folder without installing it: nothing on the machine changes.
unpack_package() {
    local package=$1 into=$2 box
    box=$(mktemp -d)
    chmod 755 "$box"
    refresh_lists
    if ! (cd "$box" && apt-get -q -o APT::Sandbox::User=root download "$package" >"$box/log" 2>&1); then
        refresh_lists --now
        (cd "$box" && apt-get -q -o APT::Sandbox::User=root download "$package" >"$box/log" 2>&1) ||
            { cat "$box/log" >&2; rm -rf "$box"; die "the package $package could not be had" "apt-get update"; }
    fi
    dpkg-deb -x "$box"/*.deb "$into"
    rm -rf "$box"
}

# --- the engine -------------------------------------------------------------------------------------------------------

engine_host() { printf '%s\n' "${DOCKER_HOST:-unix:///var/run/docker.sock}"; }

# One call of the Engine API: METHOD PATH [BODY-FILE]. Prints the body; fails on a status that is not 2xx.
engine() { perl "$here/engine-api.pl" "$(engine_host)" "$@"; }

engine_answers() { [ "$(engine GET /_ping 2>/dev/null)" = OK ]; }

# The id of the image with this name, or nothing.
image_id() { engine GET "/images/$1/json" 2>/dev/null | sed -n 's/^{"Id":"\(sha256:[0-9a-f]*\)".*/\1/p' || true; }

# The value of a label of the image with this name, or nothing.
image_label() {
    engine GET "/images/$1/json" 2>/dev/null | grep -o "\"$2\":\"[^\"]*\"" | head -n 1 | cut -d '"' -f 4 || true
}

# --- images -----------------------------------------------------------------------------------------------------------

sha256_of() { sha256sum "$1" | cut -d ' ' -f 1; }

# A tar whose bytes depend on the files alone: sorted, one time stamp, numeric owners.
stable_tar() {
    local folder=$1 out=$2
    tar --create --file "$out" --directory "$folder" --format=gnu --sort=name --numeric-owner \
        --mtime="@$SOURCE_DATE_EPOCH" --clamp-mtime .
}

# Writes an image in the form that `docker load` reads: LAYER-TAR SETTINGS OUT NAME…, where SETTINGS is the JSON object of
# the image's `config`. The layer is moved. The creation time is fixed, so the image's id depends on the content alone.
# Prints the id.
write_image() {
    local layer=$1 settings=$2 out=$3 box diff id names
    shift 3
    box=$(mktemp -d "$(dirname "$out")/image.XXXXXX")
    diff=$(sha256_of "$layer")
    mkdir "$box/$diff"
    mv "$layer" "$box/$diff/layer.tar"
    printf '{"architecture":"%s","config":%s,"created":"%s","history":[{"created":"%s","created_by":"fairlead %s"}],"os":"linux","rootfs":{"diff_ids":["sha256:%s"],"type":"layers"}}' \
        "$(image_architecture)" "$settings" "$IMAGE_CREATED" "$IMAGE_CREATED" "dev/${0##*/}" "$diff" >"$box/config.json"
    id=$(sha256_of "$box/config.json")
    mv "$box/config.json" "$box/$id.json"
    names=$(printf ',"%s"' "$@")
    printf '[{"Config":"%s.json","RepoTags":[%s],"Layers":["%s/layer.tar"]}]' "$id" "${names#,}" "$diff" \
        >"$box/manifest.json"
    stable_tar "$box" "$out"
    rm -rf "$box"
    printf 'sha256:%s\n' "$id"
}

image_architecture() {
    case $(dpkg --print-architecture) in
        armhf | armel) printf 'arm\n' ;;
        i386) printf '386\n' ;;
        ppc64el) printf 'ppc64le\n' ;;
        *) dpkg --print-architecture ;;
    esac
}

# Hands a written image to the engine: FILE NAME. What had the name before is removed, unless a container still needs it.
load_image() {
    local answer before
    before=$(image_id "$2")
    answer=$(engine POST '/images/load?quiet=1' "$1") || die "the engine did not take the image: $answer"
    case $answer in *'"error'*) die "the engine did not take the image: $answer" ;; esac
    [ -z "$before" ] || [ "$before" = "$(image_id "$2")" ] || remove_image "$before"
}

# Removes an image by name or id if nothing uses it.
remove_image() { engine DELETE "/images/$1" >/dev/null 2>&1 || true; }
