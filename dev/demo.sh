#!/usr/bin/env bash
# fairlead demo: a real training job from a job definition, from a bare machine to its result.
#
# Called by ./fairlead demo. What it does, in order: finds or installs a container engine; builds Fairlead and, beside that, a
# base image from the distribution's own packages; starts the server; submits examples/digits/job.json as an ordinary user;
# follows its log; shows what came of it. Everything can be repeated; --clean undoes it.
set -euo pipefail
. "$(dirname "$0")/lib.sh"

original_arguments=$*
readonly DEMO_USER=fairlead-demo
readonly SERVER_LOG=/var/log/fairlead-server.log
readonly FAKE_FOLDER=/var/lib/fairlead-demo-fake

usage() {
    cat >&2 <<'TEXT'
usage: fairlead demo [--yes] [--engine fake] [--clean]

  --yes          install a container engine without asking, if there is none
  --engine fake  show the flow where no engine can run; nothing is executed, and the output says so
  --clean        undo what earlier demos did: server, demo user, image, files, and the engine if the demo installed it
TEXT
}

engine=docker
clean=no
while [ $# -gt 0 ]; do
    case $1 in
        --yes | -y) assume_yes=yes ;;
        --engine) shift; engine=${1-}; ;;
        --engine=*) engine=${1#*=} ;;
        --clean) clean=yes ;;
        -h | --help) usage; exit 0 ;;
        *) say "fairlead demo: unknown argument: $1"; usage; exit 2 ;;
    esac
    shift
done
case $engine in docker | fake) ;; *) say "fairlead demo: --engine takes docker or fake, not \"$engine\""; exit 2 ;; esac

began=$SECONDS
fairlead=$root/fairlead
step() { say ""; say "== $* ($((SECONDS - began)) s)"; }

need_root "the demo installs packages, starts a server and makes a user, and" "demo"

# --- undo -------------------------------------------------------------------------------------------------------------

if [ "$clean" = yes ]; then
    say "stopping the server, if one runs"
    "$fairlead" server stop >/dev/null 2>&1 || true
    FAIRLEAD_SOCKET=$FAKE_FOLDER/fairlead.sock "$fairlead" server stop >/dev/null 2>&1 || true
    if id "$DEMO_USER" >/dev/null 2>&1; then
        say "removing the user $DEMO_USER and what its jobs wrote"
        rm -rf "/srv/fairlead/ghent/$DEMO_USER"
        userdel -r "$DEMO_USER" 2>/dev/null || true
    fi
    say "removing the demo's image"
    "$here/base-image.sh" --remove >&2 || true
    rm -rf "$FAKE_FOLDER"
    say "removing the server's store and logs: /var/lib/fairlead, $SERVER_LOG"
    rm -rf /var/lib/fairlead /run/fairlead "$SERVER_LOG"
    "$here/engine.sh" stop --purge >&2 || true
    say "done. Shared folders of other users under /srv/fairlead were left alone."
    exit 0
fi

# --- engine, build, image ---------------------------------------------------------------------------------------------

if [ "$engine" = docker ]; then
    step "1/5 container engine"
    "$here/engine.sh" ensure ${assume_yes:+--yes} >/dev/null
else
    step "1/5 container engine: FAKE, nothing will really run"
fi

step "2/5 build Fairlead, and beside it a base image from the distribution's packages"
image_log=$(mktemp)
trap 'rm -f "$image_log"' EXIT
if [ "$engine" = docker ]; then
    "$here/base-image.sh" >"$image_log.id" 2>"$image_log" &
    image=$!
fi
"$fairlead" version | sed -n 1p >&2 || true
"$fairlead" config check >/dev/null
if [ "$engine" = docker ]; then
    if [ -t 2 ]; then
        while kill -0 "$image" 2>/dev/null; do
            printf '\r\033[K  image: %s' "$(tail -n 1 "$image_log")" >&2
            sleep 1
        done
        printf '\r\033[K' >&2
    fi
    wait "$image" || { cat "$image_log" >&2; die "the base image could not be made" "$here/base-image.sh"; }
    say "  image: $(tail -n 1 "$image_log")"
    rm -f "$image_log.id"
fi

# --- server -----------------------------------------------------------------------------------------------------------

