#!/usr/bin/env bash
# Sees to it that a Docker Engine answers, on /var/run/docker.sock or at DOCKER_HOST.
#
#     dev/engine.sh ensure [--yes]    find it, else install Debian's docker.io and start it; prints its address
#     dev/engine.sh status            says what is there; exit 0 when an engine answers
#     dev/engine.sh stop [--purge]    stop what `ensure` started; --purge also removes the engine that it installed
#
# Repeatable. An engine that is there is left as it is. One that we start keeps containers alive while it restarts and
# bounds their logs, by a configuration file of its own: an existing /etc/docker/daemon.json is used and never changed.
set -euo pipefail
original_arguments=$*
# shellcheck source=dev/lib.sh
. "$(dirname "$0")/lib.sh"

readonly CONFIG=/etc/fairlead/dockerd.json
readonly SITE_CONFIG=/etc/docker/daemon.json
readonly DROP_IN=/etc/systemd/system/docker.service.d/fairlead.conf
readonly NOTES=/var/lib/fairlead-engine     # what we installed
readonly STARTED=/run/fairlead-engine       # what we started: it does not outlive a boot
readonly LOG=/var/log/fairlead/dockerd.log
readonly START_SECONDS=60
readonly STOP_SECONDS=30

has_systemd() { [ -d /run/systemd/system ]; }
dockerd_path() { PATH=$PATH:/usr/sbin:/sbin:/usr/local/sbin command -v dockerd; }

# --- what is there ----------------------------------------------------------------------------------------------------

version() { engine GET /version | grep -o '"Version":"[^"]*","ApiVersion"' | cut -d '"' -f 4 || true; }

report_found() { say "Docker Engine $(version) answers at $(engine_host)"; }

# Ends the script where an engine cannot answer for a reason that installing one would not change.
check_reachable() {
    local socket
    case $(engine_host) in
        unix://*) socket=$(engine_host) && socket=${socket#unix://} ;;
        *) die "no engine answers at DOCKER_HOST=$(engine_host)" "start that engine, or: unset DOCKER_HOST" ;;
    esac
    if [ -S "$socket" ] && [ ! -w "$socket" ]; then
        die "$socket is there, but $(id -un) may not use it" "sudo $0 $original_arguments" \
            "or be added to its group: sudo usermod -aG $(stat -c %G "$socket") $(id -un)  (as good as root)"
    fi
    [ -z "${DOCKER_HOST:-}" ] || [ "$socket" = /var/run/docker.sock ] || [ "$socket" = /run/docker.sock ] ||
        die "no engine answers at DOCKER_HOST=$DOCKER_HOST" "start that engine, or: unset DOCKER_HOST"
}

# --- what the kernel must have ----------------------------------------------------------------------------------------

