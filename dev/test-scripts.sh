#!/usr/bin/env bash
# Tests of the scripts in this folder and of the example that they serve, on a real engine. `make test` calls it after
# the modules were built and tested.
#
#     dev/test-scripts.sh           everything; the base image is made once more where what makes it has changed since
#                                   that was last done on this machine (a minute or more): the same image each time
#     dev/test-scripts.sh --full    that in any case
set -euo pipefail
original_arguments=$*
# shellcheck source=dev/lib.sh
. "$(dirname "$0")/lib.sh"
cd "$root"

failures=0
box=$(mktemp -d)
trap 'rm -rf "$box"' EXIT
# A folder that a job of some user may write, as the project's storage is.
chmod 755 "$box"

# Runs one test: a sentence and a function. Its output is shown when it fails.
check() {
    if (set -e; "$2") >"$box/output" 2>&1; then
        say "ok      $1"
    else
        say "FAILED  $1"
        sed 's/^/        /' "$box/output" >&2
        failures=$((failures + 1))
    fi
}

# Expects that the second text contains the first.
has() { case $2 in *"$1"*) ;; *) printf 'expected: %s\nbut was:\n%s\n' "$1" "$2"; return 1 ;; esac }
same() { [ "$1" = "$2" ] || { printf 'expected: %s\nbut was:  %s\n' "$1" "$2"; return 1; }; }

# A container for a user that no account file knows, with no rights and no network.
in_image() {
    docker run --rm --interactive --network none --user 54321:54321 --cap-drop ALL --security-opt no-new-privileges \
        --env HOME=/home/someone --tmpfs /home/someone:uid=54321,gid=54321,mode=700,exec \
        --volume "$box/project:/project_ghent" fairlead/python:3 "$@"
}

# --- the scripts ------------------------------------------------------------------------------------------------------