step "3/5 server"
server_arguments=()
if [ "$engine" = fake ]; then
    mkdir -p "$FAKE_FOLDER"
    cat >"$FAKE_FOLDER/fairlead.yaml" <<TEXT
stateFolder: $FAKE_FOLDER/state
runFolder: $FAKE_FOLDER/run
socket: $FAKE_FOLDER/fairlead.sock
volumesFolder: $FAKE_FOLDER/volumes
TEXT
    export FAIRLEAD_SOCKET=$FAKE_FOLDER/fairlead.sock
    server_arguments=(--engine fake --config "$FAKE_FOLDER/fairlead.yaml")
fi
answers() { "$fairlead" status >/dev/null 2>&1; }
if answers; then
    say "  a server answers already"
else
    setsid "$fairlead" server "${server_arguments[@]}" >>"$SERVER_LOG" 2>&1 </dev/null &
    server=$!
    for _ in $(seq 1 120); do
        answers && break
        kill -0 "$server" 2>/dev/null || { tail -n 5 "$SERVER_LOG" >&2; die "the server did not start" "see $SERVER_LOG"; }
        sleep 0.25
    done
    answers || die "the server does not answer" "see $SERVER_LOG"
    say "  started; its log is $SERVER_LOG, and it stops with: $fairlead server stop"
fi

# --- job --------------------------------------------------------------------------------------------------------------

user=${SUDO_USER:-}
if [ -z "$user" ] || [ "$user" = root ]; then
    user=$DEMO_USER
    id "$user" >/dev/null 2>&1 || useradd --system --user-group --create-home --shell /bin/bash "$user"
fi
group=$(id -gn "$user")
project=/srv/fairlead/ghent/$group
step "4/5 the job: examples/digits/job.json, as the user $user"
if [ "$engine" = docker ]; then
    install -d -m 0755 /srv/fairlead /srv/fairlead/ghent
    [ -d "$project" ] || install -d -m 2770 -g "$group" "$project"
    install -d -o "$user" -g "$group" "$project/digits"
    install -m 0644 -o "$user" -g "$group" "$root"/examples/digits/* "$project/digits/"
fi
say "  \$ fairlead submit examples/digits/job.json"
job=$("$fairlead" submit --as "$user" "$root/examples/digits/job.json")
say "  job $job; its log, live:"
code=0
"$fairlead" logs --follow --exit-code "$job" >&2 || code=$?

# --- result -----------------------------------------------------------------------------------------------------------

step "5/5 what came of it"
"$fairlead" show "$job" --pipeline >&2
if [ "$engine" = fake ]; then
    say ""
    say "SIMULATED: the fake engine ran nothing, so there is no accuracy and no file. ./fairlead demo shows the real thing."
    exit "$code"
fi
[ "$code" -eq 0 ] || die "the job ended with code $code" "$fairlead show $job" "$fairlead logs $job"

result=$project/checkpoints/digits/result.json
field() { sed -n "s/^ *\"$1\": \"\{0,1\}\([^\",]*\)\"\{0,1\},\{0,1\}\$/\1/p" "$result"; }
say ""
say "  test accuracy   $(field test_accuracy) ($(field wrong) of $(field test_images) wrong, after $(field epochs) epochs)"
say "  wall time       $(field seconds) s of training, $((SECONDS - began)) s for the whole demo"
say "  CPU time        $(field cpu_seconds) s"
say "  peak memory     $(field peak_memory_mib) MiB"
say "  image digest    $("$fairlead" show "$job" -o json | grep -o 'sha256:[0-9a-f]*' | head -n 1)"
say "  files, yours:"
for file in "$project/data" "$(field checkpoint)" "$(field metrics)" "$(field learning_curve)" "$result"; do
    say "    ${file/#\/project_ghent/$project}"
done
say ""
say "Next:"
next() { say "  $(printf '%-*s' $((${#fairlead} + 40)) "$1")$2"; }
next "$fairlead jobs" "what runs and what waits"
next "$fairlead logs $job" "the log again"
say "  edit $project/digits/train.py and run ./fairlead demo again: it goes on from the last checkpoint"
say "  $fairlead run --as $user fairlead/python:3 -- python -c 'print(6 * 7)'"
next "$fairlead demo --clean" "undo all of this"