check_kernel() {
    local space missing=()
    for space in pid net mnt ipc uts; do [ -e "/proc/self/ns/$space" ] || missing+=("$space namespaces"); done
    grep -qw overlay /proc/filesystems || modprobe overlay 2>/dev/null || missing+=("the overlay file system")
    has_memory_cgroup || missing+=("the memory controller of control groups")
    [ ${#missing[@]} -eq 0 ] || die "this kernel lacks what containers need: $(printf '%s, ' "${missing[@]}" | sed 's/, $//')" \
        "run on a machine or virtual machine whose kernel has it (inside a container, start that container privileged)"
    grep -q '^[^ ]* /sys/fs/cgroup' /proc/mounts ||
        die "control groups are not mounted" "mount -t cgroup2 cgroup2 /sys/fs/cgroup"
    if ! unshare --mount --net --pid --ipc --uts --fork true 2>/dev/null || ! may_make_cgroup; then
        die "root may not make namespaces and control groups here: this looks like the inside of a container" \
            "run on a machine or virtual machine, or start that container privileged" "or see the flow without an engine: ./fairlead demo --engine fake"
    fi
}

may_make_cgroup() {
    local parent=/sys/fs/cgroup
    [ ! -d $parent/memory ] || parent=$parent/memory
    mkdir $parent/fairlead-probe 2>/dev/null && rmdir $parent/fairlead-probe
}

has_memory_cgroup() {
    grep -qw memory /sys/fs/cgroup/cgroup.controllers 2>/dev/null && return 0
    [ "$(awk '$1 == "memory" { print $4 }' /proc/cgroups 2>/dev/null)" = 1 ]
}

# --- install ----------------------------------------------------------------------------------------------------------

write_config() {
    mkdir -p "$(dirname "$CONFIG")"
    cat >"$CONFIG" <<'JSON'
{
  "live-restore": true,
  "log-driver": "json-file",
  "log-opts": { "max-size": "10m", "max-file": "3" }
}
JSON
}

# Under systemd the package starts the engine itself, so our settings must be there before it does.
write_drop_in() {
    { [ ! -e "$SITE_CONFIG" ] && has_systemd; } || return 0
    write_config
    mkdir -p "$(dirname "$DROP_IN")"
    printf '# Written by %s ensure\n[Service]\nEnvironment="DOCKER_OPTS=--config-file=%s"\n' "dev/engine.sh" "$CONFIG" >"$DROP_IN"
}

# Where no systemd runs the package must not start an engine by its init script: we start it, with our settings.
without_init_scripts() {
    local policy=/usr/sbin/policy-rc.d made=no
    if ! has_systemd && [ ! -e $policy ]; then
        printf '#!/bin/sh\nexit 101\n' >$policy
        chmod 755 $policy
        made=yes
    fi
    "$@" || { [ $made = no ] || rm -f $policy; return 1; }
    [ $made = no ] || rm -f $policy
}

install_engine() {
    local wanted=(docker.io iptables) before=() package
    command -v apt-get >/dev/null || die "Docker Engine is not installed, and there is no apt-get to install it with" \
        "install Docker Engine by this distribution's own means, then run this again"
    confirm "Docker Engine is not installed" "Install Debian's docker.io with apt (about 300 MB)?" "apt-get install docker.io" ||
        die "no Docker Engine, by your choice" "apt-get install docker.io" "or try: ./fairlead demo --engine fake"
    say "[1/2] installing Docker Engine"
    refresh_lists
    available docker.io || refresh_lists --now
    available docker.io || die "this system's package sources have no docker.io" \
        "add Debian's main component to /etc/apt/sources.list.d, or install Docker Engine by its makers' instructions"
    [ -x "$(command -v docker)" ] || ! available docker-cli || wanted+=(docker-cli)
    [ "$(cat /sys/module/apparmor/parameters/enabled 2>/dev/null)" != Y ] || wanted+=(apparmor)
    for package in "${wanted[@]}"; do installed "$package" || before+=("$package"); done
    write_drop_in
    without_init_scripts install_packages "${wanted[@]}"
    mkdir -p "$NOTES"
    printf '%s\n' "${before[@]}" >>"$NOTES/installed"
}

# --- start ------------------------------------------------------------------------------------------------------------

# Prints the folder that must come first on the engine's PATH, if any: where the kernel knows no nftables, the older iptables.
older_iptables() {
    local tool
    iptables -t nat -L -n >/dev/null 2>&1 && return 0
    iptables-legacy -t nat -L -n >/dev/null 2>&1 || return 1
    mkdir -p "$STARTED/bin"
    for tool in iptables ip6tables iptables-save iptables-restore; do
        ln -sf "$(command -v "${tool/tables/tables-legacy}")" "$STARTED/bin/$tool"
    done
    printf '%s\n' "$STARTED/bin"
}

no_filter() {
    if command -v iptables >/dev/null; then
        printf 'this kernel has no packet filter with a nat table\n'
    else
        printf 'iptables is not installed (apt-get install iptables, then: %s stop; %s ensure)\n' "$0" "$0"
    fi
}

# Starts dockerd with the given arguments besides, and waits until it answers. Fails when it ends or stays silent.
start_dockerd() {
    local daemon pid began=$SECONDS next
    daemon=$(dockerd_path)
    mkdir -p "$(dirname "$LOG")" "$STARTED"
    printf '== %s %s %s\n' "$(date -u +%FT%TZ)" "$daemon" "$*" >>"$LOG"
    PATH=${first_on_path:+$first_on_path:}$PATH:/usr/sbin:/sbin setsid nohup "$daemon" "$@" >>"$LOG" 2>&1 </dev/null &
    pid=$!
    next=$((began + 5))
    until engine_answers; do
        kill -0 "$pid" 2>/dev/null || return 1
        if [ $((SECONDS - began)) -ge $START_SECONDS ]; then
            kill "$pid"
            return 1
        fi
        if [ $SECONDS -ge $next ]; then
            say "  waiting for dockerd (process $pid), $((SECONDS - began)) s"
            next=$((SECONDS + 5))
        fi
        sleep 0.2
    done
    printf '%s %s\n' "$pid" "$(start_time "$pid")" >"$STARTED/dockerd"
}

# The kernel's start time of a process: with its number, a name that is never given twice.
start_time() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d ' ' -f 20; }

start_by_hand() {
    local config=("--config-file=$CONFIG") network=() running first_on_path=
    running=$(cat /var/run/docker.pid 2>/dev/null || true)
    if [ -n "$running" ] && [ "$(cat "/proc/$running/comm" 2>/dev/null)" = dockerd ]; then
        wait_for_other "$running" && return 0
    fi
    if [ -e "$SITE_CONFIG" ]; then
        say "  using the settings in $SITE_CONFIG (recommended there: \"live-restore\": true)"
        config=()
    else
        write_config
    fi
    if ! first_on_path=$(older_iptables); then
        say "  $(no_filter): containers get no network but \"none\" and \"host\""
        network=(--bridge=none --iptables=false --ip6tables=false)
    fi
    start_dockerd "${config[@]}" "${network[@]}" && return 0
    say "dockerd did not start; the end of $LOG:"
    tail -n 8 "$LOG" | cut -c 1-300 | sed 's/^/    /' >&2
    die "Docker Engine is installed but could not be started" "read $LOG, put right what it names, then: $0 ensure"
}

# An engine that someone else is just starting.
wait_for_other() {
    local began=$SECONDS
    say "  dockerd runs already (process $1); waiting for it to answer"
    until engine_answers; do
        [ -d "/proc/$1" ] || return 1
        [ $((SECONDS - began)) -lt $START_SECONDS ] || die "dockerd (process $1) runs but does not answer" \
            "look at its log, or: kill $1, then: $0 ensure"
        sleep 0.2
    done
}

start_by_systemd() {
    local began=$SECONDS
    systemctl start docker.service >/dev/null 2>&1 || {
        systemctl --no-pager --lines 8 status docker.service >&2 || true
        die "systemd could not start docker.service" "journalctl -u docker.service" "then: $0 ensure"
    }
    until engine_answers; do
        [ $((SECONDS - began)) -lt $START_SECONDS ] || die "docker.service runs but does not answer" "journalctl -u docker.service"
        sleep 0.2
    done
    note_systemd
}

note_systemd() {
    mkdir -p "$STARTED"
    printf 'systemd\n' >"$STARTED/dockerd"
}

# --- the three verbs --------------------------------------------------------------------------------------------------

ensure() {
    if ! engine_answers; then
        check_reachable
        is_root || die "no Docker Engine answers at $(engine_host), and starting one needs root" "sudo $0 $original_arguments"
        check_kernel
        dockerd_path >/dev/null || install_engine
        if engine_answers; then
            say "[2/2] the service manager has started it"
            note_systemd
        else
            if has_systemd && [ -n "$(systemctl list-unit-files --no-legend docker.service 2>/dev/null)" ]; then
                say "[2/2] starting Docker Engine (systemctl start docker)"
                start_by_systemd
            else
                say "[2/2] starting Docker Engine (no service manager here; log: $LOG)"
                start_by_hand
            fi
        fi
    fi
    report_found
    engine_host
}

status() {
    if engine_answers; then
        report_found
        [ ! -e "$STARTED/dockerd" ] || say "  started by $0 ensure; stop it with: $0 stop"
        return 0
    fi
    say "no Docker Engine answers at $(engine_host)"
    if dockerd_path >/dev/null; then say "  dockerd is installed: $(dockerd_path)"; else say "  dockerd is not installed"; fi
    return 1
}

stop() {
    local pid began
    is_root || die "stopping the engine needs root" "sudo $0 $original_arguments"
    # After a boot only the service manager can have started it again.
    if [ ! -e "$STARTED/dockerd" ] && [ -e "$NOTES/installed" ] && has_systemd && engine_answers; then note_systemd; fi
    if [ ! -e "$STARTED/dockerd" ]; then
        say "no engine was started by $0: nothing to stop"
    elif [ "$(cat "$STARTED/dockerd")" = systemd ]; then
        systemctl stop docker.socket docker.service >/dev/null 2>&1 || true
        say "stopped Docker Engine (systemctl stop docker)"
    else
        read -r pid began <"$STARTED/dockerd"
        if [ -n "$began" ] && [ "$(start_time "$pid")" = "$began" ]; then stop_process "$pid"; else say "the engine that we started has ended already"; fi
    fi
    rm -rf "$STARTED"
    if [ "${1:-}" = --purge ]; then purge; fi
}

stop_process() {
    local began=$SECONDS
    kill "$1"
    while [ -d "/proc/$1" ]; do
        [ $((SECONDS - began)) -lt $STOP_SECONDS ] || die "dockerd (process $1) does not end" "kill -9 $1"
        sleep 0.2
    done
    say "stopped Docker Engine (process $1); containers that still run keep running"
}

# Removes the engine's own packages if we installed them. What came with them is left to apt's autoremove, which knows
# what else has come to need it.
purge() {
    local ours=() rest=() package
    rm -f "$CONFIG" "$DROP_IN"
    ! has_systemd || systemctl daemon-reload
    rmdir --ignore-fail-on-non-empty "$(dirname "$CONFIG")" "$(dirname "$DROP_IN")" 2>/dev/null || true
    [ -e "$NOTES/installed" ] || { say "no package was installed by $0: nothing to remove"; return 0; }
    if engine_answers; then die "an engine still answers at $(engine_host)" "stop it first"; fi
    while read -r package; do
        case $package in docker.io | docker-cli) ours+=("$package") ;; *) rest+=("$package") ;; esac
    done < <(sort -u "$NOTES/installed")
    say "removing ${ours[*]} (apt-get purge); images and containers in /var/lib/docker stay"
    [ ${#rest[@]} -eq 0 ] || apt-mark auto "${rest[@]}" >/dev/null 2>&1 || true
    apt_get purge "${ours[@]}" || die "apt could not remove ${ours[*]}" "apt-get purge ${ours[*]}"
    say "what came with them goes with: apt-get autoremove"
    rm -rf "$NOTES"
}

verb=${1:-}
[ $# -eq 0 ] || shift
assume_yes=no
for option in "$@"; do
    case "$verb $option" in
        'ensure --yes' | 'ensure -y') assume_yes=yes ;;
        'stop --purge') ;;
        *) verb=unknown ;;
    esac
done
case $verb in
    ensure) ensure ;;
    status) status ;;
    stop) stop "$@" ;;
    *) say "usage: dev/engine.sh ensure [--yes] | status | stop [--purge]"; exit 2 ;;
esac