scripts_are_clean() {
    local checker
    checker=$(command -v shellcheck) || checker=$root/.fairlead/tools/shellcheck
    if [ ! -x "$checker" ]; then
        unpack_package shellcheck "$box/shellcheck"
        install -D -m 755 "$box/shellcheck/usr/bin/shellcheck" "$checker"
    fi
    "$checker" -x -P . dev/*.sh
    perl -c dev/engine-api.pl
}

scripts_refuse_unknown_words() {
    local script code
    for script in engine base-image test-image prepare install; do
        code=0
        "dev/$script.sh" --nonsense >"$box/usage" 2>&1 || code=$?
        same 2 "$code"
        has "usage: dev/$script.sh" "$(cat "$box/usage")"
    done
}

an_engine_that_answers_is_left_alone() {
    same "$(engine_host)" "$(dev/engine.sh ensure 2>"$box/said")"
    has "answers at" "$(cat "$box/said")"
    has "answers at" "$(dev/engine.sh status 2>&1)"
}

an_engine_elsewhere_that_is_silent_is_named() {
    local said
    said=$(DOCKER_HOST=unix:///nowhere/docker.sock dev/engine.sh ensure --yes 2>&1) && return 1
    has "no engine answers at DOCKER_HOST=unix:///nowhere/docker.sock" "$said"
    has "unset DOCKER_HOST" "$said"
    said=$(DOCKER_HOST=ssh://nowhere dev/engine.sh status 2>&1) && return 1
    has "no Docker Engine answers" "$said"
}

a_user_without_rights_is_told_how() {
    local said
    said=$(setpriv --reuid 54321 --regid 54321 --clear-groups dev/engine.sh ensure --yes 2>&1 </dev/null) && return 1
    has "may not use it" "$said"
    has "sudo dev/engine.sh ensure --yes" "$said"
}

a_second_preparation_changes_nothing() {
    local before after
    before=$(all_ids)
    dev/prepare.sh --yes
    after=$(all_ids)
    same "$before" "$after"
}

all_ids() {
    local name
    for name in $(dev/test-image.sh) fairlead/python:3; do printf '%s %s\n' "$name" "$(image_id "$name")"; done
}

# --- the images -------------------------------------------------------------------------------------------------------

test_images_are_the_same_twice() {
    local before
    before=$(all_ids)
    dev/test-image.sh --force
    same "$before" "$(all_ids)"
}

# Once by the script, once by the command that carries it with it. The script has just made the one in the engine, unless
# that is older than a package: then it makes one more.
base_image_is_the_same_twice() {
    bootstrapped=$(FAIRLEAD_BUILD=never ./fairlead image bootstrap --out "$box/one.tar")
    if [ "$bootstrapped" != "$(image_id fairlead/python:3)" ]; then
        same "$(dev/base-image.sh --out "$box/two.tar")" "$bootstrapped"
        cmp "$box/one.tar" "$box/two.tar"
    fi
    same "$base_image_makers" "$(base_image_makers)"
    printf '%s\n' "$base_image_makers" >"$FAIRLEAD_CACHE/base-image.same-twice"
}

# Whatever a base image depends on, except the packages themselves.
base_image_makers() { cat dev/base-image.sh dev/lib.sh dev/engine-api.pl /etc/os-release | sha256sum | cut -c 1-40; }

python_and_numpy_work_for_anyone() {
    has "1 6 True" "$(in_image python -c 'import numpy, ssl, sqlite3, os; print(numpy.ones(1).size, numpy.arange(4).sum(), os.getuid() == 54321)')"
    has "Python 3" "$(in_image python3 --version)"
}

python_writes_no_byte_code_of_its_own() {
    same "" "$(in_image python -v -c 'import numpy' 2>&1 | grep 'code object from.*numpy.*\.py$' || true)"
}

pip_installs_into_the_home_of_the_user() {
    in_image sh -c 'cd ~ && python - && pip install --no-index ./knot-1-py3-none-any.whl && ~/.local/bin/knot && python -m knot' \
        >"$box/pip" 2>&1 <<'PYTHON' || { cat "$box/pip"; return 1; }
import zipfile

files = {
    "knot/__init__.py": "def main():\n    print('tied')\n",
    "knot/__main__.py": "import knot\n\nknot.main()\n",
    "knot-1.dist-info/METADATA": "Metadata-Version: 2.1\nName: knot\nVersion: 1\n",
    "knot-1.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    "knot-1.dist-info/entry_points.txt": "[console_scripts]\nknot = knot:main\n",
}
with zipfile.ZipFile("knot-1-py3-none-any.whl", "w") as wheel:
    for name, text in files.items():
        wheel.writestr(name, text)
    wheel.writestr("knot-1.dist-info/RECORD", "".join(f"{name},,\n" for name in [*files, "knot-1.dist-info/RECORD"]))
PYTHON
    same 2 "$(grep -cx tied "$box/pip")"
}

the_image_has_nothing_of_this_machine() {
    same "" "$(in_image cat /etc/machine-id /etc/apt/sources.list 2>/dev/null || true)"
    # What the engine itself puts into a container is new; all else has the fixed time or is older.
    same "" "$(in_image find /bin /boot /etc /lib /opt /root /sbin /srv /usr /var -xdev -newermt '2025-07-02' \
        -not -path /etc -not -path '/etc/host*' -not -path /etc/resolv.conf -not -path /etc/mtab 2>/dev/null || true)"
}

rude_image_says_what_it_should() {
    local said
    said=$(engine GET /images/fairlead/test-rude:1/json)
    has '"User":"4242:4242"' "$said"
    has 'NVIDIA_VISIBLE_DEVICES=all' "$said"
    has '"StopSignal":"SIGQUIT"' "$said"
    has '"Healthcheck"' "$said"
    has '"/rude":{}' "$said"
}

closed_image_is_closed_and_link_image_links() {
    local in_one=(docker run --rm --network none --user 54321)
    "${in_one[@]}" fairlead/test-closed:1 ls /closed/inner && return 1
    same /etc "$("${in_one[@]}" fairlead/test-link:1 readlink /data)"
    same "entry from cmd" "$("${in_one[@]}" fairlead/test-entry:1)"
    same "kept in the image" "$("${in_one[@]}" --user 1000:1000 fairlead/test-home:1 cat /home/alice/note.txt)"
    same "spoof" "$(image_label fairlead/test-spoof:1 io.fairlead.job)"
}

# --- the installation -------------------------------------------------------------------------------------------------

an_installation_is_for_everybody_and_goes_again() {
    local prefix=$box/usr bin=$box/usr/bin
    make --no-print-directory -C "$root" install PREFIX="$prefix"
    as_someone "$bin/fairlead" version | grep -q '^fairlead '
    # A user's start writes nothing there and builds nothing.
    same "" "$(find "$prefix" ! -type l -perm /022)"
    as_someone mkdir "$box/someone/names"
    as_someone "$bin/fairlead" install-commands --system slices --to "$box/someone/names"
    has "unknown command slices ai lgo; did you mean log?" "$(as_someone "$box/someone/names/slices" ai lgo x 2>&1)"
    grep -q '^.TH FAIRLEAD 1' "$prefix/share/man/man1/fairlead.1"
    grep -q "^ExecStart=$bin/fairlead server$" "$prefix/lib/systemd/system/fairlead.service"
    grep -q '_fairlead' "$prefix/share/bash-completion/completions/fairlead"
    make --no-print-directory -C "$root" install PREFIX="$prefix"
    make --no-print-directory -C "$root" uninstall PREFIX="$prefix"
    same "" "$(find "$prefix" 2>/dev/null || true)"
}

as_someone() {
    setpriv --reuid 54321 --regid 54321 --clear-groups --inh-caps=-all env -i HOME="$box/someone" PATH="$PATH" \
        FAIRLEAD_SOCKET="$box/none" "$@"
}

a_package_is_made_beneath_another_folder_and_foreign_files_stay() {
    local said
    make --no-print-directory -C "$root" install PREFIX=/opt/fairlead DESTDIR="$box/package"
    same ../lib/fairlead/fairlead "$(readlink "$box/package/opt/fairlead/bin/fairlead")"
    same "" "$(grep -rl "$box" "$box/package" || true)"
    make --no-print-directory -C "$root" uninstall PREFIX=/opt/fairlead DESTDIR="$box/package"
    mkdir -p "$box/foreign/bin"
    ln -s /bin/true "$box/foreign/bin/fairlead"
    said=$(dev/install.sh install --prefix "$box/foreign" 2>&1) && return 1
    has "is not of an installation" "$said"
    dev/install.sh uninstall --prefix "$box/foreign" 2>/dev/null && return 1
    same /bin/true "$(readlink "$box/foreign/bin/fairlead")"
    said=$(dev/install.sh install --prefix relative 2>&1) && return 1
    has "PREFIX must be absolute" "$said"
}

# --- the example ------------------------------------------------------------------------------------------------------

digits_are_learned_and_gone_on_with() {
    new_project
    in_image python /project_ghent/digits/train.py >"$box/first"
    has "epoch 30/30" "$(cat "$box/first")"
    accurate "$box/first"
    same 31 "$(wc -l <"$run/metrics.csv")"
    same 30 "$(find "$run" -name 'epoch-*.npz' | wc -l)"
    same "89504e470d0a1a0a" "$(head -c 8 "$run/learning-curve.png" | od -An -tx1 | tr -d ' ')"
    in_image python /project_ghent/digits/train.py >"$box/second"
    has "going on from /project_ghent/checkpoints/digits/epoch-030.npz, to epoch 33" "$(cat "$box/second")"
    same 54321 "$(stat -c %u "$run/result.json")"
}

stopped_on_the_way_gives_the_same_weights() {
    local code=0
    new_project
    # shellcheck disable=SC2016 # for the shell in the container
    in_image sh -c 'python /project_ghent/digits/train.py & job=$!
        until [ -e /project_ghent/checkpoints/digits/epoch-002.npz ]; do sleep 0.05; done
        kill -USR1 $job; wait $job' >"$box/stopped" || code=$?
    same 123 "$code"
    has "asks for another attempt" "$(cat "$box/stopped")"
    in_image python /project_ghent/digits/train.py >/dev/null
    mv "$run/epoch-030.npz" "$box/stopped.npz"
    new_project
    in_image python /project_ghent/digits/train.py >/dev/null
    cmp "$box/stopped.npz" "$run/epoch-030.npz"
}

new_project() {
    rm -rf "$box/project"
    mkdir "$box/project"
    cp -r examples/digits "$box/project/digits"
    chown -R 54321:54321 "$box/project"
    run=$box/project/checkpoints/digits
}

accurate() {
    awk '/^test accuracy/ { found = 1; if ($3 < 0.97) { print "only " $3; exit 1 } } END { exit !found }' "$1"
}

# ----------------------------------------------------------------------------------------------------------------------

need_root "testing the scripts" "$original_arguments"
engine_answers || die "no Docker Engine answers at $(engine_host)" "dev/prepare.sh"
new_project
check "the scripts are clean" scripts_are_clean
check "the scripts refuse unknown words" scripts_refuse_unknown_words
check "an engine that answers is left alone" an_engine_that_answers_is_left_alone
check "an engine elsewhere that is silent is named" an_engine_elsewhere_that_is_silent_is_named
check "a user without rights is told how" a_user_without_rights_is_told_how
check "a second preparation changes nothing" a_second_preparation_changes_nothing
check "test images are the same twice" test_images_are_the_same_twice
check "Python and numpy work for anyone" python_and_numpy_work_for_anyone
check "Python finds its byte code" python_writes_no_byte_code_of_its_own
check "pip installs into the home of the user" pip_installs_into_the_home_of_the_user
check "the image has nothing of this machine" the_image_has_nothing_of_this_machine
check "the rude image says what it should" rude_image_says_what_it_should
check "the closed image is closed, the link image links" closed_image_is_closed_and_link_image_links
install -d -o 54321 -g 54321 "$box/someone"
check "an installation is for everybody, and goes again" an_installation_is_for_everybody_and_goes_again
check "a package is made beneath another folder, and foreign files stay" a_package_is_made_beneath_another_folder_and_foreign_files_stay
check "digits are learned, and gone on with" digits_are_learned_and_gone_on_with
check "stopped on the way gives the same weights" stopped_on_the_way_gives_the_same_weights
base_image_makers=$(base_image_makers)
if [ "${1:-}" = --full ] || [ "$base_image_makers" != "$(cat "$FAIRLEAD_CACHE/base-image.same-twice" 2>/dev/null)" ]; then
    check "the base image is the same twice, by the script and by image bootstrap" base_image_is_the_same_twice
fi
[ $failures -eq 0 ] || die "$failures of the script tests failed"
